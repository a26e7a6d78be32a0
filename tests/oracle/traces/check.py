#!/usr/bin/env python3
"""check.py --walk TEST_TRACEWALK [--seeds N]  |  --schedlab SCHEDLAB: has Go's own parser read the traces that we write: of random
legal runs, or of every shipped scenario under every model. Exit status 77 without the oracle."""
import argparse
import glob
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
ORACLE = os.path.join(os.path.dirname(ROOT), "shared", "oracle", "check-trace")
MODELS = ["go1.19", "go1.23", "go1.24", "go1.26", "go1.27"]
SKIPPED = 77


def oracle_works():
    """Whether it is there and accepts a trace that is known to be right."""
    example = os.path.join(os.path.dirname(ROOT), "shared", "traces", "examples", "minimal.trace")
    return os.access(ORACLE, os.X_OK) and subprocess.run([ORACLE, example], capture_output=True).returncode == 0


def write_walks(walk, seeds, folder):
    subprocess.run([walk, "0", str(seeds - 1), folder], check=True)


def write_scenarios(schedlab, folder):
    for path in sorted(glob.glob(os.path.join(ROOT, "scenarios", "*.json"))):
        name = os.path.splitext(os.path.basename(path))[0]
        if name == "schema":
            continue
        for model in MODELS:
            trace = os.path.join(folder, "%s-%s.trace" % (name, model))
            subprocess.run([schedlab, "run", path, "--model", model, "--trace", trace],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # its status is the program's
            if not os.path.exists(trace):
                sys.exit("%s under %s left no trace" % (name, model))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--walk")
    ap.add_argument("--schedlab")
    ap.add_argument("--seeds", type=int, default=60)
    args = ap.parse_args()
    if not oracle_works():
        print("skipped: no real Go by way of %s" % ORACLE)
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        if args.walk:
            write_walks(args.walk, args.seeds, folder)
        if args.schedlab:
            write_scenarios(args.schedlab, folder)
        files = sorted(glob.glob(os.path.join(folder, "*.trace")))
        if not files:
            sys.exit("nothing was written")
        done = subprocess.run([ORACLE, *files], capture_output=True, text=True)
        refused = [line for line in done.stdout.splitlines() if ": refused" in line]
        print("\n".join(refused) or "%d traces accepted" % len(files))
        print(done.stderr, end="")
        return 0 if done.returncode == 0 and not refused else 1


sys.exit(main())
