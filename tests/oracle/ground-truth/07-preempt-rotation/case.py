from truth import each_in, exact, median_in, ms, nanoseconds

VARIANTS = {"n=%d" % n: {"n": n} for n in (2, 3, 4)}


def observe(run):
    order, slices, since = [], [], 0
    for line in run.lines:
        who, when = line.split()
        if not order or order[-1] != who:
            if order:
                slices.append(nanoseconds(when) - since)
            order.append(who)
            since = nanoseconds(when)
    return {
        "rotation": [" ".join(order[:3 * run.variant["set"]["n"]])],
        "slice_ms": [ms(s) for s in slices],
        "slices": [len(order)],
    }


RULES = [exact("rotation"), median_in("slice_ms", 19.5, 21), each_in("slices", 20, 22)]
