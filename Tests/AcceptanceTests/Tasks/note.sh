#!/bin/sh
# Writes a line into the ledger for the task that it stands in front of, and then is that task. Where
# the task asks somebody and ANSWER is set, it is answered.
echo "$SAGA_DIRECTION $SAGA_IDEMPOTENCY_KEY ${SAGA_FORWARD_KEY:--} $SAGA_ATTEMPT $SAGA_STATE" >>"$LEDGER"
if [ -n "$SAGA_TASK_TOKEN" ] && [ -n "$ANSWER" ]; then
    saga send "$SAGA_TASK_TOKEN" --success "$ANSWER" || : # it was answered before a crash
fi
[ $# -eq 0 ] || exec "$@"
