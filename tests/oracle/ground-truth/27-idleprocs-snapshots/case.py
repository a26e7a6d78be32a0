from truth import Rule, Verdict, each_in, tally

LOADS = {
    "k=2 busy 35 sleep 35, schedtrace=100": (2, 35, 35),
    "k=1 busy 10 sleep 40, schedtrace=100": (1, 10, 40),
    "aliased: k=2 busy 50 sleep 51, schedtrace=100": (2, 50, 51),
}
PROCS = 4
VARIANTS = {v: {"second": k == 2, "busy": "%dms" % b, "period": "%dms" % (b + s)} for v, (k, b, s) in LOADS.items()}


def observe(run):
    return {"idle_true": ["%.6f" % run.summary["procs"]["idle"]["mean"]]}


def design(variant):
    k, busy, sleep = LOADS[variant]
    return PROCS - k * busy / (busy + sleep)


def extremes(case, variant):
    """Single snapshots (after the line of the start) are all Ps or all but the workers', almost never in between."""
    both = {str(PROCS), str(PROCS - LOADS[variant][0])}
    taken = [s for run in case.seen(variant, "idleprocs.samples") for s in run.split()[1:]]
    other = [s for s in taken if s not in both]
    return Verdict("idleprocs.samples", " or ".join(sorted(both)), tally(taken), len(other) <= len(taken) * 0.1)


def slow(case, variant):
    """Snapshots of one run are nearly all the same, or change slowly: few changes from line to line."""
    seen = case.seen(variant, "idleprocs.samples")
    changes = [sum(a != b for a, b in zip(s.split()[1:], s.split()[2:])) for s in seen]
    return Verdict("idleprocs.samples", "at most 4 changes in 20 lines", "%d to %d" % (min(changes), max(changes)),
                   max(changes) <= 4)


RULES = [
    each_in("idle_true", lambda v: design(v) - 0.3, design),
    Rule(extremes),
    Rule(slow, variants=("aliased: k=2 busy 50 sleep 51, schedtrace=100",)),
]
