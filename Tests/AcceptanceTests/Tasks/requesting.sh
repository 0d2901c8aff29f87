#!/bin/sh
# Asks that its own execution be aborted or stopped, and waits to be ended. It asks to be aborted
# until that is accepted, to be stopped once.
echo "$SAGA_DIRECTION $SAGA_IDEMPOTENCY_KEY ${SAGA_FORWARD_KEY:--} $SAGA_ATTEMPT $1" >>"$LEDGER"
[ ! -e accepted ] || exit 0
[ "$2" = abort ] || [ "$SAGA_ATTEMPT" = 1 ] || exit 0
saga "$2" "$SAGA_EXECUTION_ID" && : >accepted
exec sleep 1000
