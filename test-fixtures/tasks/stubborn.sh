#!/bin/sh
# Ignores SIGTERM, as do its children: one in its group, one in a group of its own, one in a session
# of its own. Tells the pipe that its argument names when all are there.
trap '' TERM
sh -c 'echo child >"$0"; sleep 300' "$1.a" &
timeout 300 sh -c 'echo child >"$0"; sleep 300' "$1.b" &
setsid sh -c 'echo child >"$0"; sleep 300' "$1.c" &
cat "$1.a" "$1.b" "$1.c" >/dev/null
echo ready >"$1"
wait
