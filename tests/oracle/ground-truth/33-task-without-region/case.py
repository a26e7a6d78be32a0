import re

from truth import Rule, Verdict, exact, short, tally, trace_figures

VARIANTS = {v: {v.replace("-", "_"): True} for v in ("background", "ctx", "ctx-end-first")}


def observe(run):
    return trace_figures(run, "trace.out")


def numbers(text):
    """Task numbers: 0 (the background) or not."""
    return re.sub(r"\b(ID|Task)=[1-9]\d*", r"\1=N", text)


def annotations(case, variant):
    # In every variant something orders the two goroutines: the gate, or the wait.
    want = case.expected(variant, "trace.annotations")["value"]
    seen = case.seen(variant, "trace.annotations")
    return Verdict("trace.annotations", short(want), tally(seen), all(numbers(s) == numbers(want) for s in seen))


RULES = [Rule(annotations, needs_go=True), exact("trace.error")]
