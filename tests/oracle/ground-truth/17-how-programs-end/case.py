from truth import Rule, Verdict, exact, tally

ENDS = ("recv", "lock-twice", "wait", "unlock", "close-closed", "send-closed", "negative-wg", "panic", "exit-3",
        "return-early", "select-none", "nil-chan", "two-blocked", "main-goexit", "main-goexit-others", "close-nil",
        "panic-in-goroutine", "threads", "deadlock-with-timer", "runlock")
VARIANTS = {end: {end.replace("-", "_"): True} for end in ENDS}


def observe(run):
    said = [line.split(": ", 1) for line in run.lines if ": " in line]
    return {"begin": [run.lines[0]], "late": [text for name, text in said if name == "late"],
            "timer": [text for name, text in said if name == "timer"]}


ENDS_WITH_TIMER = "deadlock-with-timer"


def never(name):
    """No run prints such a line."""
    def judge(case, variant):
        seen = case.seen(variant, name)
        return Verdict(name, "never printed", tally(seen) if seen else "never printed", not seen)
    return Rule(judge, variants=tuple(v for v in VARIANTS if (v, name) != (ENDS_WITH_TIMER, "timer")))


RULES = [exact("exit"), exact("stderr.head"), never("late"), never("timer"),
         exact("timer", variants=(ENDS_WITH_TIMER,))]
