#!/bin/sh
# pictures.sh draw VIEW ROOT: draws the pictures of README.md, docs/ and tutorials/ with schedlab-view, VIEW, below ROOT.
# pictures.sh names: prints the name of each. The target `pictures` draws them into the sources; look at them before you commit.
set -eu
mode=$1

# draw NAME RUN OPTION…: one picture; with a palette, where ImageMagick is there to make one.
draw() {
    name=$1
    shift
    if [ "$mode" = names ]; then
        echo "$name"
        return
    fi
    "$view" "$@" --png "$root/$name"
    if command -v convert >/dev/null; then
        convert "$root/$name" -strip +dither -colors 256 "PNG8:$root/$name.small"
        mv "$root/$name.small" "$root/$name"
    fi
}

if [ "$mode" = draw ]; then
    mkdir -p "$3/docs/pictures" "$3/tutorials/pictures"
    view=$(realpath "$2") root=$(realpath "$3")
fi
small='--size 1280x720'
paper="$small --theme light" # the tutorials are printed too

# draw_saved PICTURE PAGE FILE OPTION…: a picture of a scenario that the tutorial PAGE has the reader save as FILE.
pages=$(realpath "$(dirname "$0")/../tutorials")
saved=$(mktemp -d)
trap 'rm -rf "$saved"' EXIT
draw_saved() {
    picture=$1
    (
        cd "$saved"
        awk '/^```json [a-z.]+$/ { file = $2; next } /^```/ { close(file); file = "" } file { print >file }' "$pages/$2"
        shift 2
        draw "$picture" "$@"
    )
    rm -f "$saved"/*
}

draw docs/pictures/board.png syscall-storm --at 1.9ms --select G23 $small
draw docs/pictures/callouts.png syscall-storm --at 1.9ms $small --callout 1:P2 --callout 2:382,257 --callout 3:878,421 --callout 4:66,572
draw docs/pictures/timeline.png work-stealing --view timeline --keys "fit" --at 8.6ms $small
draw docs/pictures/code.png producer-consumer --view code --at 2ms $small
draw docs/pictures/compare.png thread-high-water --compare go1.19 --view compare --at 3ms $small
draw docs/pictures/room.png idleprocs-snapshot --at 120ms --presenter $small

draw tutorials/pictures/01-one-p.png hello-goroutines --at 346.5us $paper \
    --callout 1:P0 --callout 2:306,102 --callout 3:212,145 --callout 4:354,213 --callout 5:208,257
draw tutorials/pictures/02-console.png idleprocs-snapshot --at 1s $paper
draw tutorials/pictures/03-storm.png syscall-storm --at 101ms $paper --callout 1:P2 --callout 2:868,421 --callout 3:90,172
draw tutorials/pictures/04-stealing.png work-stealing --view timeline --keys "fit" --at 8.438163ms $paper
draw_saved tutorials/pictures/05-send.png 05-channels.md order.json --at 345.649us $paper --callout 1:212,145 --callout 2:354,213
draw_saved tutorials/pictures/06-slices.png 06-preemption.md hogs.json --view timeline --keys fit --at 150ms $paper
draw tutorials/pictures/07-by-goroutine.png netpoll-vs-syscall --set n=3 --view timeline --keys "G G fit" --at 103ms $paper
draw_saved tutorials/pictures/08-tasks.png 08-tasks-and-regions.md server.json --view timeline --keys "G G fit click:60,513" --at 1.5ms $paper
draw_saved tutorials/pictures/09-compare.png 09-minimal-scenario.md storm.json --compare leak.json --view compare --at 150ms $paper
draw_saved tutorials/pictures/10-pool.png 10-writing-a-scenario.md pool.json --set workers=5 --view timeline --keys "G G fit" --at 20ms $paper
