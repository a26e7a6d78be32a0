#!/bin/sh
# events_doc.sh: prints docs/events.md, made of sim/event/event.def and reason.def, in the root of the sources:
#
#     sh tests/lint/events_doc.sh > docs/events.md
#
# A string of a row is a field between quotes; a comment behind a row is a remark; one on a line of its own a heading.
cat <<'END'
# Events

What happens in a run, as a stream of plain values: the one interface between those who make a history (the simulator,
readers of traces) and those who tell it (traces, logs, figures). Made from `sim/event/event.def` and `reason.def` by
`tests/lint/events_doc.sh`: change the tables there.

Every event has a time `t` (nanoseconds of virtual time) and, where they are known, `m` (the thread that does it), `p` (the
processor of that thread), `g` (the goroutine it runs, or the one it is about: the column says which) and `at` (the place in
the program). `a` and `b` are integers of 64 bits, `flag` has 8; an *enum* is one of `sim/event/event.h`. The stream is
complete: who folds it knows every queue, every state and every count that the simulator holds.
END
awk -F'"' '
function cell(text) {
    gsub(/\|/, "\\|", text)
    return text
}
/^X\(/ {
    remark = $NF
    if (!sub(/^.*\/\* */, "", remark)) remark = ""
    sub(/ *\*\/.*$/, "", remark)
    printf "| `%s` | %s | %s | %s | %s | %s |\n", $2, cell($4), cell($6), cell($8), cell($10), cell(remark)
    next
}
/^\/\* .*\*\/$/ {
    title = $0
    gsub(/^\/\* *| *\*\/$/, "", title)
    printf "\n## %s%s\n\n| event | g | a | b | flag | |\n|---|---|---|---|---|---|\n", toupper(substr(title, 1, 1)), substr(title, 2)
}' sim/event/event.def
cat <<'END'

## Why a goroutine waits

The runtime's words in scheddetail and in crash dumps, those in an execution trace, and what older models say instead.

| reason | in a trace | since | before |
|---|---|---|---|
END
awk -F'"' '
/^X\(/ && $2 != "" {
    since = $5
    gsub(/[, ]/, "", since)
    sub(/^GO1_/, "go1.", since)
    if (since == "go1.19") since = before = ""
    else before = $6 == "" ? "(not there)" : $6
    printf "| %s | %s | %s | %s |\n", $2, $4, since, before
}' sim/event/reason.def
