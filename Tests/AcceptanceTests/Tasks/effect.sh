#!/bin/sh
# Writes a line into the ledger; with a second argument, ends with that status.
echo "$SAGA_DIRECTION $SAGA_IDEMPOTENCY_KEY ${SAGA_FORWARD_KEY:--} $SAGA_ATTEMPT $1" >>"$LEDGER"
exit "${2:-0}"
