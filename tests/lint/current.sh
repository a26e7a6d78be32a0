#!/bin/sh
# current.sh FILE COMMAND…: does FILE hold what COMMAND prints? If not, how they differ, and what to do.
file=$1
shift
"$@" | diff -u "$file" - && exit 0
echo "$file is not current: $* > $file"
exit 1
