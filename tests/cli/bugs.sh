#!/bin/sh
# An exercise played as a learner would from an empty folder, with wrong answers, broken files and full disks on the way; and
# what an instructor does with it.
. tests/cli/lib.sh

export SCHEDLAB_DATA="$sources/tests/cli/bugs-data"
shipped="$SCHEDLAB_DATA/scenarios/bugs/03-lost-work"
rm -f $fixtures
mkdir home && cd home || exit 2

# out and err must not lie where the learner works
expect_status() {
    want=$1
    shift
    "$@" >"$folder/out" 2>"$folder/err" <&-
    got=$?
    [ $got = "$want" ] || fail "status $got, not $want: $*: $(head -c 400 "$folder/err")"
}
out() { expect_text "$folder/out" "$1"; }
err() { expect_text "$folder/err" "$1"; }

# before anything is begun
expect_status 0 schedlab bugs
out '3  lost-work'
expect_status 0 schedlab bugs list
expect_status 0 schedlab bugs next
out 'schedlab bugs start 3'
expect_status 0 schedlab bugs show lost-work
out '4. There are too few Ps'
for word in 'answer 3 1' 'run 3' 'hint 3' 'check 3' 'reset 3'; do
    expect_status 2 schedlab bugs $word
    err 'schedlab bugs start 3'
done
expect_status 2 schedlab bugs show lost-wrok
err 'did you mean "lost-work"'
expect_status 2 schedlab bugs show 4
expect_status 2 schedlab bugs strat 3
err 'schedlab bugs start'
expect_status 2 schedlab bugs start
expect_status 2 schedlab bugs start 3 4
[ -z "$(ls -A)" ] || fail "something was made: $(ls -A)"

# start
expect_status 0 schedlab bugs start 3
[ "$(ls 03-lost-work | tr '\n' ' ')" = 'README.md bug.json main.go ' ] || fail "copied: $(ls 03-lost-work)"
cmp -s 03-lost-work/bug.json "$shipped/bug.json" || fail "bug.json differs"
grep -q 'schedlab bugs answer 3' 03-lost-work/README.md || fail "README.md names no command"
expect_status 0 schedlab bugs start 3
out 'begun before'

# predict, observe
expect_status 1 schedlab bugs run 3
err 'first predict'
expect_status 2 schedlab bugs answer 3 5
expect_status 2 schedlab bugs answer 3 maybe
expect_status 1 schedlab bugs answer 3 1
out 'Answer 1 is not it'
out 'It runs them whenever'
expect_status 0 schedlab bugs answer 3 2
out 'Answer 2 is right'
expect_status 0 schedlab bugs run 3
[ "$(cat "$folder/out")" = "$(printf 'begin\nend')" ] || fail "run printed $(cat "$folder/out")"
expect_status 2 schedlab bugs run 3 --seed x
expect_status 124 schedlab bugs run 3 --set /limit=1ns

# fix: hints, and checks that say what is missing
for i in 1 2 3; do
    expect_status 0 schedlab bugs hint 3
    out "Hint $i of 3"
done
expect_status 0 schedlab bugs hint 3
out 'no more hints'
expect_status 1 schedlab bugs explain 3
err 'after the fix'
expect_status 0 schedlab bugs explain 3 --spoil
expect_status 1 schedlab bugs check 3
out "Not yet: not every worker's line is printed"
eval "$(sed -n 's/.*see it *schedlab/expect_status 1 schedlab/p' "$folder/out")"
out 'MISSED'
for trick in "$shipped"/tricks/*.json; do
    cp "$trick" 03-lost-work/bug.json
    expect_status 1 schedlab bugs check 3
    out 'Not yet: '
done
cp "$shipped/tricks/expectation.json" 03-lost-work/bug.json
expect_status 1 schedlab bugs check 3
out '/expect was taken from'
echo '{ "schedlab": 1, "name": "x", "funcs": { "main": [ { "prnt": "x" } ] } }' >03-lost-work/bug.json
expect_status 2 schedlab bugs check 3
err 'bug.json:1:54: error: at /funcs/main/0'
err 'did you mean "print"'
expect_status 2 schedlab bugs check 3 nowhere.json

# standing in the folder of the exercise
cd 03-lost-work || exit 2
cp "$shipped/fixes/one-by-one.json" mine.json
expect_status 0 schedlab bugs check 3 mine.json
out 'Passed: mine.json'
expect_status 0 schedlab bugs next
out 'schedlab bugs explain 3'
expect_status 0 schedlab bugs explain 3
out 'ends when main returns'
expect_status 0 schedlab bugs reset 3
out 'yours is kept as bug.json.1'
grep -q prnt bug.json.1 || fail "the edited file is lost"
expect_no_file progress.json
cd .. || exit 2
expect_status 0 schedlab bugs list
out 'lost-work .*done, 3 hints'
expect_status 0 schedlab bugs next
out 'All exercises are done'

# what was deleted comes back
rm 03-lost-work/bug.json
expect_status 2 schedlab bugs check 3
err 'schedlab bugs start 3'
expect_status 2 schedlab bugs run 3
expect_status 0 schedlab bugs start 3
expect_file 03-lost-work/bug.json
rm -r 03-lost-work
expect_status 0 schedlab bugs start 3
expect_file 03-lost-work/main.go

# progress.json: damaged, lost, of another version, unreadable
cp progress.json saved
head -c 40 saved >progress.json
expect_status 0 schedlab bugs list
err 'progress.json is damaged'
expect_status 0 schedlab bugs hint 3
err 'kept as progress.json.1'
[ "$(wc -c <progress.json.1)" = 40 ] || fail "the damaged file was changed"
rm progress.json
expect_status 0 schedlab bugs hint 3
err 'progress.json is not there'
err '03-lost-work is here, so it counts as begun'
sed 's/"schedlab-progress":[^,]*/"schedlab-progress": 9/' saved >progress.json
expect_status 0 schedlab bugs list
err 'another version'
out 'done, 3 hints'
rm progress.json
mkdir progress.json
expect_status 2 schedlab bugs hint 3
rmdir progress.json
cp saved progress.json

