#!/bin/sh
# Leaves its token in the file `token`; tells by the pipe `ready` that it has, and waits at the
# pipe `gate`, where there are such.
echo "$SAGA_TASK_TOKEN" >token
echo "$SAGA_DIRECTION $SAGA_IDEMPOTENCY_KEY - $SAGA_ATTEMPT $1" >>"$LEDGER"
if [ -p ready ]; then echo "$$" >ready; fi
if [ -p gate ]; then read -r word <gate; fi
