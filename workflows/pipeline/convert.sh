#!/bin/sh
# `convert.sh FILE` turns a CSV of plain fields into a JSON file for its table below $PIPELINE_STATE,
# and prints it; `convert.sh discard` takes that away again. The file is named for the key, so that
# a second call writes the same one, and the undo finds it without having seen the result.
set -eu
: "${PIPELINE_STATE:?names the folder that holds what the pipeline makes}"

# as_json FILE: {"table": …, "rows": [{…}, …]}; exit 65 for a row that does not fit the head.
as_json() {
    table=${1##*/}
    awk -F, -v table="${table%.csv}" '
        NR == 1 { fields = split($0, names); printf "{\"table\": \"%s\", \"rows\": [", table; next }
        NF != fields { print FILENAME ":" NR ": " NF " fields, not " fields >"/dev/stderr"; exit 65 }
        { printf "%s{", (NR > 2 ? ", " : "")
          for (i = 1; i <= NF; i++) printf "%s\"%s\": \"%s\"", (i > 1 ? ", " : ""), names[i], $i
          printf "}" }
        END { print "]}" }' "$1"
}

folder=$PIPELINE_STATE/converted
case ${1:?names a file} in
discard) rm -f "$folder/${SAGA_FORWARD_KEY:?comes from saga}.json" ;;
*)
    mkdir -p "$folder"
    draft=$folder/${SAGA_IDEMPOTENCY_KEY:?comes from saga}.draft
    as_json "$1" >"$draft"
    mv "$draft" "${draft%.draft}.json"
    cat "${draft%.draft}.json"
    ;;
esac
