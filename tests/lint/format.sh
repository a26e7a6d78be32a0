#!/bin/sh
# format.sh ROOT: is every file as clang-format has it? Skipped (77) without clang-format 14 or newer.
cd "$1" || exit 2
command -v clang-format >/dev/null || { echo "clang-format is not installed"; exit 77; }
clang-format --dry-run -Werror $(git ls-files '*.c' '*.h' 2>/dev/null || find sim tests -name '*.[ch]')
