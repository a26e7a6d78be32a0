import re

from truth import Rule, Verdict, exact, short, tally, trace_figures

VARIANTS = {v: {v.replace("-", "_"): True} for v in ("background", "ctx", "ctx-end-first", "end-elsewhere", "end-twice", "subtask")}


def observe(run):
    return trace_figures(run, "trace.out")


def numbers(text):
    """Task numbers: 0 (the background) or not."""
    return re.sub(r"\b(ID|Task|Parent)=([1-9]\d{0,18})\b", r"\1=N", text)


def same(variant, seen, want):
    seen, want = numbers(seen).split("; "), numbers(want).split("; ")
    if variant != "subtask":
        return seen == want
    return all([n for n in seen if n[0] == who] == [n for n in want if n[0] == who] for who in "AB")


def annotations(case, variant):
    # Something orders the two goroutines, the gate or a wait; but not in subtask, where the order of each is its own.
    want = case.expected(variant, "trace.annotations")["value"]
    seen = case.seen(variant, "trace.annotations")
    return Verdict("trace.annotations", short(want), tally(seen), all(same(variant, s, want) for s in seen))


RULES = [Rule(annotations, needs_go=True), exact("trace.error")]
