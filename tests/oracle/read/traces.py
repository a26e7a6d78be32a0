#!/usr/bin/env python3
"""traces.py SCHEDLAB: `schedlab stat --json` on every trace of ../shared says what its index says: the verdict, the first line of
the message, and every figure that the real parser's events give; compressed and through a pipe it says the same. Exit status 77
without ../shared."""
import gzip
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from realgo import ROOT, SKIPPED  # noqa: E402

SHARED = os.path.join(os.path.dirname(ROOT), "shared")


def oracle(path):
    """The real parser's figures, for a trace whose index has none; None without Go."""
    done = subprocess.run([os.path.join(SHARED, "oracle", "trace-summary"), path], capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else None


def old_format(path):
    with open(path, "rb") as f:
        return f.read(8) in (b"go 1.11 ", b"go 1.19 ", b"go 1.21 ")


def judge(schedlab, path, entry):
    """What is wrong, or None."""
    done = subprocess.run([schedlab, "stat", "--json", path], capture_output=True, text=True)
    if entry["expect"] not in ("accept", "SUCCESS"):
        if done.returncode != 2 or done.stdout:
            return "status %d instead of 2, or output" % done.returncode
        if old_format(path):
            return None if "old trace format" in done.stderr else "no word about the old format: " + done.stderr
        message = entry["message"].split("\n")[0]
        return None if message in done.stderr else "says %r, not %r" % (done.stderr, message)
    if done.returncode != 0:
        return "refused: " + done.stderr
    got, want = json.loads(done.stdout)["trace"], entry.get("summary") or oracle(path)
    wrong = [key for key in want or {} if got.get(key) != want[key]]
    return "differs in " + ", ".join(wrong) if wrong else None


def judge_packed(schedlab, path):
    """What is wrong with the answer to the same trace as gzip on standard input, or None."""
    with open(path, "rb") as f:
        packed = gzip.compress(f.read())
    plain = subprocess.run([schedlab, "stat", "--json", path], capture_output=True)
    piped = subprocess.run([schedlab, "stat", "--json", "-"], input=packed, capture_output=True)
    if (plain.returncode, plain.stdout) != (piped.returncode, piped.stdout):
        return "compressed, it has another verdict or other figures"
    return None


def main():
    schedlab, count, bad = sys.argv[1], 0, 0
    for folder in ("real", "conformance"):
        index = os.path.join(SHARED, "traces", folder, "index.json")
        if not os.path.exists(index):
            print("skipped: no ../shared/traces here")
            return SKIPPED
        with open(index) as f:
            entries = json.load(f)
        for entry in entries:
            count += 1
            path = os.path.join(os.path.dirname(index), entry["file"])
            wrong = judge(schedlab, path, entry) or judge_packed(schedlab, path)
            if wrong:
                bad += 1
                print("%s/%s: %s" % (folder, entry["file"], wrong))
    print("%d traces, %d of them not as the real parser says" % (count, bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
