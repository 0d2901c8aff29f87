#!/bin/sh
# Fails on its first visit, however often that is attempted; without an effect then.
[ -e first ] || echo "$SAGA_IDEMPOTENCY_KEY" >first
read -r key <first
[ "$key" = "$SAGA_IDEMPOTENCY_KEY" ] && exit 7
exec ./effect.sh "$1"
