#!/bin/sh
# man.sh check|update MAN_PAGE: are the manual pages those of the table of verbs? Or make them so.
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
"$2" >"$made/schedlab.1"
for verb in $(sed -n 's/^\.BR schedlab\\-\([a-z]*\) (1)$/\1/p' "$made/schedlab.1" | sort -u); do
    "$2" "$verb" >"$made/schedlab-$verb.1"
done
if [ "$1" = update ]; then
    cp "$made"/*.1 man/
    exit
fi
diff -u man "$made" && exit 0
echo "man/ is not current: cmake --build build/dev --target man-update"
exit 1
