#!/bin/sh
# Doubles itself to the depth that its argument names, and then waits: a small fork bomb. The last
# ones keep the pipe that the second argument names open.
if [ "$1" -gt 0 ]; then
  "$0" "$(($1 - 1))" "$2" &
  "$0" "$(($1 - 1))" "$2" &
  wait
else
  exec 3>"$2"
  sleep 300
fi
