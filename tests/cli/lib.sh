# lib.sh: what the scripts beside it share. Each is called with the program to test, in the root of the sources, and works in
# a folder of its own.
#
#     . tests/cli/lib.sh
#     expect_status 2 schedlab run nowhere.json
#     expect_text err 'did you mean'
#     finish

program=$(realpath "$1")
sources=$PWD
folder=$(mktemp -d)
trap 'cleanup; rm -rf "$folder"' EXIT
failures=0
export SCHEDLAB_DATA="$sources"
unset GOMAXPROCS GODEBUG GOGC NO_COLOR

cleanup() {
    :
}

schedlab() {
    "$program" "$@"
}

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# expect_status WANTED COMMAND…: runs it, with its output in the files out and err.
expect_status() {
    want=$1
    shift
    "$@" >out 2>err </dev/null
    got=$?
    [ $got = "$want" ] || fail "status $got, not $want: $*: $(head -c 400 err)"
}

# expect_text FILE PATTERN: a line of it matches.
expect_text() {
    grep -qe "$2" "$1" || fail "no \"$2\" in $1: $(head -c 400 "$1")"
}

expect_no_text() {
    if grep -qe "$2" "$1"; then fail "\"$2\" in $1"; fi
}

expect_file() {
    [ -s "$1" ] || fail "$1 is not there, or empty"
}

expect_no_file() {
    [ ! -e "$1" ] || fail "$1 is there"
}

# Nothing but the named files is left in this folder.
expect_only() {
    for file in $(ls -A); do
        case " out err $* " in
        *" $file "*) ;;
        *) fail "$file is left behind" ;;
        esac
    done
}

finish() {
    [ $failures = 0 ] || exit 1
    exit 0
}

cd "$folder" || exit 2

# A program that prints a line each millisecond for a long time, and one that soon ends.
cat >long.json <<'END'
{ "schedlab": 1, "name": "long", "limit": "24h", "funcs": { "main": [
  { "for": "forever", "do": [ { "print": "line %i" }, { "time.Sleep": "1ms" } ] } ] } }
END
cat >silent.json <<'END'
{ "schedlab": 1, "name": "silent", "limit": "10000h", "funcs": { "main": [
  { "for": "forever", "do": [ { "time.Sleep": "1ms" } ] } ] } }
END
cat >short.json <<'END'
{ "schedlab": 1, "name": "short", "funcs": { "main": [
  { "print": "hello" }, { "print": "oops", "to": "stderr" }, { "time.Sleep": "1ms" }, { "os.Exit": 3 } ] },
  "expect": [ "run.exit == 3", "stdout[0] == hello" ] }
END
fixtures='long.json silent.json short.json'
