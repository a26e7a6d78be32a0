from truth import Rule, Verdict, median, show

WHO = {"none": {}, "one": {"main_locked": True}, "both": {"main_locked": True, "peer_locked": True}}
VARIANTS = {"%s P=%d" % (who, p): settings for p in (1, 2) for who, settings in WHO.items()}


def observe(run):
    return {"ns_per_round_trip": [run.measure("trips", "total") // 5000]}


def ratio(case, variant):
    """Medians locked to unlocked at P=1: at least 10, and real Go's within a factor of 2."""
    name = "ns_per_round_trip"
    want = case.expected(variant, name)["median"] / case.expected("none P=1", name)["median"]
    seen = median(case.seen(variant, name)) / median(case.seen("none P=1", name))
    return Verdict("ratio to none P=1", "%s within a factor of 2, at least 10" % show(want), show(seen),
                   seen >= 10 and want / 2 <= seen <= want * 2)


RULES = [Rule(ratio, variants=("one P=1", "both P=1"))]
