#!/bin/sh
# `publish.sh` puts what stands on standard input among the published reports below $PIPELINE_STATE;
# `publish.sh withdraw` takes it away again. PIPELINE_PUBLISH=down lets it fail, PIPELINE_PUBLISH=slow
# lets it take a minute.
set -eu
folder=${PIPELINE_STATE:?names the folder that holds what the pipeline makes}/published

case ${1-} in
"")
    mkdir -p "$folder"
    draft=$folder/${SAGA_IDEMPOTENCY_KEY:?comes from saga}.draft
    cat >"$draft"
    [ "${PIPELINE_PUBLISH-}" != slow ] || sleep 60
    [ "${PIPELINE_PUBLISH-}" != down ] || { echo "nobody may read this yet" >&2; exit 9; }
    mv "$draft" "${draft%.draft}.json"
    ;;
withdraw) rm -f "$folder/${SAGA_FORWARD_KEY:?comes from saga}".* ;;
*) echo "usage: publish.sh [withdraw]" >&2; exit 64 ;;
esac
