#!/bin/sh
# On its first attempt it kills the saga that runs it, and takes no effect.
if [ "$SAGA_ATTEMPT" = 1 ]; then
    kill -9 "$(cut -d ' ' -f 4 "/proc/$PPID/stat")"
    exec sleep 1000
fi
exec ./effect.sh "$1"
