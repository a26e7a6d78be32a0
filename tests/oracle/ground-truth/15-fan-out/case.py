from truth import exact

VARIANTS = {"cap=%d" % cap: {"cap": cap} for cap in (0, 2, 4, 8)}


def observe(run):
    return {"order": [run.words()]}


RULES = [exact("order")]
