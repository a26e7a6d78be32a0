from truth import exact, ranges

VARIANTS = {"n=%d" % n: {"n": n} for n in (1, 2, 3, 10, 100)}


def observe(run):
    return {"order": [ranges(run.ints())]}


RULES = [exact("order")]
