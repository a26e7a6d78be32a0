#!/bin/sh
# words.sh ROOT: nothing unfinished is left in the sources.
cd "$1" || exit 2
! grep -rnE '\b(TODO|FIXME|XXX|HACK)\b' sim viz docs man completions tools play check README.md CONTRIBUTING.md scenarios |
    grep -vE -e '-XXXXXX' | grep .
