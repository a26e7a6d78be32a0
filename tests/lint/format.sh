#!/bin/sh
# format.sh ROOT: is every file as clang-format has it? Skipped (77) without clang-format 14 or newer.
cd "$1" || exit 2
command -v clang-format >/dev/null || { echo "clang-format is not installed"; exit 77; }

bad=0
for file in $(git ls-files '*.c' '*.h' 2>/dev/null || find sim tests tools -name '*.[ch]'); do
    clang-format --dry-run -Werror "$file" 2>/dev/null && continue
    echo "clang-format -i $file"
    bad=1
done
exit $bad
