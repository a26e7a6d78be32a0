#!/bin/sh
# What a user can say, rightly and wrongly: words, options, names, and what the program answers.
. tests/cli/lib.sh

expect_status 2 schedlab
expect_text err 'usage: schedlab'
expect_status 0 schedlab --help
expect_text out 'schedlab run syscall-storm'
expect_status 0 schedlab --version
expect_text out '^schedlab [0-9]'
for verb in run check list bugs gosrc stat convert compare learn diagnose sweep view; do
    expect_status 0 schedlab $verb --help
    expect_text out "usage: schedlab $verb"
    expect_text out 'for example:'
    expect_status 0 schedlab help $verb
    expect_status 2 schedlab $verb --no-such-option
    expect_text err "$verb has no option --no-such-option"
done
expect_status 0 schedlab help --help
expect_status 0 schedlab help idleprocs
expect_status 2 schedlab help idleproc
expect_text err 'did you mean "idleprocs"'
expect_status 2 schedlab rnu short.json
expect_text err 'did you mean "run"'
expect_status 2 schedlab run --sed 7 short.json
expect_text err 'did you mean --seed'
expect_status 2 schedlab run --seed
expect_text err 'needs a value'
expect_status 2 schedlab run --invariants=yes short.json
expect_text err 'takes no value'
expect_status 2 schedlab run
expect_text err 'run needs SCENARIO'
expect_status 2 schedlab run short.json long.json
expect_text err 'does not know what to do with "long.json"'
expect_status 2 schedlab run -x short.json
[ "$(wc -l <err)" = 1 ] || fail "more than one line for a wrong option"

# the program's own status, prints where they belong
expect_status 3 schedlab run short.json
[ "$(cat out)" = hello ] || fail "stdout: $(cat out)"
[ "$(cat err)" = oops ] || fail "stderr: $(cat err)"
expect_status 3 schedlab run ./short.json --seed=7
expect_status 3 sh -c "cat short.json | '$program' run -"
mkdir none
expect_status 0 schedlab list none
expect_text err 'no scenarios in none'
rmdir none
expect_status 2 schedlab run nowhere.json
expect_text err 'nowhere.json: error: cannot open it'
expect_status 2 schedlab run sycall-storm
expect_text err 'did you mean "syscall-storm"'
expect_status 0 schedlab run syscall-storm
expect_text out done
expect_text err 'SCHED 0ms'
expect_status 0 env GODEBUG= "$program" run syscall-storm
expect_no_text err SCHED
expect_status 2 env GOMAXPROCS=many "$program" run short.json --model go1.99
expect_status 0 schedlab run long.json --until 20ms
expect_text out 'line 9'
expect_status 2 schedlab run long.json --until soon
expect_text err 'until "soon"'
expect_status 2 schedlab run long.json --realtime fast
expect_status 124 schedlab run long.json --set /limit=5ms
expect_status 2 schedlab run long.json --set /nowhere/at/all=1
expect_status 3 schedlab run short.json --invariants

# check
expect_status 0 schedlab check short.json
expect_text out 'held.*run.exit == 3.*found 3'
expect_status 0 schedlab check short.json --seeds 1..3
expect_text out '3 of 3'
expect_status 1 schedlab check short.json --set /expect/0='run.exit == 4'
expect_text out 'MISSED.*found 3'
expect_status 2 schedlab check short.json nowhere.json
expect_text out 'held'
expect_status 2 schedlab check short.json --seeds 3..1
expect_status 0 env GOMAXPROCS=7 "$program" check syscall-storm

# the others
expect_status 0 schedlab list
expect_text out '^syscall-storm  *[A-Z]'
expect_status 0 schedlab list --models
expect_text out 'go1.27'
expect_status 2 schedlab list nowhere
expect_status 0 schedlab list .
expect_text out '^short'
expect_status 0 schedlab gosrc short.json
expect_text out '^package main'
expect_status 0 schedlab gosrc short.json --out main.go
expect_text main.go '^package main'
expect_status 2 schedlab stat short.json
[ ! -s out ] || fail "stat of no trace printed something"
expect_status 3 schedlab run short.json --trace t.trace
expect_status 0 schedlab stat --json t.trace
expect_status 0 schedlab stat t.trace
expect_status 3 schedlab run short.json --model go1.19 --trace t.trace
expect_text err 'go1.19 had another trace format'
finish
