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

figure 01 "after 781" "run.time >= 780500us"
figure 01 "after 781" "run.time <= 781499us"
figure 02 "54 ms later" "run.time <= 54500us"
figure 02 "54 ms later" "run.time >= 53500us"
figure 02 "some microseconds after" "files['trace.out'].closed_at <= 1ms"
figure 02 "\`errors\` in the summary is empty" "errors.length == 0"
figure 03 "with 40 ms in them" "regions.process.total >= 40ms"
figure 03 "with 40 ms in them" "regions.process.total <= 41ms"
quoted 03 "in no task: process 20" sh -c '"$1" run "$2" --files . && "$1" stat trace.out' sh "$program" "$(echo "$bugs"/03-*/bug.json)"
figure 04 "\`regions.query.unclosed\` is 20" "regions.query.unclosed == 20"

# idleprocs of the lines of exercise 5, on eight Ps: all of them in a row
idleprocs() {
    schedlab run "$bugs"/05-*/bug.json --set /env/GOMAXPROCS=8 "$@" 2>&1 | sed -n 's/.*idleprocs=\([0-9]*\).*/\1/p' | tr '\n' ' '
}
case " $(idleprocs)" in
*" 8 8 8 8 8 8 "*" 4 5 3 0 "*" 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 "*) ;;
*) fail "exercise 5: the lines are not as it tells them: $(idleprocs)" ;;
esac
figure 05 "3.3 Ps were idle" "procs.idle.mean >= 3.25" --set /env/GOMAXPROCS=8
figure 05 "uses 4.7" "procs.idle.mean <= 3.35" --set /env/GOMAXPROCS=8
[ "$(idleprocs --set period=101ms | grep -o '\<0\>' | wc -l)" = 60 ] || fail "exercise 5: not sixty lines with idleprocs=0"
figure 05 "while more than three Ps are idle" "procs.idle.mean > 3" --set /env/GOMAXPROCS=8 --set period=101ms
figure 05 "late, by more than half" "measures.page.p99 >= 151ms" --set /env/GOMAXPROCS=6
finish
