from truth import each_in

VARIANTS = {"%s n=%d" % (how, n): {"n": n, "raw": how == "raw"}
            for how, n in (("ospipe", 10), ("ospipe", 100), ("tcp", 100), ("raw", 10), ("raw", 100))}
POLLED = tuple(v for v in VARIANTS if not v.startswith("raw"))
RAW = tuple(v for v in VARIANTS if v.startswith("raw"))
PROCS = 2


def observe(run):
    return {"threads": run.marks("blocked", "threads")}


def n(variant):
    return VARIANTS[variant]["n"]


# ospipe, tcp: independent of n, at most gomaxprocs + 5. raw: n + 3 to n + 5.
RULES = [
    each_in("threads", 1, PROCS + 5, variants=POLLED),
    each_in("threads", lambda v: n(v) + 3, lambda v: n(v) + 5, variants=RAW),
]
