#!/usr/bin/env python3
"""compile.py: the main.go of every exercise is Go as gofmt and vet like it, and compiles.

Exit status 0: so it is; 1: it is not; 77: no Go is here.
"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import realgo  # noqa: E402


def run(what, command, folder, go):
    """Runs a tool that is content when it says nothing and exits with 0."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=realgo.environment(go))
    said = (done.stdout + done.stderr).strip()
    if done.returncode == 0 and not said:
        return True
    print("%s:\n%s" % (what, said))
    return False


def main():
    go = realgo.find_go()
    if not go:
        print("compile.py: no Go is here: skipped")
        return realgo.SKIPPED
    programs = sorted(glob.glob(os.path.join(realgo.ROOT, "scenarios", "bugs", "*", "main.go")))
    with tempfile.TemporaryDirectory(prefix="schedlab-exercises-") as folder:
        realgo.make_module(folder, go)
        for path in programs:
            name = os.path.basename(os.path.dirname(path))
            os.makedirs(os.path.join(folder, name))
            shutil.copy(path, os.path.join(folder, name))
        if not programs:
            print("there are no exercises")
            return 0
        good = run("gofmt would change", [realgo.tool(go, "gofmt"), "-l", "."], folder, go)
        good &= run("vet complains", [go, "vet", "./..."], folder, go)
        good &= run("it does not compile", [go, "build", "-o", os.devnull, "./..."], folder, go)
    print("%d programs: %s" % (len(programs), "ok" if good else "not ok"))
    return 0 if good else 1


sys.exit(main())
