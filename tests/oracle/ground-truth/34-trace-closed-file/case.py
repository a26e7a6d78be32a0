from truth import Rule, Verdict, exact, tally, trace_figures

VARIANTS = {
    "never": {},
    "now": {"now": True},
    "20ms": {"later": True},
    "2500ms": {"later": True, "close": "2500ms", "end": "3s"},
}
REFUSED = "bad file format: not a Go execution trace?"
TRUNCATED = "incomplete generation found; trace likely truncated"
NO_FREQUENCY = "no frequency event found"


def is_stub(case, outcome):
    """The header and the first sync event, "about 70" bytes: a valid trace with one event. Up to 1.24 the header alone."""
    if case.model >= "go1.26":
        return outcome[0] in range(60, 81) and outcome[1:] == (1, "")
    return outcome[0] == 16 and outcome[1] <= 1 and outcome[2] == NO_FREQUENCY  # a newer reader tells the sync


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
    stub = [o for o in seen if is_stub(case, o)]
    return Verdict("trace.bytes", "0 and refused (the usual one), or about 70 and 1 event",
                   tally([str(o[0]) for o in seen]),
                   len(empty) + len(stub) == len(seen) and len(empty) >= len(stub))


def stub(case, variant):
    seen = outcomes(case, variant)
    return Verdict("trace.bytes", "about 70, 1 event, no error", tally([str(o[0]) for o in seen]),
                   all(is_stub(case, o) for o in seen))


def valid(case, variant):
    seen = outcomes(case, variant)
    return Verdict("trace.error", '"", with the work in it', tally([o[2] for o in seen]),
                   all(o[2] == "" and o[1] > 2000 for o in seen))


def to_the_generation(case, variant):
    """Valid up to the generation that was being written."""
    seen = outcomes(case, variant)
    right = {"", TRUNCATED if case.model >= "go1.26" else NO_FREQUENCY}
    return Verdict("trace.error", " or ".join('"%s"' % e for e in sorted(right)), tally([o[2] for o in seen]),
                   all(o[2] in right and o[1] > 50000 for o in seen))


RULES = [
    exact("start"), exact("exit"), exact("stderr.head"),
    Rule(now, variants=("now",)),
    Rule(stub, variants=("20ms",)),
    Rule(valid, variants=("never",)),
    Rule(to_the_generation, variants=("2500ms",)),
]
