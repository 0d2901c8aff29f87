#!/bin/sh
# The courier: `courier.sh book ADDRESS` asks for a van, `courier.sh cancel` sends it home.
# COURIER_CAPACITY is the number of vans (default: enough); without a free one, `book` exits 3.
set -eu
. "${0%/*}/keyed.sh"

vans_out() {
    grep -l van "$ORDER_STATE"/courier/* 2>/dev/null | wc -l
}

case ${1-} in
book)
    : "${2:?says where to}"
    if ! is_known courier && [ "$(vans_out)" -ge "${COURIER_CAPACITY:-1000}" ]; then
        echo "no courier before 18:00" >&2
        exit 3
    fi
    do_once courier "{\"van\": \"v-${SAGA_IDEMPOTENCY_KEY%%-*}\"}"
    ;;
cancel) undo_once courier ;;
*) echo "usage: courier.sh book ADDRESS | cancel" >&2; exit 64 ;;
esac
