#!/bin/sh
# Prints its arguments, each as hexadecimal bytes, as an array of JSON.
separator='['
for argument in "$@"; do
  printf '%s"%s"' "$separator" "$(printf '%s' "$argument" | od -An -v -tx1 | tr -d ' \n')"
  separator=','
done
[ $# -eq 0 ] && printf '['
printf ']'
