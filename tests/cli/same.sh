#!/bin/sh
# The same bytes at -O0 and -O2, from gcc and from clang: what the tested program writes for every scenario, a program
# compiled otherwise writes too. Under the sanitizers this holds them against plain code. `all` as a second argument: not
# -O2 alone.
. tests/cli/lib.sh

scenarios='hello-goroutines syscall-storm mutex-starvation gc-pauses work-stealing timers'

# compile NAME COMPILER FLAGS…: the whole program at once.
compile() {
    name=$1
    shift
    includes=$(for room in "$sources"/sim/*/; do printf -- '-I%s ' "$room"; done)
    # shellcheck disable=SC2046,SC2086
    "$@" -std=c17 -w $includes $(pkg-config --cflags libcjson zlib) -DSCHEDLAB_VERSION='"test"' \
        -DSCHEDLAB_SHARE_FROM_BIN='"nowhere"' $(find "$sources"/sim -name '*.c' ! -name make_schema.c | sort) $(pkg-config --libs libcjson zlib) -o "$name" ||
        fail "$* does not compile it"
}

# record FOLDER PROGRAM: everything that it gives for every scenario.
record() {
    for scenario in $scenarios; do
        mkdir -p "$1/$scenario"
        "$2" run "$scenario" --seed 3 --trace "$1/$scenario/trace" --chrome "$1/$scenario/chrome" \
            --log "$1/$scenario/log" --summary "$1/$scenario/summary" --files "$1/$scenario/files" \
            >"$1/$scenario/out" 2>"$1/$scenario/err"
        echo $? >"$1/$scenario/status"
        "$2" gosrc "$scenario" >"$1/$scenario/main.go"
    done
}

# hold NAME COMPILER FLAGS…
hold() {
    compile "$@"
    record "by-$1" "./$1"
    diff -r tested "by-$1" >different || fail "$*: other bytes: $(head -n 3 different)"
}

record tested "$program"
hold fast cc -O2 -DNDEBUG
if [ "${2-}" = all ]; then
    hold plain cc -O0
    if command -v clang >/dev/null; then
        hold clang clang -O2
    fi
fi
finish
