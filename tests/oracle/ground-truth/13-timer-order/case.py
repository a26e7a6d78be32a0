from truth import exact

SLEEPS = {
    "idle: sleeps 30 10 50 20 40": (0, 30, 10, 50, 20, 40),
    "busy 8 ms: sleeps 3 1 5 2 4": (8, 3, 1, 5, 2, 4),
    "busy 8 ms: sleeps 1 2 3 40": (8, 1, 2, 3, 40),
    "busy 8 ms: sleeps 2 2 1 3": (8, 2, 2, 1, 3),
    "busy 8 ms: sleeps 4 3 2 1 5": (8, 4, 3, 2, 1, 5),
}


def settings(busy, *sleeps):
    got = {"busy": "%dms" % busy, "fifth": len(sleeps) == 5}
    got.update({"d%d" % i: "%dms" % s for i, s in enumerate(sleeps)})
    return got


VARIANTS = {v: settings(*a) for v, a in SLEEPS.items()}


def observe(run):
    sleeps = SLEEPS[run.variant["id"]][1:]
    return {"order": [" ".join(str(sleeps[i]) for i in run.ints())]}


RULES = [exact("order")]
