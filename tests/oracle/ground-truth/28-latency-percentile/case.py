from truth import Rule, Verdict, exact, median, ms, show

SIZES = {"n=30 d=500us": (30, 0.5), "n=10 d=1ms": (10, 1.0)}
VARIANTS = {"n=30 d=500us": {"n": 30, "d": "500us"}, "n=10 d=1ms": {"n": 10, "d": "1ms"}}
# Bounds of the runtime's buckets in ns: four in each power of two.
BOUNDS = [64 * j for j in range(4)] + [2 ** (i - 1) + j * 2 ** (i - 3) for i in range(9, 48) for j in range(4)]


def seconds(ns):
    return "%g" % (ns / 1e9) if ns % 10**9 == 0 else ("%.9f" % (ns / 1e9)).rstrip("0")


def observe(run):
    p50, p99, index, scan = run.summary["percentiles"]
    return {
        "p50_ms": [ms(p50["value"])],
        "p99_ms": [ms(p99["value"])],
        "wrong_p99": [seconds(index["value"])],
        "wrong_scan_p99": [seconds(scan["value"])],
        "exact_p50_ms": [ms(run.measure("wait", "p50"))],
        "events": [p99["count"]],
    }


def own_median(case, variant):
    """(n - 1) * d within 5 %."""
    n, d = SIZES[variant]
    seen = median(case.seen(variant, "exact_p50_ms"))
    return Verdict("exact_p50_ms", "%s within 5 %%" % show((n - 1) * d), show(seen), abs(seen / ((n - 1) * d) - 1) <= 0.05)


def bucket(name):
    """Real Go's bucket, or the one beside it."""
    def judge(case, variant):
        want = case.expected(variant, name)["median"]
        seen = median(case.seen(variant, name))
        at = [min(range(len(BOUNDS)), key=lambda i: abs(BOUNDS[i] / 1e6 - x)) for x in (want, seen)]
        return Verdict(name, "%s or the bucket beside it" % show(want), show(seen), abs(at[0] - at[1]) <= 1)
    return Rule(judge)


def sampled(case, variant):
    """An eighth of the transitions, within 25 %."""
    n, _ = SIZES[variant]
    want, seen = n * 21 / 8, median(case.seen(variant, "events"))
    return Verdict("events", "%s within 25 %%" % show(want), show(seen), abs(seen / want - 1) <= 0.25)


RULES = [Rule(own_median), bucket("p50_ms"), bucket("p99_ms"), Rule(sampled), exact("wrong_p99")]
