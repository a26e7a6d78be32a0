from truth import Rule, Verdict, measured, ranges, short, tally

UNSETTLED = (256, 257, 300, 600)
SETTLED = (256, 257, 258, 300, 386, 600, 1000)
VARIANTS = {"n=%d" % n: {"n": n, "settle": False} for n in UNSETTLED}
VARIANTS.update({"settled n=%d" % n: {"n": n, "settle": True} for n in SETTLED})


def observe(run):
    return {"order": [ranges(run.ints())]}


def order_at_phase(n, before, tick):
    """The order by the rules alone (256 slots, half of them with the one too many, the 61st tick, batches), when main
    begins to spawn at schedtick `tick` with `before` goroutines of the runtime in the queue."""
    ring, globq, runnext, ran = [None] * before, [], None, []
    for i in range(n):
        kicked, runnext = runnext, i
        if kicked is None:
            continue
        if len(ring) < 256:
            ring.append(kicked)
        else:
            globq += ring[:128] + [kicked]
            ring = ring[128:]
    while ring or globq or runnext is not None:
        if tick % 61 == 0 and globq:
            g = globq.pop(0)
        elif runnext is not None:
            ran.append(runnext)
            runnext = None
            continue  # it inherits main's slice: no tick
        else:
            if not ring:
                size = min(128, len(globq))
                ring, globq = globq[:size], globq[size:]
            g = ring.pop(0)
        tick += 1
        if g is not None:
            ran.append(g)
    return ranges(ran)


def order(case, variant):
    """Exact where real Go gave one value. Where it gave several: any phase of the 61-tick counter."""
    result = case.expected(variant, "order")
    seen = case.seen(variant, "order")
    if result["kind"] == "exact":
        return Verdict("order", short(result["value"]), tally(seen), set(seen) == {result["value"]})
    before = 0 if variant.startswith("settled") else 2 if case.model >= "go1.26" else 1
    right = {order_at_phase(VARIANTS[variant]["n"], before, tick) for tick in range(61)}
    # Runs in which main was preempted while it spawned do not begin with the last one; seen thrice, it is no accident.
    last = str(VARIANTS[variant]["n"] - 1) + " "
    often = [c["value"] for c in result["set"] if c["count"] >= 3 and c["value"].startswith(last)]
    if not set(often) <= right:
        return Verdict("order", "a phase of " + short(often[0]), "the rules as written here are wrong", False)
    example = short(measured(result)[0], 24)
    return Verdict("order", "one of %d phases, as %s" % (len(right), example), tally(seen),
                   set(seen) <= right)


RULES = [Rule(order)]
