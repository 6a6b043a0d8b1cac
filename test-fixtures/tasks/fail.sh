#!/bin/sh
# Fails with the exit code and the message that its arguments name.
printf '%s\n' "$2" >&2
exit "$1"
