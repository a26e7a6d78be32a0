from truth import each_in, exact

READY = {"k=2": 2, "k=3": 3, "default": 1}
# The channel that is not ready is nil in the program that was measured; so it is here.
VARIANTS = {
    "k=2": {"third": False, "/objects/c2": {"chan": "nil"}},
    "k=3": {},
    "default": {"second": False, "third": False, "with_default": True,
                "/objects/c1": {"chan": "nil"}, "/objects/c2": {"chan": "nil"}},
}


def observe(run):
    got = {"share_%d" % i: ["%.4f" % (run.lines.count(str(i)) / 20000)] for i in range(3)}
    got["default_taken"] = [run.lines.count("default")]
    return got


def share(i):
    """1/k, within 0.015 for 20000 selects (4 standard deviations)."""
    def want(variant):
        return 1 / READY[variant] if i < READY[variant] else 0
    return each_in("share_%d" % i, lambda v: want(v) - 0.015, lambda v: want(v) + 0.015)


RULES = [share(0), share(1), share(2), exact("default_taken")]
