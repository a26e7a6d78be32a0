from truth import Rule, Verdict, exact, median, median_in, ms, show

VARIANTS = {"on": {}, "off": {}}


def observe(run):
    begin, child, end = (run.marks(name)[0] for name in ("begin", "child", "end"))
    return {"child_during_loop": ["true" if child < end else "false"], "child_wait_ms": [ms(child - begin)],
            "loop_ms": [ms(end - begin)]}


def ratio(case, variant):
    """Without preemption the child waits as long as the loop lasts."""
    seen = median(case.seen(variant, "child_wait_ms")) / median(case.seen(variant, "loop_ms"))
    return Verdict("child_wait_ms / loop_ms", "1.0", show(seen), 0.99 <= seen <= 1.01)


RULES = [exact("child_during_loop"), median_in("child_wait_ms", 2, 13, variants=("on",)), Rule(ratio, variants=("off",))]
