#!/bin/sh
# What may be handed to diagnose: logs, traces, pipes, nothing, and what is none of them.
. tests/cli/lib.sh

corpus=$sources/tests/fuzz/corpus/schedtrace
expect_status 0 schedlab diagnose "$corpus/chatty.log"
expect_text out '^cpu-saturated: '
expect_text out 'line 7: SCHED 52ms: gomaxprocs=3'
"$program" diagnose - <"$corpus/chatty.log" | sed 1d >piped
sed 1d out | cmp -s - piped || fail "a pipe is judged otherwise than a file"
gzip -c "$corpus/chatty.log" >chatty.log.gz
expect_status 0 schedlab diagnose chatty.log.gz
expect_text out '^cpu-saturated: '
expect_status 0 schedlab diagnose --json "$corpus/regions.trace"
expect_text out '"id": *"region-misuse"'
expect_text out 'misuse of region in goroutine'
: >empty
expect_status 0 schedlab diagnose empty
expect_text out '^empty-trace: '
echo hello >other
expect_status 0 schedlab diagnose other
expect_text out 'no SCHED line could be read'
printf 'x\0y' >binary
expect_status 2 schedlab diagnose binary
expect_text err 'neither an execution trace nor a log'
expect_status 2 schedlab diagnose nowhere.log
expect_status 2 schedlab diagnose
finish
