from truth import exact

VARIANTS = {"default": {}}


def observe(run):
    return {"order": [run.words()]}


RULES = [exact("order")]
