#!/bin/sh
# A bank in a folder: `payment.sh charge CENTS` takes money, `payment.sh refund` gives it back.
set -eu
. "${0%/*}/keyed.sh"

case ${1-} in
charge) : "${2:?says how much}"; do_once payment "{\"charge\": \"c-${SAGA_IDEMPOTENCY_KEY%%-*}\"}" ;;
refund) undo_once payment ;;
*) echo "usage: payment.sh charge CENTS | refund" >&2; exit 64 ;;
esac
