#!/bin/sh
# Prints a JSON string that is as many bytes long as its argument says, quotes included.
printf '"%*s"' "$(($1 - 2))" ''
