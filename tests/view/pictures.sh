#!/bin/sh
# Pictures, films and texts of the window: what they hold, where they go, and what is answered when they cannot be made. There
# is no display here.
. tests/cli/lib.sh
unset DISPLAY WAYLAND_DISPLAY
export XDG_STATE_HOME="$folder/state"

# is_png FILE W H: its head says so.
is_png() {
    got=$(od -An -tx1 -N 8 "$1" | tr -d ' \n')$(od -An -tu1 -j 16 -N 8 "$1" | awk '{ printf " %d %d", $3*256+$4, $7*256+$8 }')
    [ "$got" = "89504e470d0a1a0a $2 $3" ] || fail "$1 is no PNG of $2x$3: $got"
}

# one picture, and the same bytes again
expect_status 0 schedlab view syscall-storm --at 101ms --select G18 --png a.png
is_png a.png 1600 900
expect_status 0 schedlab view --at 101ms --select G18 --png=b.png -- syscall-storm
cmp -s a.png b.png || fail "two runs draw two pictures"
schedlab view syscall-storm --at 101ms --select G18 --png - >c.png
cmp -s a.png c.png || fail "standard output is another picture"
expect_status 0 schedlab view syscall-storm --at 102ms --png b.png
cmp -s a.png b.png && fail "another instant is the same picture"
for size in 200x150 800x500 3840x2160; do
    expect_status 0 schedlab view syscall-storm --at 50% --png s.png --size $size --scale 150 --theme light --presenter
    is_png s.png ${size%x*} ${size#*x}
done
rm -f a.png b.png c.png s.png

# the text of a picture: its state, then its shapes
expect_status 0 schedlab view syscall-storm --at 101ms --select M3 --view timeline --dump d.txt
expect_text d.txt '^t: 101000000$'
expect_text d.txt '^tab: timeline$'
expect_text d.txt '^selected: 2 3$'
expect_text d.txt '^complete: 1$'
expect_text d.txt ' text .*"P0"'
expect_status 0 schedlab view syscall-storm --at 50% --dump d.txt
end=$(sed -n 's/^end: //p' d.txt)
expect_text d.txt "^t: $((end * 50 / 100))\$"

# keys and commands come first
expect_status 0 schedlab view syscall-storm --keys 'End' --dump d.txt
end=$(sed -n 's/^len: //p' d.txt)
expect_text d.txt "^pos: $end\$"
expect_status 0 schedlab view syscall-storm --keys 'moment step Right step-back T 2' --dump d.txt
expect_text d.txt '^theme: light$'
expect_text d.txt '^tab: timeline$'
expect_status 0 schedlab view syscall-storm --keys 'play wait:3s' --speed 10ms --dump d.txt
expect_text d.txt '^t: 30000000$'
expect_text d.txt '^playing: 1$'
expect_status 2 schedlab view syscall-storm --keys 'play nonsense' --dump d.txt
expect_text err 'keys: "nonsense" is neither'

# two runs; a trace, gzipped too, from a file and from standard input; a scenario from standard input
expect_status 0 schedlab view syscall-storm --compare go1.19 --at 50% --dump d.txt
expect_text d.txt '^tab: compare$'
expect_status 0 schedlab view syscall-storm ping-pong --dump d.txt
expect_status 0 schedlab run syscall-storm --trace t.trace
expect_status 0 schedlab view t.trace --at 101ms --select G18 --dump d.txt
expect_text d.txt '^run: t.trace$'
mkdir packed
gzip -c t.trace >packed/t.trace
(cd packed && schedlab view t.trace --at 101ms --select G18 --dump ../e.txt)
cmp -s d.txt e.txt || fail "a gzipped trace is shown otherwise"
schedlab view - --dump d.txt <t.trace || fail "no trace from standard input"
schedlab view - --dump d.txt <short.json || fail "no scenario from standard input"
expect_text d.txt '^run: short$'
expect_status 0 env GOMAXPROCS=2 "$program" view syscall-storm --set readers=8 --seed 7 --dump d.txt
expect_text d.txt 'GOMAXPROCS=2'
rm -rf t.trace packed d.txt e.txt

# a film
expect_status 0 schedlab view ping-pong --frames film --from 0 --to 40us --speed 40us --fps 8 --size 320x200
[ "$(ls film | wc -l)" = 9 ] || fail "not 9 pictures of a second at 8 a second: $(ls film)"
is_png film/frame-000001.png 320 200
expect_status 0 schedlab view ping-pong --frames film2 --from 0 --to 40us --speed 40us --fps 8 --size 320x200
diff -r film film2 >/dev/null || fail "two films of one run differ"
cmp -s film/frame-000001.png film/frame-000009.png && fail "nothing moves in the film"
rm -r film film2

# numbers beside things
expect_status 0 schedlab view syscall-storm --at 101ms --callout 1:P2 --callout 2:600,90 --png a.png
expect_status 2 schedlab view syscall-storm --at 101ms --callout 1:P77 --png a2.png
expect_text err 'callout 1:P77: it is not in this picture'
rm -f a.png

# what cannot be
expect_status 2 env SCHEDLAB_FONTS=/nowhere "$program" view syscall-storm --png a.png
expect_text err '/nowhere/DejaVuSans.ttf: error: cannot use this font'
mkdir fonts && echo none >fonts/DejaVuSans.ttf
expect_status 2 env SCHEDLAB_FONTS="$folder/fonts" "$program" view syscall-storm --png a.png
expect_text err 'fonts/DejaVuSans.ttf: error: cannot use this font'
rm -r fonts
expect_status 2 schedlab view nowhere.json --png a.png
expect_text err 'nowhere.json: error: cannot open it'
expect_status 2 schedlab view sycall-storm --png a.png
expect_text err 'did you mean "syscall-storm"'
echo '{ "schedlab": 1, "name": "x", "funcs": { "main": [ { "spin": 3 } ] } }' >bad.json
expect_status 2 schedlab view bad.json --png a.png
expect_text err '^bad.json:1:'
expect_status 2 schedlab view syscall-storm --png /nowhere/a.png
expect_text err '/nowhere/a.png'
expect_status 2 schedlab view syscall-storm --frames /proc/nowhere --fps 1
head -c 3000 /dev/urandom >noise
expect_status 2 schedlab view noise --png a.png
rm -f noise bad.json
for wrong in '--at soon' '--at 101%' '--view bord' '--size 10' '--size 10x10' '--size 99999x5' '--theme blue' '--scale 5' \
    '--fps 0' '--from 1ms' '--select X3' '--callout P2' '--speed 1h' '--seed many' '--model go9'; do
    expect_status 2 schedlab view syscall-storm --png a.png $wrong
    [ -s err ] || fail "nothing is said of $wrong"
done
expect_status 2 schedlab view ping-pong --frames film --from 10s --to 11s
expect_text err 'ended by then'
expect_status 2 schedlab view ping-pong ping-pong --compare go1.19 --png a.png
expect_status 2 schedlab view syscall-storm
expect_text err 'no display can be opened'
expect_text err 'png FILE draws a picture without one'

# a signal (a shell lets its background jobs ignore that of Ctrl-C)
"$program" view silent.json --png a.png >out 2>err &
pid=$!
sleep 1
kill -TERM $pid
wait $pid
[ $? = 143 ] || fail "status $? after SIGTERM"
expect_only $fixtures
finish
