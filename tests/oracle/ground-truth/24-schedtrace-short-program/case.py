from truth import Rule, Verdict, each_in, exact, tally

LIVES = (("0s", 1000), ("1ms", 1000), ("300ms", 1000), ("300ms", 100), ("1200ms", 1000))
VARIANTS = {"life %s, schedtrace=%d" % lt: {"life": lt[0]} for lt in LIVES}
BY_ID = dict(zip(VARIANTS, LIVES))


def observe(run):
    return {}


def lines(case, variant):
    """1 + floor(life / interval), minus at most 1 for drift. 300 ms at an interval of a second: exactly one."""
    life, interval = BY_ID[variant]
    life = int(life.rstrip("ms"))
    most = 1 + life // interval
    least = most if most == 1 else most - 1
    seen = case.seen(variant, "sched.lines")
    want = str(most) if least == most else "%d or %d" % (least, most)
    return Verdict("sched.lines", want, tally(seen), all(least <= int(s) <= most for s in seen))


RULES = [
    exact("stdout.sched_lines"),
    Rule(lines, variants=tuple(v for v in VARIANTS if not v.startswith("life 0s"))),
    # Only a program that ends within some tens of microseconds may print none.
    each_in("sched.lines", 0, 1, variants=("life 0s, schedtrace=1000",)),
    exact("sched.first_ms"),
    exact("gomaxprocs.last"),
]
