import re

from truth import Rule, Verdict, short

# The program that was measured runs itself twice: with schedtrace=40, and with scheddetail=1 besides.
VARIANTS = {"default": {}}
MODES = ({"GODEBUG": "schedtrace=40"}, {"GODEBUG": "schedtrace=40,scheddetail=1"})
WHOLE = ("plain", "detail", "P", "M")


def template(line):
    line = re.sub(r"-?[0-9]+", "#", line)
    line = re.sub(r"true|false", "BOOL", line)
    return re.sub(r"(m|p|curg|lockedg|lockedm)=(#|nil)", r"\1=ID", line)


def observe(run):
    seen = {}
    for mode in MODES:
        for line in run.again(mode).stderr.split("\n"):
            line = template(line)
            kind = re.split(r"[# ]", line.strip())[0]
            if kind == "SCHED":
                kind = "detail" if "scheddetail" in mode["GODEBUG"] else "plain"
            if kind:
                seen.setdefault(kind, set()).add(line)
    return {kind: [" | ".join(sorted(lines))] for kind, lines in seen.items()}


def same(name):
    """Byte for byte; the runner took the spaces after "plain: " with it, as it did for all."""
    def judge(case, variant):
        result = case.expected(variant, name)
        want = {c["value"] for c in result["set"]} if result["kind"] == "set" else {result["value"]}
        lines = {line for value in want for line in value.split(" | ")}
        seen = {line for value in case.seen(variant, name) for line in value.split(" | ")}
        odd = sorted(seen - lines)
        return Verdict(name, short(sorted(lines)[0]), short(odd[0]) if odd else "the same", seen == lines)
    return Rule(judge)


def reasons(case, variant):
    """Every G line has the shape of real Go's; reasons that the few lines happened to show may differ."""
    result = case.expected(variant, "G")
    want = [result["value"]] if result["kind"] == "exact" else [c["value"] for c in result["set"]]
    shape = re.compile(r"  G#: status=#\([^)]*(\([^)]*\))?\) m=ID lockedm=ID$")
    seen = {line for value in case.seen(variant, "G") for line in value.split(" | ")}
    odd = sorted(line for line in seen if not shape.match(line))
    return Verdict("G", short(want[0]), short(odd[0]) if odd else "the same shape", bool(seen) and not odd)


RULES = [same(name) for name in WHOLE] + [Rule(reasons)]
