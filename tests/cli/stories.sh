# stories.sh SCHEDLAB: the figures that the texts of exercises 1 to 5 quote are those of the runs.
. tests/cli/lib.sh
bugs=$sources/scenarios/bugs

# quoted NN WORDS COMMAND…: the exercise's text says it, and so does the command (its output joined).
quoted() {
    number=$1 words=$2
    shift 2
    grep -qF -- "$words" "$bugs/$number"-*/exercise.json || fail "exercise $number does not say \"$words\""
    "$@" >out 2>&1
    grep -qF -- "$words" out || fail "\"$words\" of exercise $number is not what comes of: $*: $(head -c 300 out)"
}

# figure NN WORDS PATH OP VALUE [--set …]: the text says the words, and what stands behind them holds.
figure() {
    number=$1 words=$2 expect=$3
    shift 3
    grep -qF -- "$words" "$bugs/$number"-*/exercise.json || fail "exercise $number does not say \"$words\""
    expect_status 0 schedlab check "$bugs/$number"-*/bug.json --set "/expect=[\"$expect\"]" "$@"
}

figure 01 "thumbs: done at 780.742931ms" "run.time <= 781ms"
quoted 01 "thumbs: done at 780.742931ms" schedlab run "$bugs"/01-*/bug.json
figure 02 "at 0.52 ms" "files['trace.out'].closed_at <= 525us"
figure 02 "at 0.52 ms" "files['trace.out'].closed_at >= 515us"
figure 02 "at 54 ms" "run.time <= 54500us"
figure 02 "at 54 ms" "run.time >= 53500us"
figure 02 "\`errors\` in the summary is empty" "errors.length == 0"
figure 03 "with 40 ms in them" "regions.process.total >= 40ms"
figure 03 "with 40 ms in them" "regions.process.total <= 41ms"
quoted 03 "in no task: process 20" sh -c '"$1" run "$2" --files . && "$1" stat trace.out' sh "$program" "$(echo "$bugs"/03-*/bug.json)"
figure 04 "\`regions.query.unclosed\` is 20" "regions.query.unclosed == 20"
for line in "3144ms: gomaxprocs=8 idleprocs=4" "3245ms: gomaxprocs=8 idleprocs=5" "3346ms: gomaxprocs=8 idleprocs=3"; do
    quoted 05 "SCHED $line" schedlab run "$bugs"/05-*/bug.json --set /env/GOMAXPROCS=8
done
expect_text out 'SCHED 3446ms: gomaxprocs=8 idleprocs=0'
figure 05 "3.3 Ps were idle" "procs.idle.mean >= 3.25" --set /env/GOMAXPROCS=8
figure 05 "uses 4.7" "procs.idle.mean <= 3.35" --set /env/GOMAXPROCS=8
figure 05 "sixty lines in a row say \`idleprocs=0\`" "schedtrace.samples[-60].idleprocs == 0" --set /env/GOMAXPROCS=8 --set period=101ms
schedlab run "$bugs"/05-*/bug.json --set /env/GOMAXPROCS=8 --set period=101ms >out 2>&1
[ "$(grep -c idleprocs=0 out)" = 60 ] || fail "exercise 5: not sixty lines with idleprocs=0"
figure 05 "while 3.15 Ps are idle" "procs.idle.mean >= 3.145" --set /env/GOMAXPROCS=8 --set period=101ms
figure 05 "while 3.15 Ps are idle" "procs.idle.mean <= 3.155" --set /env/GOMAXPROCS=8 --set period=101ms
figure 05 "still the pages are late: 176 ms" "measures.page.p99 <= 176500us" --set /env/GOMAXPROCS=6
figure 05 "still the pages are late: 176 ms" "measures.page.p99 >= 175500us" --set /env/GOMAXPROCS=6
finish
