from truth import Rule, Verdict, median, median_near, show, trace_figures

IDLE = ("idle 200 ms", "idle 3 s")
VARIANTS = {
    "idle 200 ms": {"idle": True, "length": "200ms"},
    "idle 3 s": {"idle": True, "length": "3s"},
    "pingpong 3000": {"talk": True},
    "sleepers 20": {"sleepers": True},
    "spawn 1000": {"spawn": True},
}
OPS = {"pingpong 3000": 3000, "sleepers 20": 20, "spawn 1000": 1000}


def observe(run):
    got = trace_figures(run, "trace.out")
    if run.variant["id"] in OPS:
        got["bytes_per_op"] = ["%.2f" % (got["trace.bytes"][0] / OPS[run.variant["id"]])]
    return got


def volume(case, variant):
    """About 3 kB at once and about 2 kB for each further second: within a factor of 2."""
    want, seen = case.expected(variant, "trace.bytes")["median"], median(case.seen(variant, "trace.bytes"))
    return Verdict("trace.bytes", "%s within a factor of 2" % show(want), show(seen), want / 2 <= seen <= want * 2)


RULES = [
    median_near("bytes_per_op", 0.25, variants=tuple(OPS)),
    median_near("trace.events", 0.01, variants=("pingpong 3000",)),
    Rule(volume, variants=IDLE),
]
