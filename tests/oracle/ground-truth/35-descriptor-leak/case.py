from truth import Rule, Verdict, always, each_in, tally

VARIANTS = {"kept": {}, "dropped": {}, "dropped, GOGC=off": {}, "closed": {"close": True},
            "kept, plain": {"plain": True}, "dropped, plain": {"plain": True}}
SCENARIO = {"kept": "kept.json", "kept, plain": "kept.json"}
ENV = {"dropped, GOGC=off": {"GOGC": "off"}}  # the measured program says debug.SetGCPercent(-1)
LEAKS, LASTS = ("kept", "dropped, GOGC=off", "kept, plain", "dropped, plain"), ("dropped", "closed")
OTHERS = (3, 8)  # descriptors that a process has anyway: 3 standard ones; epoll, eventfd and the parent's: 8 there


def observe(run):
    errors = run.summary["errors"]
    got = {"captures": [run.lines.count("captured")], "open_max": [run.summary["fds"]["open"]["max"]],
           "collections": [run.summary["gc"]["cycles"]]}
    if errors:
        got["error"] = ["open %s: %s" % (errors[0].get("file", "?"), errors[0]["error"])]
    return got


def error(case, variant):
    """It names the file after the last capture."""
    seen, count = case.seen(variant, "error"), case.seen(variant, "captures")
    want = ["open trace-%s.out: too many open files" % c for c in count]
    return Verdict("error", "open trace-N.out: too many open files", tally(seen), seen == want)


RULES = [
    each_in("captures", 64 - OTHERS[1], 64 - OTHERS[0], variants=LEAKS),
    Rule(error, variants=LEAKS),
    always("captures", 300, variants=LASTS),
    each_in("open_max", 1, 16, variants=LASTS),  # "small": 9 to 11
]
