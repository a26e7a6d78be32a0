# quiz.sh SCHEDLAB: questions on a pipe and on paper.
. tests/cli/lib.sh

# quiz STATUS WORDS ARGUMENTS…: the words are typed, a line each.
quiz() {
    want=$1 words=$2
    shift 2
    printf '%s' "$words" | tr ' ' '\n' | "$program" quiz "$@" >out 2>err
    got=$?
    [ $got = "$want" ] || fail "status $got, not $want: $words: $*: $(tail -c 300 out) $(head -c 300 err)"
}

# Every topic asks, judges and counts; a is right once in four or so, and all four letters cannot be wrong.
for topic in who-runs-next what-the-line-says which-state what-the-summary-says what-this-evidence-supports which-rule; do
    for letter in a b c d; do
        quiz 0 "$letter " $topic --seed 3 --count 1
        expect_text out "^Question 1, $topic"
        cat out
    done >all
    [ "$(grep -c '^Right: ' all)" = 1 ] || fail "$topic: not one of four answers is right"
    [ "$(grep -c '^No: ' all)" = 3 ] || fail "$topic: not three of four answers are wrong"
    [ "$(grep -c '^1 of 1 right' all)" = 1 ] || fail "$topic: the tally is wrong"
done

# Without a topic they come in turn, and end where the input does, or at q.
quiz 0 'a b c d a b a '
expect_text out '^Question 8, what-the-line-says'
expect_text out ' of 7 right'
quiz 0 'n a q a '
expect_text out ' of 1 right'
quiz 0 ''
expect_text out '^0 of 0 right'

# What is no answer ends it on a pipe.
quiz 2 'a e '
expect_text err 'line 2: "e" is no answer'
quiz 2 '' nonsense
quiz 2 '' who-runs-nex
expect_text err 'did you mean "who-runs-next"'
quiz 2 '' --seed x
quiz 2 '' --count 0

# A sheet and its key; the same seed makes the same.
expect_status 0 schedlab quiz --seed 2026 --count 12 --sheet one.md --key key.md
expect_status 0 schedlab quiz --seed 2026 --count 12 --sheet two.md
cmp -s one.md two.md || fail "the same seed makes another sheet"
[ "$(grep -c '^## ' one.md)" = 12 ] || fail "the sheet has not twelve questions"
[ "$(grep -c '^[0-9]*\. \*\*[a-d]\*\* ' key.md)" = 12 ] || fail "the key has not twelve answers"
expect_status 2 schedlab quiz --sheet three.md --key no/such/folder/key.md
expect_no_file three.md
expect_only one.md two.md key.md all $fixtures
finish
