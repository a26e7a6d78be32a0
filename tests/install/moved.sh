#!/bin/sh
# moved.sh BUILD: an installation can be moved as a whole, whatever its prefix, and everything is found again from where it
# stands; the sources are not looked at.
. tests/install/lib.sh

install_into() {
    DESTDIR=$1 cmake --install "$build" --prefix "$2" >"$folder/install.log" 2>&1 || {
        cat "$folder/install.log"
        exit 1
    }
}

install_into "$folder/stage" /opt/some/where
mkdir "$folder/a b"
mv "$folder/stage/opt/some/where" "$folder/a b/elsewhere"
root="$folder/a b/elsewhere"
use_programs "$root/bin"

# nothing of the sources is found behind the installation's back
strings=$(grep -rlF "$folder/stage" "$root" || true)
[ -z "$strings" ] || fail "these know where they were installed: $strings"
mv "$root/share/schedlab/scenarios" "$root/share/schedlab/gone"
cd "$folder" || exit 2
expect 2 "$root/bin/schedlab" run ping-pong
cd "$sources" || exit 2
mv "$root/share/schedlab/gone" "$root/share/schedlab/scenarios"

# what else a distribution expects, each where its readers look
for file in share/man/man1/schedlab.1 share/man/man1/schedlab-view.1 share/bash-completion/completions/schedlab \
    share/zsh/site-functions/_schedlab share/schedlab/fonts/LICENSE share/schedlab/tutorials/README.md \
    share/schedlab/scenarios/schema.json share/applications/schedlab.desktop share/applications/schedlab-trace.desktop \
    share/mime/packages/schedlab.xml share/icons/hicolor/scalable/apps/schedlab.svg share/doc/schedlab/README.md; do
    [ -s "$root/$file" ] || fail "$file is not installed"
done

# every scenario, program of an exercise and page of the sources is there
for file in $(git ls-files 'scenarios/*.json' 'scenarios/*.go' 'tutorials/*.md' 'tutorials/*.png'); do
    cmp -s "$file" "$root/share/schedlab/$file" || fail "$file is not installed"
done

# a link that leads somewhere from a page of the sources leads there from the installed page
for page in README.md $(git ls-files 'docs/*.md' 'tutorials/*.md'); do
    for link in $(grep -o '](\([^):#]*\)' "$page" | sed 's/^](//' | sort -u); do
        [ -e "$(dirname "$page")/$link" ] || continue
        [ -e "$root/share/doc/schedlab/$(dirname "$page")/$link" ] || fail "$page leads to $link, which is not installed"
    done
done

# the desktop knows a trace by its first bytes, and a text that begins alike is none
if command -v update-mime-database >/dev/null && command -v gio >/dev/null; then
    update-mime-database "$root/share/mime" 2>/dev/null
    cp "$folder"/use.*/ping.trace "$folder/first"
    echo "go 1.27 is out" >"$folder/second"
    type_of() {
        XDG_DATA_HOME="$folder/none" XDG_DATA_DIRS="$root/share" gio info -a standard::content-type "$1" |
            sed -n 's/.*content-type: //p'
    }
    [ "$(type_of "$folder/first")" = application/x-go-trace ] || fail "a trace is $(type_of "$folder/first")"
    [ "$(type_of "$folder/second")" != application/x-go-trace ] || fail "a plain text is taken for a trace"
else
    echo "update-mime-database or gio is not here: the MIME type was not tried"
fi
if command -v desktop-file-validate >/dev/null; then
    expect 0 desktop-file-validate "$root"/share/applications/*.desktop
fi
finish
