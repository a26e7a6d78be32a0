#!/bin/sh
# cppcheck.sh ROOT: nothing that cppcheck warns of. Skipped (77) without it.
cd "$1" || exit 2
command -v cppcheck >/dev/null || { echo "cppcheck is not installed"; exit 77; }
includes=$(for room in sim/*/ viz/ viz/*/; do printf -- '-I%s ' "$room"; done)
cppcheck --std=c11 --enable=warning,performance,portability --error-exitcode=1 --inline-suppr --quiet \
    --suppress=missingIncludeSystem -DSCHEDLAB_VERSION='""' -DSCHEDLAB_SHARE_FROM_BIN='""' -j 2 $includes sim viz
