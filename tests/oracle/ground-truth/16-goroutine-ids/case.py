from truth import exact, ranges

VARIANTS = {"P=1": {}, "P=2": {}}


def observe(run):
    # A goroutine with a higher number was created later: batches are handed out in order, and main alone spawns.
    return {"ids": [ranges(sorted(run.marks("child", "goid")))], "main": run.marks("main", "goid")}


RULES = [exact("ids", variants=("P=1",)), exact("main")]
