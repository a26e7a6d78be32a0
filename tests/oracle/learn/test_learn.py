#!/usr/bin/env python3
"""Law: a scenario learnt from a trace at GOMAXPROCS=2 takes as long at 1, 2 and 4 as the program itself, within the tolerance.

    test_learn.py SCHEDLAB

Twice: of real programs, whose traces and times are recorded (record.py; the tolerances are in tolerance.json, and no Go is
needed), and of simulated ones, where nothing but the learning can be off."""
import json, os, subprocess, sys, tempfile

here = os.path.dirname(os.path.abspath(__file__))
schedlab = sys.argv[1]
failures = 0


def fail(text):
    global failures
    failures += 1
    print("FAILED:", text)


def learn(trace, scenario):
    out = subprocess.run([schedlab, "learn", trace, "-o", scenario, "--json"], capture_output=True, text=True)
    if out.returncode not in (0, 1):
        fail(f"{trace}: status {out.returncode}: {out.stderr}")
        return
    report = json.loads(out.stdout)
    if report["reproduced"] != (out.returncode == 0):
        fail(f"{trace}: status {out.returncode} and reproduced {report['reproduced']}")
    lines = open(scenario).read().count("\n")
    if lines > 60:
        fail(f"{trace}: a scenario of {lines} lines")
    for figure in report["figures"]:
        if figure["name"].endswith(".goroutines") and figure["trace"] != figure["simulation"]:
            fail(f"{trace}: {figure}")


def predict(scenario, procs):
    """The virtual time that a scenario takes, which must end by itself."""
    out = subprocess.run([schedlab, "run", scenario, "--set", f"/env/GOMAXPROCS={procs}", "--set", "/machine/cores=2",
                          "--summary", "-"], capture_output=True, text=True)
    run = json.loads(out.stdout)["run"]
    if run["end"] != "exit":
        fail(f"{scenario} at {procs}: ends by {run['end']}")
    return run["time"]


def hold(name, procs, real, predicted, tolerance):
    off = 100 * (predicted - real) / real
    print(f"{name:24} {procs} {real / 1e6:9.1f} ms {predicted / 1e6:9.1f} ms {off:+6.1f}%  (within {tolerance}%)")
    if abs(off) > tolerance:
        fail(f"{name} at GOMAXPROCS={procs}: {off:+.1f}%")


def main():
    tolerance = json.load(open(os.path.join(here, "tolerance.json")))
    record = json.load(open(os.path.join(here, "record.json")))
    with tempfile.TemporaryDirectory() as scratch:
        learnt = os.path.join(scratch, "learnt.json")
        for name, times in record["programs"].items():
            learn(os.path.join(here, name + ".trace"), learnt)
            for procs, real in times.items():
                hold(name, procs, real, predict(learnt, procs), tolerance["real"][name][procs])
        for name, by in tolerance["simulated"].items():
            program = os.path.join(here, name + ".json")
            trace = os.path.join(scratch, name)
            subprocess.run([schedlab, "run", program, "--trace", trace], check=True, stdout=subprocess.DEVNULL)
            learn(trace, learnt)
            for procs, within in by.items():
                hold(name, procs, predict(program, procs), predict(learnt, procs), within)
    sys.exit(1 if failures else 0)


main()
