from truth import Rule, Verdict, exact, tally

ENDS = ("recv", "lock-twice", "wait", "unlock", "close-closed", "send-closed", "negative-wg", "panic", "exit-3",
        "return-early")
VARIANTS = {end: {end.replace("-", "_"): True} for end in ENDS}


def observe(run):
    said = [line.split(": ", 1) for line in run.lines if ": " in line]
    return {"begin": [run.lines[0]], "late": [text for name, text in said if name == "late"],
            "timer": [text for name, text in said if name == "timer"]}


def never(name):
    """No run prints such a line."""
    def judge(case, variant):
        seen = case.seen(variant, name)
        return Verdict(name, "never printed", tally(seen) if seen else "never printed", not seen)
    return Rule(judge)


RULES = [exact("exit"), exact("stderr.head"), never("late"), never("timer")]
