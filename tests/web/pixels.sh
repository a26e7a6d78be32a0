#!/bin/sh
# pixels.sh SCHEDLAB: does the page of $SCHEDLAB_WEB draw the pixels that the window draws? Skipped without it or chromium.
set -u
skip() {
    echo "skipped: $*"
    exit 77
}
[ -n "${SCHEDLAB_WEB:-}" ] || skip "SCHEDLAB_WEB names no folder that tools/web.sh made"
command -v chromium >/dev/null || skip "no chromium: apt-get install chromium"
PORT=${PORT:-8391}
tmp=$(mktemp -d)
python3 -m http.server --bind 127.0.0.1 "$PORT" --directory "$SCHEDLAB_WEB" >/dev/null 2>&1 &
server=$!
trap 'kill $server; rm -rf "$tmp"' EXIT
sleep 1
bad=0
# same SCENARIO SIZE OPTION=VALUE…
same() {
    name=$1 size=$2 query="test&scenario=$1&size=$2"
    shift 2
    for word; do query="$query&$word"; done
    "$schedlab" view "$name" --size "$size" $(printf -- '--%s ' "$@") --dump "$tmp/dump" || bad=1
    want=$(sed -n 's/^pixels: //p' "$tmp/dump")
    got=$(chromium --headless --no-sandbox --disable-gpu --no-first-run --user-data-dir="$tmp/profile" \
        --virtual-time-budget=20000 --dump-dom "http://127.0.0.1:$PORT/index.html?$query" 2>/dev/null |
        sed -n 's/.*data-pixels="\([0-9a-f]*\)".*/\1/p')
    [ -n "$want" ] && [ "$want" = "$got" ] || { echo "$query: the window $want, the page $got"; bad=1; }
}
schedlab=$1
same syscall-storm 1280x720 at=108.417ms select=G18 view=timeline theme=light
same work-stealing 1600x900 at=2ms view=board
same gc-pauses 1920x1080 at=5ms view=timeline scale=150
exit $bad
