from truth import exact

VARIANTS = {"%s n=6" % how: {how: True} for how in ("close", "waitgroup", "broadcast", "signal")}
VARIANTS["close n=2"] = {"close": True, "n": 2}


def observe(run):
    told = {"arrived": [], "woke": []}
    for line in run.lines:
        what, who = line.split()
        told[what].append(who)
    return {what: [" ".join(who)] for what, who in told.items()}


RULES = [exact("arrived"), exact("woke")]
