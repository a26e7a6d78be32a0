#!/bin/sh
# blocks.sh check|update SCHEDLAB PAGE.md: do the console blocks of a page show what their commands print? Or make them.
#
# In a block ```console a line that begins with "$ " is a command, the lines after it are what it prints, on either stream. A line …
# stands for one or more lines left out. A block ```json two.json (any language, and a name) is a file that the reader saves. All
# commands of a page run in one shell, in one empty folder. `schedlab view` without a file to draw into opens a window; here it draws
# a picture instead, or does nothing if the window was not built. What needs Go 1.27 or jq is not run where they are missing.
set -u
mode=$1 program=$(realpath "$2") page=$3
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/parts" "$work/bin" "$work/folder"
parts=$(awk -v parts="$work/parts" -f "$here/split.awk" "$page") || exit 1

view=$(dirname "$program")/schedlab-view
cat >"$work/bin/schedlab" <<END
#!/bin/sh
if [ "\${1-}" = view ]; then
    [ -x "$view" ] || exit 0
    case " \$* " in
    *' --png '* | *' --frames '* | *' --dump '*) ;;
    *) set -- "\$@" --png "$work/window.png" ;;
    esac
fi
exec "$program" "\$@"
END
chmod +x "$work/bin/schedlab"
PATH=$work/bin:$PATH
oracle=$(realpath "$here/../../../shared/oracle/install-go" 2>/dev/null)
[ -x "$oracle" ] && go=$("$oracle" 1.27 2>/dev/null) && PATH=$(dirname "$go"):$PATH
go version 2>/dev/null | grep -q 'go1\.27' && have_go=yes || have_go=no
SCHEDLAB_DATA=$PWD
export PATH SCHEDLAB_DATA
unset GOMAXPROCS GODEBUG GOGC NO_COLOR
cd "$work/folder" || exit 1

# Does the command need what is not here?
lacks() {
    case $1 in
    'go '* | [A-Z]*=*' go '*) [ $have_go = no ] ;;
    *'jq '*) ! command -v jq >/dev/null ;;
    *) false ;;
    esac
}

# rewrite WANTED GOT: what the page shows from now on. What is left out stays left out: as many lines as before of its beginning and
# of its end.
rewrite() {
    awk '
    file == 1 && $0 == "…" { gaps++; head = gaps == 1 ? FNR - 1 : head; last = FNR }
    file == 1 { wants = FNR }
    file == 2 { got[++gots] = $0 }
    END {
        for (i = 1; i <= gots; i++)
            if (!gaps || i <= head || i > gots - (wants - last))
                print got[i]
            else if (!dots++)
                print "…"
    }' file=1 "$1" file=2 "$2"
}

failures=0 status=0 left=0
part=1
: >"$work/new"
while [ "$part" -le "$parts" ]; do
    at=$work/parts/$part
    part=$((part + 1))
    [ -f "$at.name" ] && cp "$at.file" "$(cat "$at.name")"
    [ -f "$at.text" ] && cat "$at.text" >>"$work/new"
    [ -f "$at.run" ] || continue
    command=$(cat "$at.run")
    printf '$ %s\n' "$command" >>"$work/new"
    if lacks "$command"; then
        cat "$at.wanted" >>"$work/new"
        left=$((left + 1))
        continue
    fi
    (exit $status)
    eval "$command" >"$work/got" 2>&1 </dev/null
    status=$?
    if awk -f "$here/match.awk" file=1 "$at.wanted" file=2 "$work/got"; then
        cat "$at.wanted" >>"$work/new"
        continue
    fi
    rewrite "$at.wanted" "$work/got" >>"$work/new"
    [ "$mode" = update ] && continue
    failures=$((failures + 1))
    echo "$page: \$ $command"
    diff -u --label 'the page' --label 'what it prints' "$at.wanted" "$work/got"
done
cd "$SCHEDLAB_DATA" || exit 1
if [ "$mode" = update ]; then
    cmp -s "$work/new" "$page" || cat "$work/new" >"$page"
    exit 0
fi
[ $left = 0 ] || echo "$page: $left commands were not run: Go 1.27 or jq is not here"
[ $failures = 0 ] && exit 0
echo "to make the page current, and then read what has changed: sh tests/tutorials/blocks.sh update $2 $page"
exit 1
