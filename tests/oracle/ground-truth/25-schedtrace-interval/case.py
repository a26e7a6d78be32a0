from truth import Rule, Verdict, each_in, median_in, tally

INTERVAL = {"idle 2s, schedtrace=100": 100, "busy 2s, schedtrace=100": 100, "idle 1s, schedtrace=25": 25}
VARIANTS = {
    "idle 2s, schedtrace=100": {},
    "busy 2s, schedtrace=100": {"busy": True},
    "idle 1s, schedtrace=25": {"d": "1s"},
}


def observe(run):
    times = [int(line[6:line.index("ms:")]) for line in run.stderr.split("\n") if line.startswith("SCHED ")]
    return {"times": [" ".join(map(str, times))]}


def drift(case, variant):
    """After k lines the time is later than k times the interval."""
    x, seen = INTERVAL[variant], case.seen(variant, "times")
    last = [[int(t) for t in s.split()] for s in seen]
    return Verdict("drift", "line k after k * %d ms" % x, tally([str(t[-1]) for t in last]) + " in the last",
                   all(all(t >= k * x for k, t in enumerate(times)) and times[-1] > (len(times) - 1) * x for times in last))


RULES = [
    # From X to X + 11; X - 1 may be seen because both times are truncated to ms.
    each_in("sched.interval_ms", lambda v: INTERVAL[v] - 1, lambda v: INTERVAL[v] + 11),
    median_in("sched.interval_ms", lambda v: INTERVAL[v] + 1, lambda v: INTERVAL[v] + 10),
    Rule(drift),
]
