#!/bin/sh
# Ends in the middle: Ctrl-C, a second one, a closed pipe, kill -9.
. tests/cli/lib.sh

# start OPTION…: a run without end, in the background; its number in $pid. It runs for a while before this returns.
start() {
    "$program" run silent.json "$@" >out 2>err </dev/null &
    pid=$!
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        sleep 0.1
        [ -n "$(find . -name '.schedlab-*')" ] && break
    done
    sleep 0.2
}

# A shell without job control starts its background commands deaf to SIGINT, so that one is sent by timeout.
timeout -s INT 3 "$program" run silent.json --trace t --summary s --log /dev/null >out 2>err
expect_file t
expect_file s
expect_only $fixtures t s
schedlab stat t >out 2>err || fail "the trace of an interrupted run cannot be read: $(cat err)"
timeout --preserve-status -s INT 2 "$program" run silent.json >out 2>err
[ $? = 130 ] || fail "SIGINT did not end with 130"
timeout --preserve-status -s INT 2 "$program" check silent.json >out 2>err
[ $? = 130 ] || fail "SIGINT did not end check with 130"
timeout --preserve-status -s INT 2 "$program" run long.json --realtime 1 >out 2>err
[ $? = 130 ] || fail "SIGINT did not end a paced run with 130"
rm -f t s

start --summary s
kill -TERM $pid
wait $pid
[ $? = 143 ] || fail "SIGTERM did not end with 143"
expect_file s
rm -f s

start --summary s
kill -TERM $pid
kill -TERM $pid
wait $pid
expect_file s
rm -f s

echo precious >s
start --summary s
kill -KILL $pid
wait $pid 2>/dev/null
[ "$(cat s)" = precious ] || fail "kill -9 left half a file"
rm -f s .schedlab-*

# the reader of a pipe goes away
{
    schedlab run long.json --summary s 2>err
    echo $? >status
} | head -n 1 >out
[ "$(cat out)" = 'line 0' ] || fail "head got $(cat out)"
[ "$(cat status)" = 141 ] || fail "a closed pipe gave status $(cat status)"
expect_text err 'has gone'
expect_file s
# … of what is only told: that is no failure, and nothing is said of it
{ schedlab list; echo $? >status; } 2>err | head -n 1 >/dev/null
[ "$(cat status)" = 0 ] && [ ! -s err ] || fail "list into head: $(cat status) $(cat err)"
{ schedlab run ping-pong --log - 2>/dev/null; echo $? >status; } | head -n 1 >/dev/null
[ "$(cat status)" = 0 ] || fail "a log into head gave status $(cat status)"
rm -f s status err
expect_only $fixtures
finish
