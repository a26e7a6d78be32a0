from truth import Rule, Verdict, median, ms, show, span

IDLE = {"idle %s" % nap: {"nap": nap} for nap in ("10us", "100us", "1ms", "1500us", "10ms")}
VARIANTS = dict(IDLE)
VARIANTS.update({"hog P=%d 1ms" % p: {"nap": "1ms", "hog": True} for p in (1, 2)})
# The length rounded up to whole milliseconds, plus 0.1 to 0.2 ms, as the case says.
WHOLE = {"idle 100us": 1.11, "idle 1ms": 1.12, "idle 1500us": 2.22, "idle 10ms": 10.25, "hog P=2 1ms": 1.12}


def observe(run):
    return {"slept_ms": [ms(b - a) for a, b in zip(run.marks("asleep"), run.marks("awake"))]}


def near(want, part):
    def judge(case, variant):
        w, seen = want(variant), median(case.seen(variant, "slept_ms"))
        return Verdict("slept_ms", "median %s within %d %%" % (show(w), round(part * 100)), show(seen),
                       abs(seen / w - 1) <= part)
    return judge


def bimodal(case, variant):
    """Some end before the P goes to sleep (0.02 to 0.05 ms), the others after 1 ms: nothing between or beyond."""
    seen = [float(s) for s in case.seen(variant, "slept_ms")]
    right = all(0.01 <= s <= 0.3 or 0.9 <= s <= 1.3 for s in seen)
    return Verdict("slept_ms", "0.02 to 0.05, or after 1 ms", span(min(seen), max(seen)), right)


RULES = [
    Rule(near(WHOLE.get, 0.15), variants=tuple(WHOLE)),
    Rule(bimodal, variants=("idle 10us",)),
    Rule(near(lambda v: 20.2, 0.10), variants=("hog P=1 1ms",)),
]
