#!/bin/sh
# symbols.sh LIBRARY…: does every name with external linkage lead to one function, in whatever room?
bad=$(nm -A -g --defined-only "$@" 2>/dev/null | awk 'NF > 1 && $(NF - 1) != "C" { print $NF }' | sort | uniq -d | grep -v '^__\|^_*asan')
[ -z "$bad" ] && exit 0
echo "two rooms define:"
echo "$bad"
exit 1
