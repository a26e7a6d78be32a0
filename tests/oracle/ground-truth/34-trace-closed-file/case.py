from truth import Rule, Verdict, exact, tally, trace_figures

VARIANTS = {
    "never": {},
    "now": {"now": True},
    "20ms": {"later": True},
    "2500ms": {"later": True, "close": "2500ms", "end": "3s"},
}
REFUSED = "bad file format: not a Go execution trace?"
TRUNCATED = "incomplete generation found; trace likely truncated"
STUB = range(60, 81)  # "about 70": the header and the first sync event


def observe(run):
    got = trace_figures(run, "trace.out")
    got["start"] = ["failed" if "start: failed" in run.lines else "<nil>"]
    return got


def outcomes(case, variant):
    """(bytes, events, error) of each run."""
    return list(zip(map(int, case.seen(variant, "trace.bytes")), map(int, case.seen(variant, "trace.events")),
                    case.seen(variant, "trace.error")))


def now(case, variant):
    """0 bytes and refused (the usual one), or about 70, which is a valid trace with one event."""
    seen = outcomes(case, variant)
    empty = [o for o in seen if o[0] == 0 and o[1] == 0 and o[2] == REFUSED]
    stub = [o for o in seen if o[0] in STUB and o[1] == 1 and o[2] == ""]
    return Verdict("trace.bytes", "0 and refused (the usual one), or about 70 and 1 event",
                   tally([str(o[0]) for o in seen]),
                   len(empty) + len(stub) == len(seen) and len(empty) >= len(stub))


def stub(case, variant):
    seen = outcomes(case, variant)
    return Verdict("trace.bytes", "about 70, 1 event, no error", tally([str(o[0]) for o in seen]),
                   all(o[0] in STUB and o[1] == 1 and o[2] == "" for o in seen))


def valid(case, variant):
    seen = outcomes(case, variant)
    return Verdict("trace.error", '"", with the work in it', tally([o[2] for o in seen]),
                   all(o[2] == "" and o[1] > 2000 for o in seen))


def to_the_generation(case, variant):
    """Valid up to the generation that was being written."""
    seen = outcomes(case, variant)
    return Verdict("trace.error", '"" or ' + TRUNCATED, tally([o[2] for o in seen]),
                   all(o[2] in ("", TRUNCATED) and o[1] > 50000 for o in seen))


RULES = [
    exact("start"), exact("exit"), exact("stderr.head"),
    Rule(now, variants=("now",), models=("go1.26", "go1.27")),
    Rule(stub, variants=("20ms",), models=("go1.26", "go1.27")),
    Rule(valid, variants=("never",)),
    Rule(to_the_generation, variants=("2500ms",)),
]
