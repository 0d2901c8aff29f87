#!/bin/sh
# Does one thing that a task should not do. With a pipe in HOLD it first tells there that it runs, and
# then does not end by itself; the second attempt only takes effect.
if [ "$SAGA_ATTEMPT" = 1 ]; then
    case $1 in
    deaf) trap '' TERM INT HUP ;;
    session) setsid sleep 1000 & ;;
    daemon) (setsid sh -c 'sleep 1000 & sleep 1000 &' >/dev/null 2>&1 &) ;;
    stranger) (env -i setsid sh -c 'echo $$ >stranger; exec sleep 1000' >/dev/null 2>&1 &) ;;
    closed) (exec setsid sleep 1000 0<&- 1>&- 2>&- 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-) & ;;
    flood) yes >&1 & ;;
    line) head -c "$LINE_BYTES" /dev/zero | tr '\0' x ;;
    holder) sleep 1000 & ;;
    stopped) [ -n "$HOLD" ] || kill -STOP $$ ;;
    binary) printf '\377\376\n\377' ;;
    unended) printf 'a line without an end' ;;
    bomb)
        bomb() { [ "$1" -eq 0 ] || { bomb $(($1 - 1)) & bomb $(($1 - 1)) & }; sleep 1000; }
        bomb 5 >/dev/null 2>&1 & ;;
    reader) ;; # reads nothing of what it is given
    esac
    if [ -n "$HOLD" ]; then
        echo "$PPID" >ready
        [ "$1" = stopped ] && kill -STOP $$
        while :; do sleep 1000; done
    fi
    # Some never end by themselves.
    case $1 in deaf | flood) while :; do sleep 1000; done ;; esac
fi
echo "$SAGA_DIRECTION $SAGA_IDEMPOTENCY_KEY - $SAGA_ATTEMPT $1" >>"$LEDGER"
