#!/bin/sh
# The order saga, once to its end and once into a rollback: `make demo`, or demo.sh FOLDER with the
# folder of the built programs. Starts the bank that it needs, and leaves nothing behind.
set -eu
programs=${1:?the folder that holds saga and saga-demo-server}
cd "$(dirname "$0")/order"

work=$(mktemp -d)
export ORDER_STATE="$work/shop" SAGA_STORE="$work/store" PATH="$programs:$PATH"
trap 'kill "$bank" 2>/dev/null || :; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

saga-demo-server --port-file "$work/port" --ledger "$work/payments" &
bank=$!
until [ -s "$work/port" ]; do kill -0 "$bank"; sleep 0.05; done
export PAY="http://127.0.0.1:$(cat "$work/port")"

# show STATUS COMMAND…: prints the command, runs it, and insists on its exit status.
show() {
    expected=$1
    shift
    printf '\n$ %s\n' "$(echo "$*" | sed "s|$PAY|\$PAY|g")"
    status=0
    "$@" || status=$?
    [ "$status" -eq "$expected" ] || { echo "demo: exit $status instead of $expected" >&2; exit 1; }
}

show 0 saga run order.saga.yaml --input @order.json --set "pay=$PAY"
echo
echo "The same order, with every courier on the road:"
show 2 env COURIER_CAPACITY=0 saga run order.saga.yaml --input @order.json --set "pay=$PAY"
show 0 saga list
show 0 saga inspect @last
