#!/bin/sh
# The real window, on a display of its own, driven as a person drives it: each step is seen in the state that the window writes
# after each frame, and in a picture of the screen. Skipped (77) where Xvfb or xdotool is not installed.
command -v Xvfb >/dev/null && command -v xdotool >/dev/null || {
    echo "Xvfb or xdotool is not installed"
    exit 77
}
. tests/cli/lib.sh
export XDG_STATE_HOME="$folder/state" SDL_VIDEODRIVER=x11
unset WAYLAND_DISPLAY
server='' pid=''

cleanup() {
    [ -z "$pid" ] || kill "$pid" 2>/dev/null
    [ -z "$server" ] || kill "$server" 2>/dev/null
    wait 2>/dev/null
}

# A display of a number that is free.
Xvfb -displayfd 3 -screen 0 1920x1200x24 3>display >xvfb.log 2>&1 &
server=$!
for try in 1 2 3 4 5 6 7 8 9 10; do
    [ ! -s display ] || break
    sleep 0.5
done
[ -s display ] || { echo "Xvfb does not start: $(cat xvfb.log)"; exit 77; }
DISPLAY=:$(cat display)
export DISPLAY

# open_window WORDS…: starts it, and waits for its first frame.
open_window() {
    rm -f state.txt
    "$program" view "$@" --follow state.txt >out 2>err &
    pid=$!
    wait_for '^run:'
    window=$(xdotool search --onlyvisible --name schedlab | tail -n 1)
    xdotool windowfocus "$window"
}

# wait_for PATTERN: until a line of the state matches; at most 10 s.
wait_for() {
    for try in $(seq 100); do
        grep -qe "$1" state.txt 2>/dev/null && return
        sleep 0.1
    done
    fail "the state never shows \"$1\": $(head -n 25 state.txt 2>/dev/null | tr '\n' ' ') $(cat err)"
}

state() {
    sed -n "s/^$1: //p" state.txt
}

# changes KEY COMMAND…: runs the command, and waits until that row of the state is another.
changes() {
    row=$1
    was=$(state "$row")
    shift
    "$@"
    for try in $(seq 100); do
        [ "$(state "$row")" = "$was" ] || return 0
        sleep 0.1
    done
    fail "$* does not change $row, which is \"$was\""
}

key() {
    xdotool key --window "$window" "$@"
}

# screen NAME: what is on the screen is a picture of many colours, and not the one before.
screen() {
    command -v import >/dev/null || return 0
    import -window "$window" "$1.png"
    colors=$(identify -format %k "$1.png")
    [ "$colors" -gt 20 ] || fail "the screen shows $colors colours after $1"
    [ ! -f before.png ] || ! cmp -s before.png "$1.png" || fail "the screen did not change by $1"
    mv "$1.png" before.png
}

# opening
open_window syscall-storm --size 1280x800
wait_for '^complete: 1$'
wait_for '^size: 1280 800$'
wait_for '^t: 0$'
screen opened

# stepping, forwards and back
changes pos key Right
first=$(state pos)
changes pos key Right
changes pos key Left
[ "$(state pos)" = "$first" ] || fail "a step back does not undo a step"
changes pos key End
[ "$(state pos)" = "$(state len)" ] || fail "End is not the end"
changes pos key Home
changes pos key n
screen stepped

# playing, and a halt
changes t key space
wait_for '^playing: 1$'
sleep 0.5
changes playing key space
stopped=$(state t)
[ "$stopped" -gt 0 ] || fail "time does not pass while it plays"
sleep 0.3
[ "$(state t)" = "$stopped" ] || fail "time passes while it does not play"

# seeking with the mouse, zooming, going back
changes tab key 2
wait_for '^tab: timeline$'
screen timeline
xdotool mousemove --window "$window" 500 400
changes window key w
screen zoomed
changes window key s
changes t xdotool mousemove --window "$window" 700 112 click 1
changes t key ctrl+z

# searching
key slash
sleep 0.3
xdotool type --window "$window" G18
sleep 0.3
key Return
wait_for '^search: .*G18'
wait_for '^selected: 1 18$'
screen searched
key Escape

# looks
changes theme key t
screen theme
changes scale key ctrl+equal
changes tab key 1
changes popup key F1
screen help
changes popup key Escape

# the smallest and the largest
xdotool windowsize "$window" 200 150
wait_for '^size: 200 150$'
xdotool windowsize "$window" 1920 1200
wait_for '^size: 1920 1200$'
screen large
xdotool windowsize "$window" 900 500
wait_for '^size: 900 500$'

# what it saves and says
key y
sleep 0.3
expect_text out '^schedlab view syscall-storm --at '
key ctrl+s
for try in 1 2 3 4 5 6 7 8 9 10; do
    ls schedlab-syscall-storm-*.png >/dev/null 2>&1 && break
    sleep 0.3
done
expect_file schedlab-syscall-storm-*.png


# closing while it plays; it remembers its place
changes playing key space
key ctrl+q 2>/dev/null
wait "$pid"
[ $? = 0 ] || fail "status $? when it is closed: $(cat err)"
pid=''
expect_text state/schedlab/window.json '"w": 900, "h": 500'
expect_text state/schedlab/window.json '"light": true'
open_window syscall-storm
wait_for '^size: 900 500$'
wait_for '^theme: light$'

# a signal ends it as well
kill -TERM "$pid"
wait "$pid"
[ $? = 143 ] || fail "status $? after SIGTERM"
pid=''

# what it remembers may be damaged
echo '{ "w": ' >state/schedlab/window.json
open_window ping-pong --size 640x400
expect_text err 'window.json is damaged'
wait_for '^size: 640 400$'

# a guided tour begins by itself; a change runs again, and the run before is beside it
key ctrl+q 2>/dev/null
wait "$pid"
open_window syscall-storm --size 1280x800 --tour
wait_for '^tour: 1$'
screen tour
key Escape
changes t key n
t=$(state t)
changes drawer key q
changes drawer key q
key c
wait_for '"GOMAXPROCS"'
screen changing
plus=$(awk '/"GOMAXPROCS"/ { on = 1 } on && /"\+"/ { split($3, at, ","); print at[1] + 3, at[2] + 5; exit }' state.txt)
changes len xdotool mousemove --window "$window" $plus click 1
wait_for '^board-ps: 5 '
wait_for "^t: $t\$"
changes len xdotool click 1
wait_for '^board-ps: 6 '

# a run that is long grows while one looks, and the window answers
key ctrl+q 2>/dev/null
wait "$pid"
open_window long.json --size 640x400
changes len sleep 0.2
changes pos key n
key ctrl+q 2>/dev/null
wait "$pid"
pid=''

# a display that goes away
open_window syscall-storm
kill "$server"
wait "$server" 2>/dev/null
server=''
wait "$pid"
[ $? = 2 ] || fail "status $? when the display goes away"
pid=''
expect_text err 'the display has gone away'
finish
