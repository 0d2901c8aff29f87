# What a task and its undo owe the saga, for scripts that keep their state in files; read by `.`.
#
# A key takes effect once: the file of a key is made in one step, by linking a finished file into
# place, and holds either what was done under the key or the word `undone`. An undo that comes first
# leaves `undone` behind, so that a forward call that arrives later changes nothing.

: "${ORDER_STATE:?names the folder that holds the state of the shop}"

# do_once LEDGER RESULT: does it under $SAGA_IDEMPOTENCY_KEY, and prints the result as JSON.
do_once() {
    file=$ORDER_STATE/$1/${SAGA_IDEMPOTENCY_KEY:?comes from saga}
    put "$2" "$file" || :
    [ "$(cat "$file")" != undone ] || { echo "$1: this was called off before it came" >&2; exit 9; }
    cat "$file"
}

# is_known LEDGER: whether something was done, or undone, under $SAGA_IDEMPOTENCY_KEY.
is_known() {
    [ -e "$ORDER_STATE/$1/$SAGA_IDEMPOTENCY_KEY" ]
}

# undo_once LEDGER: undoes what was done under $SAGA_FORWARD_KEY; succeeds if that was nothing.
undo_once() {
    file=$ORDER_STATE/$1/${SAGA_FORWARD_KEY:?comes from saga}
    put undone "$file" || replace undone "$file"
}

# put TEXT FILE: makes the file; fails when it is there already.
put() {
    mkdir -p "${2%/*}"
    draft=${2%/*}/.$$
    printf '%s\n' "$1" >"$draft"
    if ln "$draft" "$2" 2>/dev/null; then rm -f "$draft"; else rm -f "$draft"; return 1; fi
}

replace() {
    draft=${2%/*}/.$$
    printf '%s\n' "$1" >"$draft"
    mv -f "$draft" "$2"
}
