#!/bin/sh
# readme.sh check|update SCHEDLAB: does README.md show what `schedlab run syscall-storm` prints? Or make it so.
unset GOMAXPROCS GODEBUG GOGC
new=$(mktemp)
trap 'rm -f "$new"' EXIT
awk -v run="$2 run syscall-storm 2>&1" '
/^```/ { shown = 0 }
!shown { print }
/^\$ schedlab run syscall-storm$/ {
    shown = 1
    while ((run | getline line) > 0) print line
}' README.md >"$new"
if [ "$1" = update ]; then
    cat "$new" >README.md
    exit
fi
diff -u README.md "$new" && exit 0
echo "README.md is not current: sh tests/cli/readme.sh update $2"
exit 1
