from truth import exact

VARIANTS = {"cap=0": {"cap": 0}, "cap=4": {"cap": 4}}


def observe(run):
    return {"order": [run.words()]}


RULES = [exact("order")]
