from truth import exact

VARIANTS = {"plain": {"relock": False}, "relock": {"relock": True}}


def observe(run):
    return {"order": [run.words()]}


RULES = [exact("order")]
