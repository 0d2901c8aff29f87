#!/bin/sh
# Writes a line into the ledger; on its first attempt it also kills the saga that runs it.
echo "$SAGA_DIRECTION $SAGA_IDEMPOTENCY_KEY ${SAGA_FORWARD_KEY:--} $SAGA_ATTEMPT $1" >>"$LEDGER"
[ "$SAGA_ATTEMPT" != 1 ] || kill -9 $(pgrep -f "child (run|undo) $SAGA_EXECUTION_ID")
