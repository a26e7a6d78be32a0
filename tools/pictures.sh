#!/bin/sh
# tools/pictures.sh VIEW FOLDER: draws the pictures of README.md and docs/window.md with schedlab-view, VIEW, into FOLDER. The
# target `pictures` calls it for docs/pictures. They are looked at before they are committed.
set -eu
view=$1 folder=$2
mkdir -p "$folder"

# draw NAME RUN OPTION…
draw() {
    name=$1
    shift
    "$view" "$@" --png "$folder/$name.png"
}

draw board syscall-storm --at 1.9ms --select G23 --size 1440x810
draw callouts syscall-storm --at 1.9ms --size 1440x810 --callout 1:P2 --callout 2:G24 --callout 3:M22 --callout 4:560,720
draw timeline work-stealing --view timeline --keys "fit" --at 8.6ms --size 1440x810
draw code producer-consumer --view code --at 2ms --size 1440x810
draw compare thread-high-water --compare go1.19 --view compare --at 3ms --size 1440x810
draw light lockosthread --at 1ms --theme light --size 1440x810
draw room idleprocs-snapshot --at 100ms --presenter --size 1440x810
