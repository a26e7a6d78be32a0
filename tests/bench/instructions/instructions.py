#!/usr/bin/env python3
"""instructions.py SOURCES BUILD: builds schedlab for use (-O2) in the folder BUILD and counts: instructions a decision, counted by callgrind: the difference between n and 2n operations, so that what
starting up takes is out. A count does not flicker as a clock does, so this one is judged: Gosched with 8 Ps and 10^3 goroutines
stays within LIMIT. The others are for information. Exit status 77 without valgrind."""
import os
import re
import shutil
import subprocess
import sys

LIMIT = 1000
SKIPPED = 77
CORE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "core")

# folder, title, GOMAXPROCS, n, operations in a unit of n, other parameters
JUDGED = ("gosched", "Gosched, 8 Ps, 10^3 goroutines", 8, 20, 1000, {"goroutines": 1000})
OTHERS = [
    ("ping-pong", "channel switch", 1, 5000, 2, {}),
    ("go-exit", "go, run, exit", 1, 40, 256, {}),
    ("mutex", "contended mutex handoff", 1, 5000, 2, {}),
    ("blocking-call", "blocking system call", 1, 2000, 2, {}),
    ("sleepers", "Sleep", 1, 10000, 1, {}),
]


def build(sources, folder):
    """The program, optimized."""
    setup = ["cmake", "-S", sources, "-B", folder, "-DCMAKE_BUILD_TYPE=Release", "-DBUILD_TESTING=OFF"]
    for command in (setup, ["cmake", "--build", folder, "--target", "schedlab"]):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            sys.exit("instructions.py: %s\n%s" % (" ".join(command), done.stdout))
    return os.path.join(folder, "sim", "cli", "schedlab")


def count(schedlab, folder, procs, settings):
    """Instructions of one whole run."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", schedlab, "run"]
    command.append(os.path.join(CORE, folder, "scenario.json"))
    for name, value in settings.items():
        command += ["--set", "%s=%d" % (name, value)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "GOMAXPROCS": str(procs)})
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit("instructions.py: %s\n%s" % (" ".join(command), done.stderr))
    return int(found.group(1))


def instructions(schedlab, folder, procs, n, operations, others):
    once, twice = (count(schedlab, folder, procs, {**others, "n": size}) for size in (n, 2 * n))
    return (twice - once) / (n * operations)


def main():
    if not shutil.which("valgrind"):
        print("skipped: no valgrind here to count instructions with")
        return SKIPPED
    schedlab = build(sys.argv[1], sys.argv[2])
    for folder, title, procs, n, operations, others in OTHERS:
        print("%-34s %7.0f instructions" % (title, instructions(schedlab, folder, procs, n, operations, others)), flush=True)
    folder, title, procs, n, operations, others = JUDGED
    judged = instructions(schedlab, folder, procs, n, operations, others)
    print("%-34s %7.0f instructions, at most %d" % (title, judged, LIMIT))
    return 0 if judged <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
