from truth import exact

VARIANTS = {"d=0": {"d": "0s"}, "d=-1s": {"d": "-1s"}, "d=1ns": {"d": "1ns"}, "d=1us": {"d": "1us"}}


def observe(run):
    return {"order": [run.words("")]}


# The case's words for 1 ns ("the child runs during the first sleep") are not what was measured (mmmc, 50 of 50): the
# sleeper parks, and its timer is due before the child's turn. The measurement is the truth.
# For 1 us the case expects nothing: whose turn it is depends on how long parking takes.
RULES = [exact("order", variants=("d=0", "d=-1s", "d=1ns"))]
