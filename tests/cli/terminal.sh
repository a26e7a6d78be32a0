#!/bin/sh
# On a terminal: progress for what takes long, erased before the program's own lines, and nowhere else; colours unless NO_COLOR.
. tests/cli/lib.sh
command -v script >/dev/null || { echo "script is not installed"; exit 77; }

# on_terminal COMMAND-LINE: its output, as a terminal gets it.
on_terminal() {
    TERM=xterm script -qefc "$1" /dev/null </dev/null >screen 2>&1
}

escape=$(printf '\033')
on_terminal "timeout -s INT 2 $program run silent.json"
expect_text screen 'silent: .* of at most 10000h0m0s simulated'
on_terminal "timeout -s INT 2 $program run silent.json 2>err"
expect_no_text screen simulated
expect_no_text err simulated
on_terminal "TERM=dumb timeout -s INT 2 $program run silent.json"
expect_no_text screen simulated
timeout -s INT 2 "$program" run silent.json >out 2>err
expect_no_text err simulated

# every line of a talking program stands alone
cat >talk.json <<'END'
{ "schedlab": 1, "name": "talk", "limit": "10000h", "funcs": { "main": [
  { "for": "forever", "do": [ { "for": 200000, "do": [ { "time.Sleep": "1ms" } ] }, { "print": "said" } ] } ] } }
END
on_terminal "timeout -s INT 3 $program run talk.json"
tr -d '\r' <screen | sed "s/^.*$escape\[K//" >lines
[ "$(grep -c said lines)" = "$(grep -cx said lines)" ] || fail "progress is mixed into the program's lines"
grep -q said lines || fail "the program said nothing"

on_terminal "$program check short.json"
expect_text screen "$escape\[32mheld"
on_terminal "NO_COLOR=1 $program check short.json"
expect_no_text screen "$escape"
rm -f screen lines talk.json
finish
