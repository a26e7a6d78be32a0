#!/bin/sh
# pictures.sh SCHEDLAB: every picture that a page shows is there, is drawn by tools/pictures.sh, and none is left over; drawing works
# and each picture fits a page and a repository. Without the window only the names are compared.
set -u
view=$(dirname "$1")/schedlab-view
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# same WHAT A B: two lists of names
same() {
    diff -u "$2" "$3" && return
    echo "FAILED: $1"
    failures=$((failures + 1))
}

for page in README.md docs/*.md tutorials/*.md; do
    sed -n 's/.*](\([^)]*\.png\)).*/\1/p' "$page" | while read -r name; do
        (cd "$(dirname "$page")" && realpath -m --relative-to="$OLDPWD" "$name")
    done
done | sort -u >"$work/shown"
ls docs/pictures/*.png tutorials/pictures/*.png | sort >"$work/kept"
sh tools/pictures.sh names | sort >"$work/drawn"
same 'shown (-) and kept (+) in docs/pictures and tutorials/pictures' "$work/shown" "$work/kept"
same 'shown (-) and drawn (+) by tools/pictures.sh' "$work/shown" "$work/drawn"

# At most 1280 x 720, by the header of the PNG, and 150 kB.
for file in $(cat "$work/kept"); do
    set -- $(od -An -tu1 -j16 -N8 "$file")
    width=$(($3 * 256 + $4)) height=$(($7 * 256 + $8))
    bytes=$(wc -c <"$file")
    [ $width -le 1280 ] && [ $height -le 720 ] && [ "$bytes" -le 150000 ] && continue
    echo "FAILED: $file is too large: $width x $height, $bytes bytes"
    failures=$((failures + 1))
done

if [ -x "$view" ]; then
    SCHEDLAB_DATA=$PWD sh tools/pictures.sh draw "$view" "$work/new" || failures=$((failures + 1))
    (cd "$work/new" && ls docs/pictures/*.png tutorials/pictures/*.png) | sort >"$work/made"
    same 'drawn (-) and really made (+)' "$work/drawn" "$work/made"
fi
[ $failures = 0 ]
