from truth import exact


def variant(cap, items, producers):
    return {"cap": cap, "items": items, "producers": producers, "both": producers + 1}


VARIANTS = {
    "cap=%d items=%d producers=%d" % v: variant(*v)
    for v in ((0, 6, 1), (1, 6, 1), (2, 8, 1), (4, 8, 1), (0, 4, 2), (3, 10, 2), (1, 5, 3))
}


def observe(run):
    return {"order": ["".join({"0": "A", "1": "B", "2": "C"}.get(line, line) for line in run.lines)]}


RULES = [exact("order")]
