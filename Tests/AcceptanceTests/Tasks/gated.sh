#!/bin/sh
# Tells that it runs, then waits at the gate; the second attempt goes through.
if [ "$SAGA_ATTEMPT" = 1 ]; then
    [ "$2" = deaf ] && trap '' TERM
    [ "$2" = slow ] && trap 'echo term >ready' TERM
    exec 3<>gate
    echo "$$" >ready
    while ! read -r word <&3; do :; done
fi
echo "$SAGA_DIRECTION $SAGA_IDEMPOTENCY_KEY ${SAGA_FORWARD_KEY:--} $SAGA_ATTEMPT $1" >>"$LEDGER"
