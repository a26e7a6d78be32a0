#!/bin/sh
# layers.sh ROOT: does every room include only what layers.txt lets it know, and core and its kin no clock, file or JSON?
set -u
cd "$1" || exit 2
bad=0
complain() {
    echo "$*"
    bad=1
}
for room in sim/*/; do
    room=$(basename "$room")
    grep -q "^$room:" tests/lint/layers.txt || complain "sim/$room has no row in tests/lint/layers.txt"
    uses=$(sed -n "s/^$room:[[:space:]]*//p" tests/lint/layers.txt)
    includes=$(grep -hos '^#include "[^"]*"' sim/"$room"/*.[ch] sim/"$room"/*.def | sed 's/.*"\(.*\)"/\1/' | sort -u)
    for file in $includes; do
        found=
        for at in $room $uses; do
            [ -f "sim/$at/$file" ] && found=$at
        done
        if [ -z "$found" ]; then
            owner=$(find sim -name "$file" | head -n 1)
            complain "sim/$room includes \"$file\" (${owner:-nowhere}); its row says: $uses"
        fi
    done
    for library in cjson:cjson/ zlib:zlib; do
        case " $uses " in
        *" ${library%%:*} "*) ;;
        *) grep -ns "^#include <${library#*:}" sim/"$room"/*.[ch] && complain "sim/$room does not name ${library%%:*}" ;;
        esac
    done
done
# A name of a header leads to one file, whoever asks.
for file in $(find sim -name '*.h' | sed 's|.*/||' | sort | uniq -d); do
    complain "two rooms have a $file"
done
# What makes the core a pure function: no file, no clock, no environment, no libm, no locale. (Its check may tell stderr.)
for header in time unistd fcntl math locale sys/; do
    grep -ns "^#include <$header" sim/core/*.[ch] sim/event/*.[ch] && complain "core and event may not include <$header…>"
done
grep -nsw 'getenv\|fopen\|printf\|clock_gettime\|rand\|srand' sim/core/*.c sim/event/*.c && complain "core asks the world around it"
grep -nsw 'float\|double' sim/core/*.[ch] sim/event/*.[ch] | grep -v '^[^:]*:[0-9]*: *\(/\?\*\|//\)' | grep -v '/\*.*\(float\|double\)' &&
    complain "core and event compute with integers only"
exit $bad
