#!/bin/sh
# A sweep's file is the same bytes whatever the jobs, and after workers or the sweep itself are killed; nothing done is lost.
. tests/cli/lib.sh

cat >work.json <<'END'
{ "schedlab": 1, "name": "work", "params": { "n": 2 }, "funcs": {
  "w": [ { "for": 300, "do": [ { "cpu": "20us" }, { "runtime.Gosched": true } ] } ],
  "main": [ { "go": "w", "n": "$n" }, { "time.Sleep": "20ms" } ] } }
END
"$program" run work.json >out 2>err </dev/null || fail "the scenario: $(cat err)"
words='work.json --grid n=1,4,9 --models go1.19,go1.27 --seeds 1..20'
expect_status 0 schedlab sweep $words --jobs 1 --out one.csv
expect_status 0 schedlab sweep $words --jobs 2 --out two.csv
cmp -s one.csv two.csv || fail 'one job and two write different bytes'
[ "$(wc -l <one.csv)" = 121 ] || fail "rows: $(wc -l <one.csv)"
expect_no_file two.csv.part
expect_status 0 schedlab sweep $words --out rows.jsonl
jq -e -s 'length == 120 and .[119].row == 120 and .[0]["run.end"] == "exit"' rows.jsonl >out || fail 'JSON lines'

# shards, merged, are the whole; what is missing is told, and then done
for i in 1 2 3; do expect_status 0 schedlab sweep $words --shard $i/3 --out s$i.csv; done
expect_status 0 schedlab sweep --merge s3.csv s1.csv s2.csv --out merged.csv
cmp -s one.csv merged.csv || fail 'the shards are not the whole'
expect_status 1 schedlab sweep --merge s1.csv s3.csv --out part.csv
expect_text err '40 of 120 rows are missing: 2, 5, 8'
expect_status 0 schedlab sweep $words --out part.csv
cmp -s one.csv part.csv || fail 'a part was not completed'

# a killed worker, a killed sweep, an interrupted one
more='work.json --grid n=9,30 --seeds 1..150'
expect_status 0 schedlab sweep $more --out whole.csv
"$program" sweep $more --jobs 2 --out killed.csv 2>err &
boss=$!
sleep 0.1
for worker in $(ps -o pid= --ppid $boss); do kill -9 "$worker"; done
wait $boss || fail "a killed worker: $(cat err)"
cmp -s whole.csv killed.csv || fail 'a killed worker changed the rows'
for signal in KILL TERM; do
    "$program" sweep $more --out again.csv 2>err &
    boss=$!
    sleep 0.15
    kill -$signal $boss
    wait $boss 2>/dev/null
    expect_status 0 schedlab sweep $more --out again.csv
    cmp -s whole.csv again.csv || fail "rows differ after SIG$signal"
    rm again.csv
done

# a full disk: what was done is kept
(trap '' XFSZ; ulimit -f 8; "$program" sweep $more --out full.csv >out 2>err)
[ $? = 2 ] || fail "a full disk is not told: $(cat err)"
expect_text err 'rows are done; the same words go on'
expect_file full.csv.part
expect_status 2 schedlab sweep $more --column run.end --out full.csv
expect_text err 'rows of another sweep'
expect_status 0 schedlab sweep $more --out full.csv
cmp -s whole.csv full.csv || fail 'rows differ after a full disk'

# looking for a run
expect_status 0 schedlab sweep $words --find 'goroutines.max >= 10' --choices found.txt
expect_text out '^row 41 of 120: model go1.19, n=9, seed 1$'
expect_text out 'schedlab view work.json --model go1.19 --seed 1 --set n=9 --at '
expect_file found.txt
expect_status 0 schedlab run work.json --model go1.19 --set n=9 --choices found.txt
expect_status 1 schedlab sweep $words --find 'run.end == deadlock'

# what is wrong is told before anything runs
expect_status 2 schedlab sweep work.json --grid m=1,2 --out bad.csv
expect_text err 'not declared'
expect_status 2 schedlab sweep work.json --grid /machine/cores=1,many --out bad.csv
expect_status 2 schedlab sweep work.json --column run.tme --out bad.csv
expect_text err 'did you mean "run.time"'
expect_status 2 schedlab sweep work.json --find 'run.ed == exit'
expect_status 2 schedlab sweep work.json --grid n=1,,2 --out bad.csv
expect_status 2 schedlab sweep work.json --shard 3/2 --out bad.csv
expect_status 2 schedlab sweep work.json --jobs 0 --out bad.csv
expect_status 2 schedlab sweep work.json
expect_status 2 schedlab sweep --merge work.json --out bad.csv
expect_no_file bad.csv
expect_no_file bad.csv.part
finish
