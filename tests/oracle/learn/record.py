#!/usr/bin/env python3
"""Records what test_learn.py holds predictions against: for each of the known programs a trace at GOMAXPROCS=2 and the times of
runs without a tracer at GOMAXPROCS 1, 2 and 4. The fastest of eight counts: a machine that others use too only ever adds time.

    record.py GO FOLDER"""
import json, os, subprocess, sys, tempfile

RUNS = 8
here = os.path.dirname(os.path.abspath(__file__))


def run(program, name, procs, *more):
    environment = dict(os.environ, GOMAXPROCS=str(procs))
    out = subprocess.run([program, "-program", name, *more], env=environment, capture_output=True, text=True, check=True)
    return int(out.stdout)


def main():
    go, folder = sys.argv[1], sys.argv[2]
    version = subprocess.run([go, "version"], capture_output=True, text=True, check=True).stdout.split()[2]
    record = {"go": version, "cores": os.cpu_count(), "traced_at": 2, "runs": RUNS, "programs": {}}
    with tempfile.TemporaryDirectory() as scratch:
        program = os.path.join(scratch, "programs")
        subprocess.run([go, "build", "-o", program, os.path.join(here, "programs.go")], check=True)
        for name in ("pool", "storm", "convoy", "timers"):
            best = None
            for i in range(RUNS):
                file = os.path.join(scratch, f"{name}.{i}")
                took = run(program, name, 2, "-trace", file)
                if best is None or took < best[0]:
                    best = took, file
            with open(best[1], "rb") as trace, open(os.path.join(folder, name + ".trace"), "wb") as out:
                out.write(trace.read())
            record["programs"][name] = {str(p): min(run(program, name, p) for _ in range(RUNS)) for p in (1, 2, 4)}
    with open(os.path.join(folder, "record.json"), "w") as out:
        json.dump(record, out, indent=1)
        out.write("\n")


main()
