# lib.sh: what the scripts beside it share. Each is called with the build folder, in the root of the sources, and works in a
# folder of its own, without anything of the caller's that would lead back to the sources.
build=$(realpath "$1")
sources=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0
unset SCHEDLAB_DATA SCHEDLAB_FONTS GOMAXPROCS GODEBUG GOGC DESTDIR DISPLAY WAYLAND_DISPLAY
export LC_ALL=C

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# expect STATUS COMMAND…: runs it, with its output in $folder/out and $folder/err.
expect() {
    want=$1
    shift
    "$@" >"$folder/out" 2>"$folder/err" </dev/null
    got=$?
    [ $got = "$want" ] || fail "status $got, not $want: $*: $(head -c 400 "$folder/err")"
}

# expect_text PATTERN: a line of what was printed last matches.
expect_text() {
    grep -qe "$1" "$folder/out" || fail "no \"$1\" in: $(head -c 400 "$folder/out")"
}

# expect_png FILE: a picture, and not an empty one.
expect_png() {
    [ "$(head -c 4 "$1" 2>/dev/null | tail -c 3)" = PNG ] && [ "$(wc -c <"$1")" -gt 10000 ] || fail "$1 is no picture"
}

# use_programs BIN: does everything that comes with the programs in this folder get found?
use_programs() {
    at=$(mktemp -d "$folder/use.XXXXXX")
    bin=$1
    cd "$at" || exit 2
    expect 0 "$bin/schedlab" --version
    expect_text "^schedlab [0-9]"
    expect 0 "$bin/schedlab" list
    expect_text '^ *syscall-storm '
    expect_text 'no-lines  '
    expect_text "^tutorials, to read in $(dirname "$bin")/share/schedlab/tutorials"
    expect 0 "$bin/schedlab" run ping-pong --trace ping.trace
    [ "$(head -c 5 ping.trace)" = "go 1." ] || fail "the trace does not begin as one"
    expect 0 "$bin/schedlab" bugs start 1
    [ -s 01-no-lines/bug.json ] || fail "bugs start left no bug.json"
    expect 0 "$bin/schedlab" view syscall-storm --at 50% --png storm.png
    expect_png storm.png
    expect 0 "$bin/schedlab-view" ping.trace --at 50% --png trace.png
    expect_png trace.png
    cd "$sources" || exit 2
}

finish() {
    [ $failures = 0 ] || exit 1
    exit 0
}
