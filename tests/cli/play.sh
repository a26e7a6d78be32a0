# play.sh SCHEDLAB: games as they are played on a pipe, and what becomes of their goals.
. tests/cli/lib.sh
games=$sources/tests/golden/play

# moves STATUS WORDS ARGUMENTS…: the words are typed, a line each.
moves() {
    want=$1 words=$2
    shift 2
    printf '%s' "$words" | tr ' ' '\n' | "$program" play "$@" >out 2>err
    got=$?
    [ $got = "$want" ] || fail "status $got, not $want: $words: $*: $(tail -c 400 out) $(head -c 400 err)"
}

# Every game that ships can be won, by a file of choices, and Go's own choices do not win it; `run` agrees.
played=0
for scenario in $(grep -l '"goals"' "$sources"/scenarios/*.json); do
    name=$(basename "$scenario" .json)
    [ "$name" = schema ] && continue
    played=$((played + 1))
    expect_file "$games/$name.choices"
    moves 0 '' "$name" --choices "$games/$name.choices"
    expect_text out '^  met '
    expect_no_text out '^  missed '
    moves 1 'a ' "$name"
    expect_text out '^  missed .*found '
    expect_text out '^          ' # what it turns on
    expect_text out "^Score: you 0 of\|^Score: you [0-9]* of [0-9]*, Go with seed 1 [0-9]"
    # `run --choices` makes the same run: the goals, judged as expectations of a scenario that has them as such
    "$program" run "$name" --choices "$games/$name.choices" --summary won.json >/dev/null 2>&1
    "$program" run "$name" --summary gos.json >/dev/null 2>&1
    cmp -s won.json gos.json && fail "$name: the winning choices change nothing"
done
[ $played -ge 5 ] || fail "only $played scenarios have goals"
jq -e '.marks.handled | length == 12' >/dev/null <<END || fail "run --choices does not win quit-unheard"
$(schedlab run quit-unheard --choices "$games/quit-unheard.choices" --summary -)
END
jq -e '.threads.max >= 20' >/dev/null <<END || fail "run --choices does not win threads-twenty"
$(schedlab run threads-twenty --choices "$games/threads-twenty.choices" --summary -)
END
jq -e '[.schedtrace.samples[1,2,3].idleprocs] == [1,1,1] and .procs.idle.mean >= 2.8' >/dev/null <<END || fail "run --choices does not win three-lies"
$(schedlab run three-lies --choices "$games/three-lies.choices" --summary - 2>/dev/null)
END

# A losing end says what was found and what it turns on.
moves 1 '1 ' quit-unheard
expect_text out 'missed  marks.handled.length == 12   found nothing'
expect_text out 'the case of work must be looked at first'

# The prompt: what is not possible is not offered. Go's move is marked only when asked for.
moves 1 '' quit-unheard
expect_text out '^1-2:choose'
expect_no_text out 'u:undo'
expect_no_text out "(Go's)"
moves 1 '? ' quit-unheard
expect_text out "(Go's)"

# A goroutine that cannot run is answered with its rule; undo goes back; the board again.
moves 1 'G1 G7 G99 2 u b h ' quit-unheard
expect_text out 'goready'
expect_text out 'G7 runs already'
expect_text out 'does not live'
expect_text out 'take the last move back'

# Choices are written, and lead to the same end.
printf '2\n2\nw mine.choices\nq\n' | "$program" play quit-unheard --save saved.choices >out 2>err
[ $? = 1 ] || fail "a game left with q is judged"
expect_file mine.choices
cmp -s mine.choices saved.choices || fail "w and --save write different files"
moves 1 '' quit-unheard --choices mine.choices
expect_status 0 schedlab run quit-unheard --choices mine.choices

# What makes no sense on a pipe ends the game, with its line; nothing is written.
moves 2 '2 nonsense ' quit-unheard --save never.choices
expect_text err 'line 2: "nonsense"'
expect_no_file never.choices
moves 2 '3 ' quit-unheard
expect_text err 'there are 1 to 2'
moves 2 '99999999999999999999 ' quit-unheard
printf '0 select 77 3 no such\n' >bad.choices
moves 2 '' quit-unheard --choices bad.choices
expect_text err 'bad.choices:1:1: error: choice 0 does not fit this run'
moves 2 '' quit-unheard --choices nowhere.choices
moves 2 '' nowhere
printf 'w no/such/folder\n' | "$program" play quit-unheard >out 2>err
[ $? = 2 ] || fail "a file that cannot be written is told"

# A scenario without goals, and one without choices.
moves 0 '' hello-goroutines
expect_text out 'sets no goals'
moves 0 '' timers
expect_text out 'The run is over'

# A program that traces itself, and one that would go on for ever, can be played; the second as far as a game goes.
moves 0 'a ' hot-loop-annotation
moves 0 '' silent.json
expect_text out 'cut off at'

expect_only mine.choices saved.choices bad.choices won.json gos.json $fixtures
finish
