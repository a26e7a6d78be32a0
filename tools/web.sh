#!/bin/sh
# web.sh OUT: the window and the exercises as one folder of static files, OUT, by emscripten; docs/web.md tells of it.
#
# SCHEDLAB_WEB_BUILD names the folder that is kept between two builds (build/web), SCHEDLAB_WEB_BAKE a bake-glyphs that was
# built already. Nothing is installed; zlib and cJSON are
# compiled from the distribution's source packages, which apt-get fetches and verifies, with lists of its own in that folder.
set -eu
die() {
    echo "web.sh: $*" >&2
    exit 2
}
[ $# = 1 ] || die "usage: web.sh OUT"
for need in emcc:emscripten cmake:cmake ninja:ninja-build dpkg-source:dpkg-dev base64:coreutils; do
    command -v "${need%%:*}" >/dev/null || die "needs ${need%%:*}: apt-get install ${need#*:}"
done
src=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1" "${SCHEDLAB_WEB_BUILD:-$src/build/web}"
out=$(cd "$1" && pwd)
build=$(cd "${SCHEDLAB_WEB_BUILD:-$src/build/web}" && pwd)
# emscripten's own tools look for their modules where Debian keeps them, whichever node is first on the way
export NODE_PATH="${NODE_PATH:-/usr/share/nodejs}"

# ---- the libraries ----------------------------------------------------------------------------------------------------
fetch() {
    . /etc/os-release
    list=/etc/apt/sources.list.d/$ID.sources
    [ -f "$list" ] || die "needs $list, to fetch the sources of zlib and cJSON"
    mkdir -p "$build/apt/parts" "$build/apt/lists/partial" "$build/src"
    sed 's/^Types:.*/Types: deb-src/' "$list" >"$build/apt/parts/src.sources"
    set -- -qq -o "Dir::Etc::SourceParts=$build/apt/parts" -o Dir::Etc::SourceList=/dev/null \
        -o "Dir::State::Lists=$build/apt/lists"
    [ "$(id -u)" != 0 ] || set -- "$@" -o APT::Sandbox::User=root
    apt-get "$@" update
    (cd "$build/src" && apt-get "$@" source --only-source zlib cjson >/dev/null)
}
# package NAME LIBRARY: what pkg-config says of it
package() {
    printf 'Name: %s\nDescription: for the web\nVersion: 1\nLibs: -L%s -l%s\nCflags: -I%s\n' \
        "$1" "$build/lib" "$2" "$build/include" >"$build/lib/$1.pc"
}
if [ ! -f "$build/lib/zlib.pc" ]; then
    ls -d "$build"/src/zlib-*/ "$build"/src/cjson-*/ >/dev/null 2>&1 || fetch
    mkdir -p "$build/lib" "$build/include/cjson" "$build/obj/zlib"
    cjson=$(ls -d "$build"/src/cjson-*/)
    zlib=$(ls -d "$build"/src/zlib-*/)
    cp "$cjson/cJSON.h" "$build/include/cjson/"
    cp "$zlib/zlib.h" "$zlib/zconf.h" "$build/include/"
    emcc -O2 -w -c "$cjson/cJSON.c" -o "$build/obj/cJSON.o"
    emar rcs "$build/lib/libcjson.a" "$build/obj/cJSON.o"
    (cd "$build/obj/zlib" &&
        emcc -O2 -w -I"$zlib" -c "$zlib/adler32.c" "$zlib/crc32.c" "$zlib"/inf*.c "$zlib/zutil.c" &&
        emar rcs "$build/lib/libz.a" ./*.o)
    package libcjson cjson
    package zlib z
fi

# ---- the glyphs, by a program of this machine: the pixels are those of its window --------------------------------------
bake=${SCHEDLAB_WEB_BAKE:-}
if [ -z "$bake" ]; then
    cmake -G Ninja -S "$src" -B "$build/native" -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF >/dev/null
    cmake --build "$build/native" --target bake-glyphs >/dev/null
    bake=$build/native/viz/app/bake-glyphs
fi
"$bake" "$src/assets/fonts" >"$build/glyphs.new"
cmp -s "$build/glyphs.new" "$build/glyphs.bin" || mv "$build/glyphs.new" "$build/glyphs.bin"

# ---- the program ---------------------------------------------------------------------------------------------------------
PKG_CONFIG_LIBDIR="$build/lib" PKG_CONFIG_PATH='' emcmake cmake -G Ninja -S "$src" -B "$build/wasm" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_EXE_LINKER_FLAGS="-L$build/lib" \
    -DSCHEDLAB_VIEW=OFF -DBUILD_TESTING=OFF -DZLIB_LIBRARY="$build/lib/libz.a" -DZLIB_INCLUDE_DIR="$build/include" \
    -DSCHEDLAB_WEB_GLYPHS="$build/glyphs.bin" >/dev/null
cmake --build "$build/wasm" --target schedlab-web >"$build/wasm.log" 2>&1 || {
    tail -n 40 "$build/wasm.log" >&2
    die "the program does not build: $build/wasm.log"
}

# ---- the folder ----------------------------------------------------------------------------------------------------------
cp "$src"/viz/web/page/* "$build/wasm/viz/web/schedlab-web.wasm" "$out/"
cp "$build/wasm/viz/web/schedlab-web.js" "$out/schedlab.js"
cp "$src/assets/fonts/LICENSE" "$out/LICENSE.fonts"

# ---- a page of its own for each scenario: everything in one file, for a blog or a slide ---------------------------------
mkdir -p "$out/embed"
gzip -9nc "$out/schedlab-web.wasm" | base64 -w 0 >"$build/wasm.b64"
for file in "$src"/scenarios/*.json; do
    name=$(basename "$file" .json)
    [ "$name" != schema ] || continue
    {
        printf '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>%s</title>\n<style>\n' "$name"
        cat "$out/page.css"
        printf '</style>\n'
        sed -n '/<header>/,/<p id="state"/p' "$out/index.html"
        printf '<script>window.schedlabEmbedded = "%s"; window.schedlabPacked = "' "$name"
        cat "$build/wasm.b64"
        printf '";</script>\n'
        for script in schedlab keys page; do
            printf '<script>\n'
            cat "$out/$script.js"
            printf '\n</script>\n'
        done
        printf '</html>\n'
    } >"$out/embed/$name.html"
done
echo "$out: open index.html from a web server; python3 -m http.server --bind 127.0.0.1 --directory $out"
