#!/bin/sh
# Ends at once, but leaves a child that keeps its outputs open.
sleep 300 &
echo '"done"'
