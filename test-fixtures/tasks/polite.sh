#!/bin/sh
# Writes a line to the file that its second argument names when it is asked to end.
trap 'echo ended >"$2"; exit 0' TERM
echo ready >"$1"
while :; do sleep 0.05; done
