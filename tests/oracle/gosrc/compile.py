#!/usr/bin/env python3
"""compile.py --schedlab S [--random N] [--seed N]: what `schedlab gosrc` makes is Go as gofmt and vet like it, and compiles.

Of every shipped scenario, and of N random ones that have every operation (anything.py). Exit status 0: so it is; 1: it is
not; 77: no Go is here.
"""
import argparse
import glob
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import realgo  # noqa: E402


def write_programs(schedlab, scenarios, folder):
    """One folder, with a main.go, for each scenario. Returns how many were refused."""
    refused = 0
    for path in scenarios:
        name = os.path.basename(path).removesuffix(".json")
        done = subprocess.run([schedlab, "gosrc", path], capture_output=True)
        if done.returncode:
            refused += 1
            print("refused: %s\n%s" % (path, done.stderr.decode()), end="")
            continue
        os.makedirs(os.path.join(folder, name))
        with open(os.path.join(folder, name, "main.go"), "wb") as f:
            f.write(done.stdout)
    return refused


def run(what, command, folder, go):
    """Runs a tool that is content when it says nothing and exits with 0."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=realgo.environment(go))
    said = (done.stdout + done.stderr).strip()
    if done.returncode == 0 and not said:
        return True
    print("%s:\n%s" % (what, said))
    return False


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--schedlab", required=True)
    p.add_argument("--random", type=int, default=60)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--keep", action="store_true", help="leave the programs where they are, and say where")
    args = p.parse_args()
    go = realgo.find_go()
    if not go:
        print("compile.py: no Go is here: skipped")
        return realgo.SKIPPED

    work = tempfile.mkdtemp(prefix="schedlab-gosrc-")
    folder = os.path.join(work, "src")
    realgo.make_module(folder, go)
    subprocess.run([sys.executable, os.path.join(HERE, "anything.py"), str(args.seed), str(args.random), work], check=True)
    scenarios = sorted(glob.glob(os.path.join(realgo.ROOT, "scenarios", "*.json")))
    scenarios = [s for s in scenarios if os.path.basename(s) != "schema.json"]
    scenarios += sorted(glob.glob(os.path.join(work, "anything-*.json")))

    good = write_programs(os.path.abspath(args.schedlab), scenarios, folder) == 0
    good &= run("gofmt would change", [realgo.tool(go, "gofmt"), "-l", "."], folder, go)
    good &= run("vet complains", [go, "vet", "./..."], folder, go)
    good &= run("it does not compile", [go, "build", "./..."], folder, go)
    print("%d programs of seed %d: %s" % (len(scenarios), args.seed, "ok" if good else "not ok, see %s" % folder))
    if good and not args.keep:
        shutil.rmtree(work)
    return 0 if good else 1


sys.exit(main())
