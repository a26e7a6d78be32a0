from truth import always, each_in, median_in, ms

# How long the calls really last: getppid about 1 us on the measured machine, a nanosleep of 1 us about 57 us.
CALLS = {"getppid": {"d": "1us", "calls": 3000}, "1us": {"d": "57us", "calls": 300}, "1ms": {"d": "1060us", "calls": 40}}
VARIANTS = {"%s %s" % (state, call): dict(settings, relaxed=state == "relaxed")
            for state in ("fresh", "relaxed") for call, settings in CALLS.items()}


def observe(run):
    a, b = run.marks("A")[0], run.marks("B")[0]
    return {"calls": [sum(t < b for t in run.marks("call"))], "wait_ms": [ms(b - a)]}


RELAXED = ("relaxed 1us", "relaxed 1ms")
RULES = [
    always("calls", 3000, variants=("fresh getppid", "relaxed getppid")),
    always("calls", 0, variants=("fresh 1ms",)),
    median_in("wait_ms", 0.040, 0.333, variants=("fresh 1ms",)),
    median_in("calls", 0, 1, variants=("fresh 1us",)),
    each_in("wait_ms", 0.0, 20.5, variants=RELAXED),
    median_in("wait_ms", 5, 13, variants=RELAXED),
]
