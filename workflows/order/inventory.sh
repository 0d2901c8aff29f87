#!/bin/sh
# The warehouse: `inventory.sh reserve SKU` sets one piece aside, `inventory.sh release` frees it.
set -eu
. "${0%/*}/keyed.sh"

case ${1-} in
reserve) : "${2:?names the piece}"; do_once inventory "{\"reservation\": \"r-${SAGA_IDEMPOTENCY_KEY%%-*}\"}" ;;
release) undo_once inventory ;;
*) echo "usage: inventory.sh reserve SKU | release" >&2; exit 64 ;;
esac
