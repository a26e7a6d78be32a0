from truth import Rule, Verdict, tally

VARIANTS = {"default": {}}


def observe(run):
    ran, count = [], 0
    for line in run.lines:
        if line == "main":
            ran.append(count)
        else:
            count += 1
    return {"ran": [" ".join(map(str, ran))], "between": [" ".join(str(b - a) for a, b in zip(ran, ran[1:]))]}


def between(case, variant):
    """60 60 60 while local work is left; what the last of them leaves depends on the phase."""
    seen = case.seen(variant, "between")
    return Verdict("between", "60 60 60 …", tally(seen), all(s.split()[:3] == ["60"] * 3 for s in seen))


def phase(case, variant):
    seen = case.seen(variant, "ran")
    return Verdict("ran", "first 0 to 60", tally(seen), all(0 <= int(s.split()[0]) <= 60 for s in seen))


RULES = [Rule(between), Rule(phase)]
