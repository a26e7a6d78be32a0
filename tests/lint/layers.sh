#!/bin/sh
# layers.sh ROOT: does every room include only what layers.txt lets it know, and core and its kin no clock, file or JSON?
set -u
cd "$1" || exit 2
bad=0
complain() {
    echo "$*"
    bad=1
}
# Where a room is: all are in sim, but for the window and the program that opens it.
folder_of() {
    case $1 in
    viz) echo viz ;;
    app | stage | web) echo "viz/$1" ;;
    *) echo "sim/$1" ;;
    esac
}
for folder in sim/*/ viz/ viz/app/ viz/stage/ viz/web/; do
    [ -d "$folder" ] || continue
    folder=${folder%/}
    room=$(basename "$folder")
    grep -q "^$room:" tests/lint/layers.txt || complain "$folder has no row in tests/lint/layers.txt"
    uses=$(sed -n "s/^$room:[[:space:]]*//p" tests/lint/layers.txt)
    includes=$(grep -hos '^#include "[^"]*"' "$folder"/*.[ch] "$folder"/*.def | sed 's/.*"\(.*\)"/\1/' | sort -u)
    for file in $includes; do
        found=
        for at in $room $uses; do
            [ -f "$(folder_of "$at")/$file" ] && found=$at
        done
        if [ -z "$found" ]; then
            owner=$(find sim viz -name "$file" | head -n 1)
            complain "$folder includes \"$file\" (${owner:-nowhere}); its row says: $uses"
        fi
    done
    for library in cjson:cjson/ zlib:zlib sdl:SDL; do
        case " $uses " in
        *" ${library%%:*} "*) ;;
        *) grep -ns "^#include <${library#*:}" "$folder"/*.[ch] && complain "$folder does not name ${library%%:*}" ;;
        esac
    done
done
# A name of a header leads to one file, whoever asks.
for file in $(find sim viz -name '*.h' | sed 's|.*/||' | sort | uniq -d); do
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
