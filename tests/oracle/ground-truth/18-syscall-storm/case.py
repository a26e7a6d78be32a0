from truth import Rule, Verdict, equal, tally

PROCS = {1: (1, 4, 16, 64), 2: (1, 4, 16, 64, 200), 4: (1, 16, 64)}
VARIANTS = {"n=%d P=%d" % (n, p): {"n": n} for p, sizes in PROCS.items() for n in sizes}


def observe(run):
    during, after = run.marks("during", "threads")[0], run.marks("after", "threads")[0]
    return {"threads_during": [during], "overhead": [during - run.variant["set"]["n"]], "threads_after": [after]}


def during(case, variant):
    """n + 2 at P=1, n + 3 at P>=2; a single call at P=4 was seen with 4 to 6 threads, its most frequent is 5."""
    n = VARIANTS[variant]["n"]
    extra = 2 if variant.endswith("P=1") else 3
    want = {str(n + extra)}
    if n == 1:  # where few goroutines are about, real Go itself gave several: any of them
        want |= {c["value"] for c in case.expected(variant, "threads_during")["set"]}
    seen = case.seen(variant, "threads_during")
    return Verdict("threads_during", " or ".join(sorted(want)), tally(seen), set(seen) <= want)


def idle(case, variant):
    """All but sysmon and the M that sleeps in the netpoller or runs main, within 1."""
    after, seen = case.seen(variant, "threads_after"), case.seen(variant, "idlethreads.last")
    return Verdict("idlethreads.last", "threads_after - 2, within 1", tally(seen),
                   len(after) == len(seen) and all(abs(int(a) - 2 - int(s)) <= 1 for a, s in zip(after, seen)))


RULES = [Rule(during), equal("threads_after", "threads_during"), Rule(idle)]
