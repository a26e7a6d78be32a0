#!/bin/sh
# package.sh BUILD: the Debian packages and the tarball can be built, lintian finds no error in them, and what they install works
# in a root that has never seen the sources. It takes minutes, so it is run with SCHEDLAB_TEST_PACKAGE=1. SCHEDLAB_CLEAN_ROOT names
# a Debian root of debootstrap's (--variant=minbase) to install into, in a copy; without one, or not as root, the packages are unpacked instead.
[ -n "${SCHEDLAB_TEST_PACKAGE-}" ] || { echo "skipped: SCHEDLAB_TEST_PACKAGE=1 builds the packages, which takes minutes"; exit 77; }
. tests/install/lib.sh
for need in dpkg-buildpackage dh fakeroot; do
    command -v $need >/dev/null || { echo "skipped: no $need here"; exit 77; }
done
made=${SCHEDLAB_PACKAGES-}
if [ -z "$made" ]; then
    made=$folder/made
    sh tools/package.sh "$made" >/dev/null || exit 1
fi

if command -v lintian >/dev/null; then
    lintian --allow-root --fail-on error "$made"/*.changes || fail "lintian found errors"
else
    echo "lintian is not here: the packages were not judged by it"
fi

mkdir "$folder/tarball" "$folder/unpacked"
tar -C "$folder/tarball" -xzf "$made"/schedlab-*-linux-*.tar.gz
use_programs "$(echo "$folder"/tarball/*/bin)"

# in_root COMMAND: in the clean root with its /proc, by which the program finds where it stands, as someone who just logged in
in_root() {
    unshare --mount sh -c "mount -t proc proc '$root/proc' && exec chroot '$root' env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        LC_ALL=C DEBIAN_FRONTEND=noninteractive sh -c '$1'"
}

if [ -n "${SCHEDLAB_CLEAN_ROOT-}" ] && [ "$(id -u)" = 0 ] && unshare --mount true 2>/dev/null; then
    root=$folder/root
    cp -a --one-file-system "$SCHEDLAB_CLEAN_ROOT" "$root"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    cp "$made"/schedlab_*.deb "$made"/libschedlab1_*.deb "$made"/libschedlab-dev_*.deb "$root/tmp/"
    expect 0 in_root 'apt-get update -qq && apt-get install -y -qq --no-install-recommends /tmp/*.deb'
    expect 0 in_root 'schedlab --version && schedlab list && cd /tmp && schedlab bugs start 1 && schedlab check syscall-storm'
    expect_text '^schedlab [0-9]'
    expect 0 in_root 'schedlab view syscall-storm --at 50% --png /tmp/storm.png'
    expect_png "$root/tmp/storm.png"
    expect 0 in_root 'apt-get purge -y -qq schedlab libschedlab1 libschedlab-dev'
    left=$(find "$root/usr" -name '*schedlab*')
    [ -z "$left" ] || fail "left behind by the packages: $left"
else
    echo "not root, no SCHEDLAB_CLEAN_ROOT or no mount namespaces: the packages were unpacked, not installed"
    for package in "$made"/schedlab_*.deb "$made"/libschedlab1_*.deb; do
        dpkg -x "$package" "$folder/unpacked"
    done
    use_programs "$folder/unpacked/usr/bin"
fi
finish
