#!/bin/sh
# compare and convert: traces, summaries and scenarios, in any pair, and what is none of them.
. tests/cli/lib.sh

expect_status 3 schedlab run short.json --trace t.out --summary s.json --chrome own.json
for pair in 't.out short.json' 's.json short.json' 't.out s.json' 'short.json short.json'; do
    expect_status 0 schedlab compare $pair
    expect_text out '^run.time '
    expect_status 0 schedlab compare $pair --json
    expect_text out '"name": "run.time"'
done
expect_status 0 schedlab compare s.json short.json
expect_text out '^run.events .* 0$'
schedlab_from() { schedlab compare - short.json <"$1"; }
expect_status 0 schedlab_from t.out
expect_status 0 schedlab_from s.json
expect_status 2 schedlab_from short.json
expect_text err 'neither a trace nor a summary'
expect_status 2 schedlab compare - -
expect_status 2 schedlab compare t.out
expect_status 2 schedlab compare t.out nowhere.json
printf 'go 1.26 trace\0\0\0garbage' >bad.out
expect_status 2 schedlab compare bad.out t.out
expect_text err 'refused after'

expect_status 0 schedlab convert t.out --chrome c.json
expect_status 0 schedlab convert t.out --chrome -
cmp -s out c.json || fail 'standard output has another Chrome trace than the file'
expect_status 2 schedlab convert t.out
expect_text err 'convert to what'
expect_status 2 schedlab convert t.out --chrome ./t.out
expect_text err 'the trace itself'
expect_status 2 schedlab convert bad.out --chrome none.json
[ ! -e none.json ] || fail 'a refused trace left a file'
head -c 600 t.out >cut.out
expect_status 2 schedlab convert cut.out --chrome none.json --partial
finish
