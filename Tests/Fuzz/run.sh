#!/bin/sh
# Fuzzes the readers of what people and services write, two at a time: run.sh PROGRAM SECONDS SEED
# The same seed tries the same inputs in the same order: what fails here failed before the change,
# unless the change is at fault. New inputs are looked for with other seeds and more time.
# A reader that traps, takes ten seconds or a gigabyte fails; its input is kept in .build-fuzzers/inputs.
set -eu
program=$1
seconds=$2
seed=$3
here=$(cd "$(dirname "$0")" && pwd)
kept=$here/../../.build-fuzzers/inputs
mkdir -p "$kept"

fuzz() {
    corpus=$(mktemp -d)
    [ ! -e "$here/$1.txt" ] || split -a 3 -l 1 "$here/$1.txt" "$corpus/seed-"
    [ "$1" != yaml ] || cp "$here"/../../workflows/*.yaml "$here"/../SagaDefinitionTests/Findings/*.yaml \
        "$here"/../SagaSourceTests/Malicious/*.yaml "$corpus"
    [ ! -d "$here/Found/$1" ] || cp "$here/Found/$1"/* "$corpus"
    status=0
    # The runtime's own handler of traps would take them from the fuzzer.
    SWIFT_BACKTRACE=enable=no SWIFT_DETERMINISTIC_HASHING=1 SAGA_FUZZ=$1 "$program" \
        -seed="$seed" -max_total_time="$seconds" -timeout=10 \
        -rss_limit_mb=1024 -max_len=4096 -artifact_prefix="$kept/$1-" "$corpus" \
        >"$kept/$1.log" 2>&1 </dev/null || status=$?
    rm -rf "$corpus"
    [ "$status" = 0 ] || { tail -20 "$kept/$1.log"; echo "fuzz: $1: FAILED"; return 1; }
    echo "fuzz: $1: $(grep -o 'Done [0-9]* runs in [0-9]* second' "$kept/$1.log")s"
}

fuzz jsonata & first=$!
fuzz yaml & second=$!
failed=0
wait $first || failed=1
fuzz jsonpath & first=$!
wait $second || failed=1
fuzz json || failed=1
wait $first || failed=1
exit $failed
