# match.awk: does what a block shows stand for what the command printed? awk -f match.awk file=1 WANTED file=2 GOT. A line … in WANTED stands for
# one or more lines that are left out there; all else must be the same bytes.
file == 1 { want[++wants] = $0 }
file == 2 { got[++gots] = $0 }

# Does the part want[from..to] stand at got[at…]?
function stands(from, to, at,    i)
{
    for (i = from; i <= to; i++)
        if (want[i] != got[at + i - from] || at + i - from > gots)
            return 0
    return 1
}

END {
    at = 1
    skipped = 0 # a … stands before this part
    from = 1
    while (from <= wants + 1) {
        for (to = from; to <= wants && want[to] != "…"; to++)
            ;
        len = to - from
        last = to > wants
        if (skipped)
            at++
        if (skipped && last && gots - len + 1 >= at)
            at = gots - len + 1
        while (skipped && !last && at + len - 1 <= gots && !stands(from, to - 1, at))
            at++
        if (!stands(from, to - 1, at))
            exit 1
        at += len
        if (last)
            exit at == gots + 1 ? 0 : 1
        skipped = 1
        from = to + 1
    }
}
