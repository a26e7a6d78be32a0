#!/bin/sh
# package.sh [FOLDER]: builds the Debian packages and a tarball that runs from wherever it is unpacked, and leaves them in FOLDER
# (build/package, if left out). What is packed is what git has in this folder, with its changes. Needs dpkg-dev, debhelper and
# fakeroot, and what the sources are built with.
set -eu
cd "$(dirname "$0")/.."
for need in dpkg-buildpackage dh fakeroot git; do
    command -v $need >/dev/null || { echo "package.sh: $need is missing: apt-get install dpkg-dev debhelper fakeroot git" >&2; exit 2; }
done
out=${1:-build/package}
mkdir -p "$out"
out=$(realpath "$out")
version=$(dpkg-parsechangelog -S Version)
grep -q "^project(schedlab VERSION $version " CMakeLists.txt || {
    echo "package.sh: debian/changelog says $version, CMakeLists.txt another version" >&2
    exit 2
}

tree=$out/schedlab-$version
rm -rf "$tree"
mkdir "$tree"
git ls-files -z --cached --others --exclude-standard | tar -c --null -T - | tar -x -C "$tree"
(cd "$tree" && dpkg-buildpackage -b -us -uc) >"$out/build.log" 2>&1 || {
    tail -n 60 "$out/build.log" >&2
    echo "package.sh: the packages could not be built; all of it is in $out/build.log" >&2
    exit 2
}

# One tree of the three packages' files: stripped, and as good in any other place.
name=schedlab-$version-linux-$(dpkg --print-architecture)
rm -rf "${out:?}/$name"
mkdir "$out/$name"
for package in schedlab libschedlab1 libschedlab-dev; do
    cp -a "$tree/debian/$package/usr/." "$out/$name/"
done
tar -C "$out" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$(dpkg-parsechangelog -S Timestamp)" -czf "$out/$name.tar.gz" "$name"
rm -rf "${out:?}/$name" "$tree"
ls "$out"/*.deb "$out/$name.tar.gz"
