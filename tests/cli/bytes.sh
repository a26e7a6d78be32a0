#!/bin/sh
# The same bytes, whatever the locale, the time zone, the folder and the environment; another seed may differ, this one may not.
. tests/cli/lib.sh

# record NAME COMMAND…: everything that a run gives, in a folder of that name.
record() {
    mkdir "$1"
    name=$1
    shift
    "$@" --trace "$name/trace" --chrome "$name/chrome" --log "$name/log" --summary "$name/summary" >"$name/out" 2>"$name/err"
    echo $? >"$name/status"
}

for scenario in syscall-storm mutex-convoy producer-consumer gc-pauses; do
    [ -f "$sources/scenarios/$scenario.json" ] || continue
    rm -rf a b c
    record a schedlab run $scenario --seed 7
    record b env LC_ALL=de_DE.UTF-8 LANG=tr_TR.UTF-8 TZ=Asia/Kathmandu HOME=/ "$program" run $scenario --seed 7
    record c env -i SCHEDLAB_DATA="$sources" "$program" run $scenario --seed=7 --invariants
    diff -r a b >/dev/null || fail "$scenario: locale or time zone change the bytes: $(diff -rq a b)"
    diff -r a c >/dev/null || fail "$scenario: the environment changes the bytes: $(diff -rq a c)"
    expect_status "$(cat a/status)" schedlab run $scenario --seed 7
    cmp -s out a/out || fail "$scenario: being watched changes the output"
    cmp -s err a/err || fail "$scenario: being watched changes the errors"
done
finish
