from truth import Rule, Verdict, always, median, show, tally

SIZES = (("8", "2ms", 1), ("8", "2ms", 2), ("8", "20ms", 2), ("3", "5ms", 2), ("2", "5ms", 2))
VARIANTS = {"n=%s d=%s P=%d" % s: {"n": int(s[0]), "d": s[1]} for s in SIZES}
IDEAL = {"n=8 d=2ms P=1": 1.0, "n=8 d=2ms P=2": 2.0, "n=8 d=20ms P=2": 2.0, "n=3 d=5ms P=2": 1.5, "n=2 d=5ms P=2": 2.0}


def observe(run):
    threads = run.marks("ran", "m")
    split = sorted(threads.count(m) for m in set(threads))
    return {
        "speedup": ["%.2f" % (run.measure("serial", "total") / run.measure("parallel", "total"))],
        "threads_used": [len(split)],
        "split": ["[%s]" % " ".join(map(str, split))],
    }


def speedup(case, variant):
    """1.0 within 5 % with one P, the ideal within 10 % with two."""
    want, seen = IDEAL[variant], median(case.seen(variant, "speedup"))
    part = 0.05 if want == 1 else 0.10
    return Verdict("speedup", "%s within %d %%" % (show(want), part * 100), show(seen), abs(seen / want - 1) <= part)


def split(case, variant):
    """Even or one off; with slices longer than 10 ms goroutines are preempted, and the split says less."""
    n = VARIANTS[variant]["n"]
    seen = case.seen(variant, "split")
    right = {"[%d %d]" % (k, n - k) for k in (n // 2, n // 2 - 1) if k > 0 or n == 1}
    return Verdict("split", " or ".join(sorted(right)), tally(seen), set(seen) <= right)


RULES = [
    always("threads_used", lambda v: 1 if v.endswith("P=1") else 2),
    Rule(split, variants=("n=8 d=2ms P=2", "n=3 d=5ms P=2", "n=2 d=5ms P=2")),
    Rule(speedup),
]
