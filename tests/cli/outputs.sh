#!/bin/sh
# Files: whole or not at all, told before the run where that can be known, and where the user says.
. tests/cli/lib.sh

expect_status 3 schedlab run short.json --trace a --chrome b --log c --summary d --files e
for file in a b c d; do expect_file $file; done
rm -r a b c d e

# what cannot be written is told before anything runs
expect_status 2 schedlab run short.json --summary nowhere/s.json --trace t
expect_text err 'nowhere/s.json: error: cannot write it: No such file or directory'
[ ! -s out ] || fail "the program ran although an output could not be opened"
expect_only $fixtures
expect_status 2 schedlab run short.json --summary . --trace t
expect_text err 'Is a directory'
expect_status 2 schedlab run short.json --summary same --trace ./same
expect_text err 'would overwrite'
expect_only $fixtures
if [ "$(id -u)" != 0 ]; then
    mkdir locked
    chmod 555 locked
    expect_status 2 schedlab run short.json --log locked/log
    expect_text err 'Permission denied'
    expect_status 2 schedlab run short.json --files locked
    rmdir locked
fi

# a file that exists is kept when the run cannot begin, or ends badly
echo precious >kept
expect_status 2 schedlab run nowhere.json --summary kept
expect_status 2 schedlab run short.json --summary kept --log nowhere/log
echo '0 select 2 1 there is no such choice' >choices
expect_status 2 schedlab run short.json --summary kept --choices choices
expect_text err 'choices:1:1: error: choice 0'
[ "$(cat kept)" = precious ] || fail "the file was touched"
echo '0 select 2' >choices
expect_status 2 schedlab run short.json --choices choices
expect_text err 'choices:1:11: error: expected the option taken'

# "-" is standard output, and the program's prints go to the other stream
expect_status 3 schedlab run short.json --summary -
expect_text err '^hello$'
expect_no_text out '^hello$'
[ "$(head -c 1 out)" = '{' ] || fail "the summary does not begin the output"
expect_status 2 schedlab run short.json --summary - --log -
expect_status 3 schedlab run short.json --log /dev/null --trace /dev/null

# the full disk: of the program's own output, of a file beside it, and of a real small one
schedlab run short.json >/dev/full 2>err
[ $? = 2 ] || fail "a full disk gave another status"
expect_text err '<stdout>: error: cannot write it: No space left on device'
expect_status 2 schedlab run short.json --summary /dev/full
expect_text err '/dev/full: error: cannot write it: No space left on device'
schedlab check short.json >/dev/full 2>err
[ $? = 2 ] || fail "check: a full disk gave another status"
expect_text err 'No space left on device'
schedlab list >/dev/full 2>err
[ $? = 2 ] || fail "list: a full disk gave another status"
schedlab gosrc short.json >/dev/full 2>err
[ $? = 2 ] || fail "gosrc: a full disk gave another status"
schedlab run --help >/dev/full 2>err
[ $? = 2 ] || fail "help: a full disk gave another status"
mkdir small
if mount -t tmpfs -o size=64k none small 2>/dev/null; then
    cleanup() {
        umount "$folder/small"
    }
    echo precious >small/log
    expect_status 2 schedlab run long.json --until 1s --log small/log
    expect_text err 'small/log: error: cannot write it: No space left on device'
    [ "$(cat small/log)" = precious ] || fail "the old file is gone from the full disk"
    [ "$(ls -A small)" = log ] || fail "left on the full disk: $(ls -A small)"
fi
finish
