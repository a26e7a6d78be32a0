#!/bin/sh
# library.sh BUILD CC CXX: the installed library, moved, is found by pkg-config, shows nothing but schedlab.h, and the example of
# its documentation, built outside the tree by its own first lines, does what the program does.
. tests/install/lib.sh
cc=${2:-cc}
cxx=${3-}
command -v pkg-config >/dev/null || { echo "no pkg-config here"; exit 77; }

DESTDIR=$folder/stage cmake --install "$build" --prefix /opt/some/where >"$folder/install.log" 2>&1 || {
    cat "$folder/install.log"
    exit 1
}
mv "$folder/stage/opt/some/where" "$folder/elsewhere"
root=$folder/elsewhere
pc=$(find "$root" -name schedlab.pc)
PKG_CONFIG_PATH=$(dirname "$pc")
LD_LIBRARY_PATH=$(pkg-config --variable=libdir "$pc")
export PKG_CONFIG_PATH LD_LIBRARY_PATH
[ "$("$root/bin/schedlab" --version)" = "schedlab $(pkg-config --modversion schedlab)" ] || fail "pkg-config knows another version"

# the example
mkdir "$folder/outside"
cp docs/example.c "$folder/outside"
cd "$folder/outside" || exit 2
scenario=$root/share/schedlab/scenarios/work-stealing.json
expect 0 "$cc" -Wall -Wextra -Wpedantic -Werror example.c $(pkg-config --cflags --libs schedlab) -o example
expect 0 ./example "$scenario" example.trace
cp "$folder/out" example.json
grep -q "^schedlab .*: [1-9][0-9]* goroutines$" "$folder/err" || fail "it counted nothing: $(cat "$folder/err")"
expect 0 "$root/bin/schedlab" run "$scenario" --seed 7 --trace run.trace --summary run.json
cmp example.trace run.trace || fail "the library's trace is not the program's"
cmp example.json run.json || fail "the library's figures are not the program's"
echo '{ "schedlab": 1 }' >wrong.json
expect 2 ./example wrong.json wrong.trace
grep -q "^wrong.json:1:" "$folder/err" || fail "an error without its place: $(cat "$folder/err")"
[ ! -e wrong.trace ] || fail "a trace of nothing is left"

# the header, for older and stricter compilers
printf '#include <schedlab.h>\n#include <schedlab.h>\nint main(void) { return schedlab_api() != SCHEDLAB_API; }\n' >alone.c
expect 0 "$cc" -std=c99 -Wall -Wextra -Wpedantic -Werror alone.c $(pkg-config --cflags --libs schedlab) -o alone
expect 0 ./alone
if [ -n "$cxx" ] && command -v "$cxx" >/dev/null; then
    cp alone.c alone.cc
    expect 0 "$cxx" -Wall -Wextra -Werror alone.cc $(pkg-config --cflags --libs schedlab) -o alone
    expect 0 ./alone
else
    echo "no C++ compiler here: the header was not tried with one"
fi

# what it shows is what the header declares
library=$(find "$root" -name 'libschedlab.so.*.*')
nm -D --defined-only "$library" | awk '$2 != "A" { sub("@.*", "", $3); print $3 }' | sort >shown
grep -oE '^SCHEDLAB_PUBLIC.*|^schedlab_[a-z_]*\(' "$root/include/schedlab.h" | grep -o 'schedlab_[a-z_]*(' | tr -d '(' | sort -u >declared
cmp -s shown declared || fail "shown and declared differ: $(diff shown declared)"
[ "$(wc -l <declared)" -ge 15 ] || fail "the header declares next to nothing"
finish
