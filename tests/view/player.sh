# player.sh SCHEDLAB: the Play tab, clicked through without a display: each button is found where the scene has it.
. tests/cli/lib.sh

# show KEYS SCENARIO…: the state and the scene after these words, in dump.txt.
show() {
    keys=$1
    shift
    "$program" view "$@" --view player --size 1400x900 --keys "$keys" --dump dump.txt >out 2>err ||
        fail "status $?: $keys: $(head -c 300 err)"
}

# button PATTERN: the middle of the shape behind the first text that matches, as a click.
button() {
    sed -n "s/^[0-9]* text \([0-9]*\),\([0-9]*\) .*\"$1\".*/\1 \2/p" dump.txt | head -n 1 |
        awk '{ printf "click:%d,%d", $1 + 3, $2 + 5 }'
}

# state TEXT: the game's line of the dump.
state() {
    grep -q "^player: $1\$" dump.txt || fail "not \"$1\" but: $(grep '^player' dump.txt) after: $keys"
}

show 'wait:1ms' quit-unheard
begin=$(button 'Play this scenario')
[ -n "$begin" ] || fail "no game is offered"
show "$begin" quit-unheard
state 'taken 0 moves 2 goals 1'

# Go's own choices end it, and miss the goal; undo leads back.
show "$begin $(button 'Let Go play on')" quit-unheard
state 'taken 0 moves 0 goals 1 missed'
ended=$keys
show "$ended $(button 'Undo')" quit-unheard
state 'taken 0 moves 2 goals 1'

# Twelve times the case of work, wherever it stands: the goal is met. The number in front of a move is its button.
words=$begin
show "$words" quit-unheard
for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
    words="$words $(button 'work;')"
    show "$words" quit-unheard
done
state 'taken 12 moves 0 goals 1 met'
pos=$(grep '^pos:' dump.txt)
[ "$pos" = "$(grep '^len:' dump.txt | sed 's/len/pos/')" ] || fail "the board is not at the end: $pos"

# The choices are written, and the terminal comes to the same end.
show "$words $(button 'Write the choices')" quit-unheard
expect_file quit-unheard.choices
printf '' | "$program" play quit-unheard --choices quit-unheard.choices >out 2>err || fail "they do not win in the terminal"

# Whoever is clicked on the board is answered with the rule.
show "$begin" quit-unheard
show "$begin $(button 'G1')" quit-unheard
grep -q '"(goready).' dump.txt || fail "a click on a goroutine that waits is not answered with its rule"
finish
