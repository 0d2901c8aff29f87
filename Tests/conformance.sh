#!/bin/sh
# Holds the scores of recorded cases against their floors: conformance.sh PROGRAM FOLDER
set -eu
program=$1
cases=$2
fell=0
while read -r name floor options; do
    case $name in '' | \#*) continue ;; esac
    # The options of a line are words for the scorer.
    # shellcheck disable=SC2086
    total=$("$cases/run.py" "$program" "$cases/$name.jsonl" --failures 0 $options </dev/null |
        awk '/^TOTAL/ {print $2, $3}')
    score=${total% *}
    echo "conformance: $name: ${score:-none} of ${total#* }, at least $floor"
    [ "${score:-0}" -ge "$floor" ] || fell=1
done <"$(dirname "$0")/conformance-floors.txt"
exit $fell
