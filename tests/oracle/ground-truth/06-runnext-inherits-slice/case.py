from truth import Rule, Verdict, each_in, median, median_in, ms, show

VARIANTS = {"default": {}}


def observe(run):
    return {"wait_ms": [ms(run.marks("t1")[0] - run.marks("t0")[0])], "round_trips": [run.summary["chans"]["b"]["sent"]]}


def magnitude(case, variant):
    """Only the order of magnitude: a round trip takes 0.3 to 0.6 us there."""
    want = case.expected(variant, "round_trips")["median"]
    seen = median(case.seen(variant, "round_trips"))
    return Verdict("round_trips", "%s, within a factor of 3" % show(want), show(seen), want / 3 <= seen <= want * 3)


NOT_1_19 = ("go1.24", "go1.27")  # 1.19 has a tail
RULES = [
    each_in("wait_ms", 10, 20, models=NOT_1_19),
    median_in("wait_ms", 11, 14, models=NOT_1_19),
    each_in("wait_ms", 10, 88, models=("go1.19",)),
    Rule(magnitude),
]
