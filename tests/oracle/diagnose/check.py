#!/usr/bin/env python3
"""check.py SCHEDLAB [--table]: holds `schedlab diagnose` to the logs of ../shared/traces/schedtrace, whose index says what each
supports and what it does not. Each log is tried as it is, behind the words of collectors, and cut anywhere: then nothing may be
claimed that the index denies. And to the traces of ../shared/traces/real. Exit status 77 without them."""
import argparse
import json
import os
import random
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
TRACES = os.path.join(os.path.dirname(ROOT), "shared", "traces")
SKIPPED = 77

# What the comments at the head of the programs say that these traces show; the ids of annotations that others must not show.
SHOWN = {"closed-after-header": {"empty-trace"}, "closed-at-once-empty": {"empty-trace"},
         "region-two-goroutines": {"region-misuse"}, "region-without-task": {"region-without-task"},
         "hot-loop-annotation": {"region-cost"}}
ANNOTATIONS = {"empty-trace", "region-misuse", "region-without-task", "task-ended-early", "region-cost"}


def verdicts(schedlab, log):
    done = subprocess.run([schedlab, "diagnose", "--json", "-"], input=log, capture_output=True)
    if done.returncode != 0:
        sys.exit("diagnose ends with %d: %s" % (done.returncode, done.stderr.decode()))
    found = json.loads(done.stdout)["findings"]
    for f in found:
        if f["verdict"] == "supported" and not f["evidence"]:
            sys.exit("%s is supported without evidence" % f["id"])
        if not f["next"] or not f["why"]:
            sys.exit("%s says no reason, or nothing to look at next" % f["id"])
    return {f["id"]: f["verdict"] for f in found}


def supported(found):
    return {name for name, verdict in found.items() if verdict == "supported"}


def behind(log, words):
    """The log as a collector has it: its words, with the number of the line, before each line."""
    lines = log.split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    return b"".join(words % (i % 60) + line + b"\n" for i, line in enumerate(lines))


def disguises(log):
    yield "journal", behind(log, b"Nov 23 20:15:%02d host server[4711]: ")
    yield "pod", behind(log, b"pod-7f%02d | ")
    yield "level", behind(log, b'time="2026-03-02T09:15:%02dZ" level=info msg=')
    yield "cri", behind(log, b"2026-03-02T09:15:%02d.000000123Z stderr F ")
    yield "crlf", log.replace(b"\n", b"\r\n")
    rng = random.Random(1)
    pieces = []
    for line in log.split(b"\n"):  # a container's runtime splits long lines
        at = rng.randrange(len(line) + 1)
        pieces += [b"2026-03-02T09:15:00.000000123Z stderr P " + line[:at], b"2026-03-02T09:15:00.000000123Z stderr F " + line[at:]]
    yield "split", b"\n".join(pieces) + b"\n"


def check_log(schedlab, entry, log, complain):
    yes, no = set(entry["supports"]), set(entry["does_not_support"])
    found = verdicts(schedlab, log)
    if not yes <= supported(found) or supported(found) & no:
        complain("%s: supported are %s; wanted %s, not %s" % (entry["file"], sorted(supported(found)), sorted(yes), sorted(no)))
    collected = entry["collected"] in ("cri", "app")  # already behind other words
    for name, other in [] if collected else disguises(log):
        if verdicts(schedlab, other) != found:
            complain("%s behind the words of %s: %s" % (entry["file"], name, sorted(supported(verdicts(schedlab, other)) ^ supported(found))))
    rng = random.Random(entry["file"])
    for _ in range(8):  # a part of a log that shows nothing wrong shows nothing wrong
        first, last = sorted(rng.randrange(len(log) + 1) for _ in range(2))
        if first == last:
            continue
        wrong = supported(verdicts(schedlab, log[first:last])) & no - {"too-few-samples"}
        if wrong - {"syscall-bound"}:  # the first part of a peak is one
            complain("%s, bytes %d to %d: %s" % (entry["file"], first, last, sorted(wrong)))
    return found


def check_trace(schedlab, file, complain):
    name = file.rsplit("-go", 1)[0].replace(".trace", "")
    with open(os.path.join(TRACES, "real", file), "rb") as f:
        found = supported(verdicts(schedlab, f.read()))
    want = SHOWN.get(name, set())
    if not want <= found or found & ANNOTATIONS - want:
        complain("%s: supported are %s; wanted of annotations %s" % (file, sorted(found), sorted(want)))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("schedlab")
    ap.add_argument("--table", action="store_true", help="print the verdicts")
    args = ap.parse_args()
    index = os.path.join(TRACES, "schedtrace", "index.json")
    if not os.path.exists(index):
        print("skipped: there is no %s" % index)
        return SKIPPED
    wrong = []
    with open(index) as f:
        text = f.read()
    entries = json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in text.splitlines() if line]
    for entry in entries:
        with open(os.path.join(TRACES, "schedtrace", entry["file"]), "rb") as f:
            found = check_log(args.schedlab, entry, f.read(), wrong.append)
        if args.table:
            print("%-36s %s" % (entry["file"], ", ".join(sorted(supported(found)))))
    for file in sorted(os.listdir(os.path.join(TRACES, "real"))):
        if file.endswith(".trace") and not file.startswith("old-format"):
            check_trace(args.schedlab, file, wrong.append)
    print("\n".join(wrong) or "all %d logs and the traces come out as their index says" % len(entries))
    return 1 if wrong else 0


sys.exit(main())
