from truth import Rule, Verdict, exact, short, tally, trace_figures

WAYS = ("end-elsewhere", "end-inside-other", "never-ended", "crossed", "end-twice", "end-elsewhere-then-own",
        "started-before-trace")
VARIANTS = {v: {v.replace("-", "_"): True} for v in WAYS}


def observe(run):
    return trace_figures(run, "trace.out")


def by_goroutine(text):
    """The annotations of each goroutine, in its order: letters go by who comes first, which nothing orders here."""
    lists = {}
    for note in text.split("; "):
        who, what = note.split(" ", 1)
        lists.setdefault(who, []).append(what)
    return sorted(map(tuple, lists.values()))


def annotations(case, variant):
    want = case.expected(variant, "trace.annotations")["value"]
    seen = case.seen(variant, "trace.annotations")
    return Verdict("trace.annotations", short(want), tally(seen), all(by_goroutine(s) == by_goroutine(want) for s in seen))


RULES = [Rule(annotations, needs_go=True), exact("trace.error"), exact("stderr.head"), exact("exit")]
