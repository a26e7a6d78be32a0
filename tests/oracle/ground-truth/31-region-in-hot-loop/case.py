import os

from truth import Rule, Verdict, each_in, median, median_near, show

# What an item costs there by itself: the three sizes of plain_ns.
ITEM = {"empty item": 1, "item of 300 steps": 170, "item of 5000 steps": 2850}
VARIANTS = {"WithRegion, " + size: {"item": "%dns" % ns} for size, ns in ITEM.items()}


def observe(run):
    plain, off, on = (run.measure(name, "min") / 10000 for name in ("plain", "off", "on"))
    return {"plain_ns": ["%.1f" % plain], "off_ns": ["%.1f" % (off - plain)], "on_ns": ["%.1f" % (on - plain)],
            "slowdown": ["%.2f" % (on / plain)],
            "bytes_per_item": ["%.1f" % (os.path.getsize(run.file("trace.out")) / 90000)]}


def factor(name, most):
    """The median within a factor of real Go's."""
    def judge(case, variant):
        want, seen = case.expected(variant, name)["median"], median(case.seen(variant, name))
        return Verdict(name, "%s within a factor of %s" % (show(want), show(most)), show(seen),
                       want / most <= seen <= want * most)
    return judge


RULES = [
    each_in("off_ns", -1, 15),
    Rule(factor("on_ns", 1.5)),
    median_near("bytes_per_item", 0.25),
    each_in("slowdown", 5, 1e9, variants=("WithRegion, empty item",)),  # large for small items
    each_in("slowdown", 1, 1.15, variants=("WithRegion, item of 5000 steps",)),  # next to nothing for large ones
]
