#!/bin/sh
# Files: whole or not at all, told before the run where that can be known, and where the user says.
. tests/cli/lib.sh

expect_status 3 schedlab run short.json --trace a --chrome b --log c --summary d --files e
for file in a b c d; do expect_file $file; done
rm -r a b c d e

# what cannot be written is told before anything runs
expect_status 2 schedlab run short.json --summary nowhere/s.json --trace t
expect_text err 'nowhere/s.json: error: cannot write it: No such file or directory'
[ ! -s out ] || fail "the program ran although an output could not be opened"
expect_only $fixtures
expect_status 2 schedlab run short.json --summary . --trace t
expect_text err 'Is a directory'
expect_status 2 schedlab run short.json --summary same --trace ./same
expect_text err 'would overwrite'
expect_only $fixtures
if [ "$(id -u)" != 0 ]; then
    mkdir locked
    chmod 555 locked
    expect_status 2 schedlab run short.json --log locked/log
    expect_text err 'Permission denied'
    expect_status 2 schedlab run short.json --files locked
    rmdir locked
fi

# a file that exists is kept when the run cannot begin, or ends badly
echo precious >kept
expect_status 2 schedlab run nowhere.json --summary kept
expect_status 2 schedlab run short.json --summary kept --log nowhere/log
echo '0 select 2 1 there is no such choice' >choices
expect_status 2 schedlab run short.json --summary kept --choices choices
expect_text err 'choices:1:1: error: choice 0'
[ "$(cat kept)" = precious ] || fail "the file was touched"
echo '0 select 2' >choices
expect_status 2 schedlab run short.json --choices choices
expect_text err 'choices:1:11: error: expected the option taken'

# "-" is standard output, and the program's prints go to the other stream
expect_status 3 schedlab run short.json --summary -
expect_text err '^hello$'
expect_no_text out '^hello$'
[ "$(head -c 1 out)" = '{' ] || fail "the summary does not begin the output"
expect_status 2 schedlab run short.json --summary - --log -
expect_status 3 schedlab run short.json --log /dev/null --trace /dev/null

# the full disk: of the program's own output, of a file beside it, and of a real small one
schedlab run short.json >/dev/full 2>err
[ $? = 2 ] || fail "a full disk gave another status"
expect_text err '<stdout>: error: cannot write it: No space left on device'
expect_status 2 schedlab run short.json --summary /dev/full
expect_text err '/dev/full: error: cannot write it: No space left on device'
schedlab check short.json >/dev/full 2>err
[ $? = 2 ] || fail "check: a full disk gave another status"
expect_text err 'No space left on device'
schedlab list >/dev/full 2>err
[ $? = 2 ] || fail "list: a full disk gave another status"
schedlab gosrc short.json >/dev/full 2>err
[ $? = 2 ] || fail "gosrc: a full disk gave another status"
schedlab run --help >/dev/full 2>err
[ $? = 2 ] || fail "help: a full disk gave another status"
mkdir small
if mount -t tmpfs -o size=64k none small 2>/dev/null; then
    cleanup() {
        umount "$folder/small"
    }
    echo precious >small/log
    expect_status 2 schedlab run long.json --until 1s --log small/log
    expect_text err 'small/log: error: cannot write it: No space left on device'
    [ "$(cat small/log)" = precious ] || fail "the old file is gone from the full disk"
    [ "$(ls -A small)" = log ] || fail "left on the full disk: $(ls -A small)"
fi

# the simulated disk is full: its files hold what fitted, of prints as of a crash
cat >full.json <<'END'
{ "schedlab": 1, "name": "full", "machine": { "disk": "40B" }, "redirect": ">log.txt 2>&1",
  "funcs": { "main": [ { "for": 3, "do": [ { "print": "0123456789" } ] }, { "panic": "boom" } ] } }
END
expect_status 2 schedlab run full.json --files files
printf '0123456789\n0123456789\n0123456789\npanic: ' >want
cmp want files/log.txt || fail "a full simulated disk holds $(cat files/log.txt)"
rm -r files
expect_status 2 schedlab run full.json --set /machine/disk=15B --files files
[ "$(cat files/log.txt)" = "$(printf '0123456789\n0123')" ] || fail "15 B hold $(cat files/log.txt)"

# the reader that trace.Start starts counts as a goroutine of the program's, until trace.Stop
cat >reader.json <<'END'
{ "schedlab": 1, "name": "reader", "funcs": { "main": [ { "os.Create": "t", "as": "f" }, { "trace.Start": "f" },
  { "time.Sleep": "1ms" }, { "trace.Stop": true }, { "time.Sleep": "1ms" } ] },
  "expect": [ "goroutines.max == 2", "goroutines.end == 1" ] }
END
for model in go1.19 go1.23 go1.27; do
    expect_status 0 schedlab check reader.json --model $model
done

# all errors at once: those of the expectations, too
cat >wrong.json <<'END'
{ "schedlab": 1, "name": "wrong",
  "expect": [ "run.exot == 0", 7, "run.time <= $missing", "run.time <=" ],
  "goals": [ "threads.mox <= 4" ],
  "params": { "k": {} },
  "funcs": { "main": [ { "prinnt": "x" } ] } }
END
expect_status 2 schedlab check wrong.json
for place in /expect/0 /expect/1 /expect/2 /expect/3 /goals/0 /params/k /funcs/main/0/prinnt; do
    [ "$(grep -c "error: at $place: " err)" = 1 ] || fail "not one error at $place: $(grep error: err)"
done
[ "$(grep -c error: err)" = 7 ] || fail "an error too many: $(grep error: err)"
expect_status 2 schedlab check nowhere.json

# os.Exit: the system keeps the lowest byte
echo '{ "schedlab": 1, "name": "exit", "params": { "n": 259 }, "funcs": { "main": [{ "os.Exit": "$n" }] } }' >exit.json
expect_status 3 schedlab run exit.json
expect_status 0 schedlab run exit.json --set n=256
expect_status 255 schedlab run exit.json --set n=-1
expect_status 2 schedlab run exit.json --set n=4294967296

finish
