from truth import Rule, Verdict, each_in, equal, tally

VARIANTS = {"default": {}}


def observe(run):
    return {name: run.marks(name, "threads") for name in ("after_116", "after_50", "after_150")}


def idle(case, variant):
    """threads.last - 2 in each run: all but sysmon and the M that waits for main."""
    threads, seen = case.seen(variant, "threads.last"), case.seen(variant, "idlethreads.last")
    return Verdict("idlethreads.last", "threads.last - 2", tally(seen),
                   [int(t) - 2 for t in threads] == [int(s) for s in seen])


RULES = [each_in("after_116", 118, 119), equal("after_50", "after_116"), each_in("after_150", 152, 153), Rule(idle)]