# what cannot be written is told, and nothing is half made
expect_status 2 sh -c "'$program' bugs list >/dev/full"
[ "$(cat "$folder/err" | wc -l)" = 1 ] || fail "a full disk: $(cat "$folder/err")"
if [ "$(id -u)" != 0 ]; then
    mkdir locked && chmod 555 locked && cd locked || exit 2
    expect_status 2 schedlab bugs start 3
    err 'cannot make this folder'
    expect_status 0 schedlab bugs check 3 "$shipped/fixed.json"
    cd .. && chmod 755 locked && rmdir locked || fail "something was left in a locked folder"
fi
touch 03-other
mkdir blocked && touch blocked/03-lost-work
cd blocked || exit 2
expect_status 2 schedlab bugs start 3
err '03-lost-work: error'
cd .. || exit 2
mkdir small
if mount -t tmpfs -o size=4k,nr_inodes=8 none small 2>/dev/null; then
    cleanup() { umount "$folder/home/small" 2>/dev/null; }
    cd small || exit 2
    head -c 4096 /dev/zero >ballast
    expect_status 2 schedlab bugs start 3
    err 'No space left'
    [ "$(ls -A)" = ballast ] || fail "left on a full disk: $(ls -A)"
    cd .. || exit 2
    umount small
fi

# watch, without a terminal: keys from a pipe, a save by rename, a deleted file, the end by q and by a signal
mkdir watched && cd watched || exit 2
until_shown() { # PATTERN: it is shown within ten seconds
    tries=0
    until grep -qe "$1" "$folder/shown"; do
        tries=$((tries + 1))
        [ $tries -lt 100 ] || { fail "watch does not show \"$1\": $(tail -c 300 "$folder/shown")"; return; }
        sleep 0.1
    done
    : >"$folder/shown"
}
mkfifo keys
"$program" bugs watch lost-work <keys >>"$folder/shown" 2>&1 &
pid=$!
exec 3>keys
until_shown '1-4:answer'
printf 1 >&3
until_shown 'is not it'
printf 2 >&3
until_shown 'is right'
printf e >&3
until_shown 'Evidence 1 of 2'
printf h >&3
until_shown 'Hint 1 of 3'
printf lp >&3
until_shown '^>  3  lost-work'
printf q >&3
until_shown 'q:quit'
cp "$shipped/tricks/loops.json" 03-lost-work/bug.json
until_shown 'Not yet: the workers are gone'
echo '{' >03-lost-work/bug.json
until_shown 'cannot be read'
rm 03-lost-work/bug.json
until_shown 'is not there'
cp "$shipped/fixed.json" 03-lost-work/new
mv 03-lost-work/new 03-lost-work/bug.json
until_shown 'n:next'
printf n >&3
until_shown 'The answer: When main returns'
printf q >&3
wait $pid || fail "watch ended with $?"
exec 3>&-
"$program" bugs watch 3 </dev/null >>"$folder/shown" 2>&1 &
pid=$!
until_shown 'q:quit'
kill -TERM $pid # a shell's background has SIGINT ignored; they are handled alike
wait $pid || fail "watch was not ended cleanly by a signal: $?"
cd .. || exit 2

# instructors
expect_status 0 schedlab bugs answers 3
out 'RIGHT: When main returns'
expect_status 0 schedlab bugs answers
expect_status 2 schedlab bugs class .
mkdir -p class/bob
cp saved class/ana.json
cp saved class/bob/progress.json
echo '{ broken' >class/eve.json
echo other >class/notes.txt
expect_status 0 schedlab bugs class class --csv table.csv
err 'class/eve.json: error'
[ "$(wc -l <table.csv)" = 3 ] || fail "rows: $(cat table.csv)"
grep -q '^"[^"]*",3,lost-work,done,2,no,3,' table.csv || fail "table: $(cat table.csv)"
expect_status 2 schedlab bugs class nowhere --csv table.csv
expect_status 2 schedlab bugs class class --csv nowhere/table.csv
expect_status 0 schedlab bugs lint 3
expect_status 2 schedlab bugs lint 4

# a new exercise is fit as soon as its words are written, and no sooner
export SCHEDLAB_DATA="$sources"
expect_status 2 schedlab bugs new 'No name'
expect_status 0 schedlab bugs new my-own
new=$(echo *-my-own)
expect_status 1 schedlab bugs lint "$new"
err 'still to be written'
grep -v 'still to be written' "$folder/err" | grep -q . && fail "lint: $(cat "$folder/err")"
sed -i 's/WRITE: //g' "$new"/*.json
expect_status 0 schedlab bugs lint "$new"
rm "$new/fixes/sleeping.json"
expect_status 1 schedlab bugs lint "$new"
err 'the least is 3'

finish
