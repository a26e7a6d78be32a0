#!/bin/bash
# Every verb and every option is completed in bash and zsh, and stands in its manual page; and nothing else does.
. tests/cli/lib.sh

PATH=$(dirname "$program"):$PATH
. "$sources/completions/schedlab.bash"

# complete WORDS…: what bash would offer for the last one.
complete_words() {
    COMP_WORDS=("$program" "$@")
    COMP_CWORD=$#
    COMPREPLY=()
    _schedlab
    printf '%s\n' "${COMPREPLY[@]}"
}

options_of() {
    "$program" "$1" --help | sed -n 's/^  --\([a-z-]*\).*/\1/p' | sort
}

verbs=$("$program" --help | sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p' | grep -v '^schedlab$' | sort)
offered=$(complete_words '' | grep -v '^--' | sort)
[ "$verbs" = "$offered" ] || fail "bash offers the verbs $offered, not $verbs"
for verb in $verbs; do
    grep -q "'$verb:" "$sources/completions/_schedlab" || fail "zsh does not know the verb $verb"
    [ "$verb" = help ] && continue
    want=$(options_of "$verb")
    [ -n "$want" ] || fail "$verb has no options"
    got=$(complete_words "$verb" -- | sed 's/^--//' | sort)
    [ "$want" = "$got" ] || fail "bash offers for $verb: $got; not: $want"
    got=$(awk -v verb="$verb" '$1 == verb")" { on = 1 } on { print } on && /;;/ { exit }' "$sources/completions/_schedlab" |
        grep -o -- '--[a-z-]*' | sed 's/^--//' | sort)
    [ "$want" = "$got" ] || fail "zsh offers for $verb: $got; not: $want"
    for option in $want; do
        grep -q -- "^.B .-.-${option//-/\\\\-}" "$sources/man/schedlab-$verb.1" || fail "schedlab-$verb.1 lacks --$option"
    done
done
complete_words run sysc | grep -qx syscall-storm || fail "bash does not offer shipped scenarios"
complete_words run --model go1.2 | grep -qx go1.27 || fail "bash does not offer models"
if command -v zsh >/dev/null; then
    zsh -n "$sources/completions/_schedlab" || fail "zsh does not read its completion"
fi
finish
