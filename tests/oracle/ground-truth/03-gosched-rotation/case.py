from truth import exact

VARIANTS = {"w=%d" % w: {"w": w} for w in (2, 3, 5, 10)}


def observe(run):
    return {"order": [run.words("")]}


RULES = [exact("order")]
