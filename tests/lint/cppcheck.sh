#!/bin/sh
# cppcheck.sh ROOT [CACHE]: nothing that cppcheck warns of. Skipped (77) without it. CACHE is a folder where it keeps what it has
# found of each file, so that only files that changed are looked at again.
cd "$1" || exit 2
cache=${2:+--cppcheck-build-dir=$2}
[ -z "${2-}" ] || mkdir -p "$2" || exit 2
command -v cppcheck >/dev/null || { echo "cppcheck is not installed"; exit 77; }
includes=$(for room in sim/*/ viz/ viz/app/ viz/stage/ viz/web/; do printf -- '-I%s ' "$room"; done)
cppcheck --std=c11 --enable=warning,performance,portability --error-exitcode=1 --inline-suppr --quiet \
    --suppress=missingIncludeSystem -DSCHEDLAB_VERSION='""' -DSCHEDLAB_SHARE_FROM_BIN='""' -j 2 ${cache:+"$cache"} $includes sim viz
