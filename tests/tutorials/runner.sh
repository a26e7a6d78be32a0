#!/bin/sh
# runner.sh SCHEDLAB: the block runner against pages that are right, wrong and broken.
set -u
program=$1
here=$(dirname "$0")
page=$(mktemp)
trap 'rm -f "$page"' EXIT
failures=0

# expect STATUS: the page on standard input, checked.
expect() {
    cat >"$page"
    sh "$here/blocks.sh" check "$program" "$page" >/dev/null 2>&1
    got=$?
    [ $got = "$1" ] || { echo "FAILED: status $got, not $1, for:" && cat "$page" && failures=$((failures + 1)); }
}

# What is printed, on either stream; no output; a status that the next command sees; a file; a shell that goes on; what is left out.
expect 0 <<'END'
```json one.txt
1
2
3
4
```
```console
$ echo out; echo err >&2
out
err
$ a=5; false
$ echo $? $a
1 5
$ cat one.txt
1
…
3
…
$ schedlab --version >/dev/null; ls
one.txt
```
```text
$ not run
```
END
# One byte more, one line less, something not printed, something not shown, a … that stands for nothing, a part out of its order.
for shown in 'a ' '' 'a
b' 'a
…' 'b'; do
    expect 1 <<END
\`\`\`console
\$ echo a
$shown
\`\`\`
END
done
expect 1 <<'END'
```console
$ printf '1\n2\n3\n4\n'
1
…
3
…
2
…
4
```
END
# Text before the first command; a block left open.
expect 1 <<'END'
```console
lost
$ true
```
END
expect 1 <<'END'
```console
$ true
END

# An update shows what is printed, leaves out as much as before, and is then current.
cat >"$page" <<'END'
```console
$ printf '1\n2\n3\n4\n'
x
…
y
$ echo new
old
```
END
sh "$here/blocks.sh" update "$program" "$page"
printf '```console\n$ printf %s\n1\n…\n4\n$ echo new\nnew\n```\n' "'1\\n2\\n3\\n4\\n'" | cmp - "$page" || failures=$((failures + 1))
[ $failures = 0 ]
