#!/usr/bin/env python3
"""differential.py --schedlab S [--programs N] [--seed N]: random programs, on the simulator and on real Go.

Each program (programs.py) is run by `schedlab run` and, as `schedlab gosrc` writes it, by real Go. With GOMAXPROCS=1 both
must print the same lines in the same order on both streams, end with the same status, and, where they crash, say the same
and list the same goroutines, with the same reasons, at the same lines. With more Ps (--procs N) the order is free: the
same lines, sorted, and the same status, of programs that come out the same under several seeds.

Real Go is the judge, the operating system below it is not: a program that differs is run again, and its most frequent
outcome counts. What differs is made small (shrink.py) and left in --out, with both outcomes.

Exit status 0: no difference; 1: some; 77: no Go is here.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import programs  # noqa: E402
import realgo  # noqa: E402
import shrink  # noqa: E402

SEEDS = (1, 2, 3, 4, 5, 6)  # a program whose outcome depends on them is left out
RUNS = 5  # of a Go program that differs

# fmt.Println is a system call, in which sysmon now and then takes the P away; the simulator's console always keeps up. So
# does this one: the same lines, by a raw system call that the scheduler does not see.
SAY = """package main

import (
	"fmt"
	"io"
	"os"
	"syscall"
	"unsafe"
)

type sayer struct{}

var say sayer

func (sayer) raw(fd uintptr, s string) {
	if len(s) > 0 {
		b := []byte(s)
		syscall.RawSyscall(syscall.SYS_WRITE, fd, uintptr(unsafe.Pointer(&b[0])), uintptr(len(b)))
	}
}

func (sayer) fd(w io.Writer) uintptr {
	if w == io.Writer(os.Stderr) {
		return 2
	}
	return 1
}

func (s sayer) Println(a ...any)                        { s.raw(1, fmt.Sprintln(a...)) }
func (s sayer) Printf(f string, a ...any)               { s.raw(1, fmt.Sprintf(f, a...)) }
func (s sayer) Fprintln(w io.Writer, a ...any)          { s.raw(s.fd(w), fmt.Sprintln(a...)) }
func (s sayer) Fprintf(w io.Writer, f string, a ...any) { s.raw(s.fd(w), fmt.Sprintf(f, a...)) }
"""

Outcome = collections.namedtuple("Outcome", "status stdout stderr dump")


def read_dump(lines):
    """The goroutines of a crash: each its header, then its frames of the scenario as (function, line).

    How many goroutines the prologue needs depends on how many slices the runtime has used before main. So numbers are
    counted from the least one that is left, and the order, which is that of the descriptors that dead goroutines left
    behind, is not compared; but the one that crashed comes first."""
    dump = []
    for i, line in enumerate(lines):
        head = re.match(r"goroutine (\d+) (?:gp=\S+ m=\S+ (?:mp=\S+ )?)?\[(.*)\]:", line)
        if head:
            dump.append([int(head[1]), head[2]])
        where = re.match(r"\t.*/main\.go:(\d+)", line)
        if where and dump:
            call = re.match(r"(?:created by )?(main\.[^( ]+)", lines[i - 1])
            dump[-1].append("%s%s:%s" % ("by " if lines[i - 1].startswith("created") else "", call[1] if call else "?",
                                         where[1]))
    first = min((g[0] for g in dump if g[0] > 1), default=0)
    dump = [[g[0] - first if g[0] > 1 else -1] + g[1:] for g in dump]
    return dump[:1] + sorted(dump[1:])


def read_outcome(status, stdout, stderr):
    """What is compared of a run: on stderr all up to the message that ends it, then the dump."""
    lines = stderr.decode("utf-8", "replace").split("\n")
    end = next((i for i, line in enumerate(lines) if re.match(r"(panic|fatal error): ", line)), len(lines))
    message = end
    while message < len(lines) and lines[message]:
        message += 1
    return Outcome(status, stdout.decode("utf-8", "replace").split("\n"), lines[:message], read_dump(lines[message:]))


def run(command, timeout, env):
    try:
        done = subprocess.run(command, capture_output=True, timeout=timeout, env={**os.environ, **env})
    except subprocess.TimeoutExpired:
        return Outcome(124, ["(no end)"], [], [])
    return read_outcome(done.returncode, done.stdout, done.stderr)


class Lab:
    """Both sides."""

    def __init__(self, args, go, work):
        self.args, self.go, self.work = args, go, work
        self.schedlab = os.path.abspath(args.schedlab)
        realgo.make_module(os.path.join(work, "src"), go)

    def comparable(self, outcome, scenario):
        """What both sides must agree on. Frames of deferred functions are left out: Go shows the line where the function
        was left, which only the run knows."""
        if self.args.procs == 1:
            dump = [g[:2] for g in outcome.dump] if '"defer"' in scenario else outcome.dump
            return outcome._replace(dump=dump)
        return Outcome(outcome.status, sorted(outcome.stdout), outcome.stderr[-1:], [])

    def path(self, name):
        return os.path.join(self.work, name + ".json")

    def simulate(self, name):
        """The outcome that all seeds agree on, or None; what went wrong, if anything did."""
        first = None
        scenario = self.read(name)
        for seed in SEEDS:
            command = [self.schedlab, "run", self.path(name), "--seed", str(seed)]
            outcome = self.comparable(run(command, 60, {"GOMAXPROCS": str(self.args.procs)}), scenario)
            if outcome.status == 124:
                return None, "no end"
            if len(outcome.stdout) > 1000:
                return None, "too long: it goes on until time ends it"
            if outcome.status < 0 or any("schedlab:" in line or ".json:" in line for line in outcome.stderr):
                return None, "schedlab: %s" % outcome.stderr[:1]
            if first is not None and outcome != first:
                return None, "random"
            first = outcome
        return first, ""

    def read(self, name):
        with open(self.path(name)) as f:
            return f.read()

    def write(self, name, scenario):
        with open(self.path(name), "w") as f:
            json.dump(scenario, f, indent=1)

    def write_go(self, name):
        folder = os.path.join(self.work, "src", name)
        os.makedirs(folder, exist_ok=True)
        text = subprocess.run([self.schedlab, "gosrc", self.path(name)], capture_output=True, check=True).stdout.decode()
        text = text.replace("fmt.Print", "say.Print").replace("fmt.Fprint", "say.Fprint")
        text = text.replace('\t"fmt"\n', '\t_ "fmt"\n').replace('import "fmt"\n', 'import _ "fmt"\n')
        for path, content in (("main.go", text), ("say.go", SAY)):
            with open(os.path.join(folder, path), "w") as f:
                f.write(content)

    def build(self, names):
        out = os.path.join(self.work, "bin") + "/"
        done = subprocess.run([self.go, "build", "-ldflags=-s -w", "-o", out] + ["./" + n for n in names],
                              cwd=os.path.join(self.work, "src"), env=realgo.environment(self.go),
                              capture_output=True, text=True)
        if done.returncode:
            sys.exit("differential.py: what gosrc wrote does not compile:\n" + done.stderr)

    def run_go(self, name):
        return self.comparable(run([os.path.join(self.work, "bin", name)], 20,
                                   {"GOMAXPROCS": str(self.args.procs), "GOGC": "off", "GODEBUG": ""}), self.read(name))

    def judge(self, name, simulated):
        """The outcome on real Go; the simulated one if that is it at least once in the first two, or most often."""
        outcomes = [self.run_go(name)]
        if outcomes[0] == simulated:
            return simulated, False
        outcomes += [self.run_go(name) for _ in range(RUNS - 1)]
        return max(outcomes, key=lambda o: sum(o == other for other in outcomes)), True

    def differs(self, scenario):
        """For the shrinker: whether this program, too, comes out differently."""
        self.write("smaller", scenario)
        simulated, _ = self.simulate("smaller")
        if simulated is None:
            return False
        self.write_go("smaller")
        self.build(["smaller"])
        real, _ = self.judge("smaller", simulated)
        return real != simulated


def show(outcome):
    return "".join("%s\n" % part for part in (
        "status %d" % outcome.status, *("out " + line for line in outcome.stdout),
        *("err " + line for line in outcome.stderr), *("    %s" % g for g in outcome.dump)))


def leave(lab, out, number, name, scenario, simulated, real):
    """Writes down a difference: the program as it was and made small, and both outcomes of each."""
    folder = os.path.join(out, "%03d" % number)
    os.makedirs(folder, exist_ok=True)
    files = {"scenario.json": json.dumps(scenario, indent=1), "simulated": show(simulated), "real": show(real)}
    if lab.args.shrink:
        small = shrink.shrink(scenario, lab.differs)
        lab.write("small", small)
        lab.write_go("small")
        lab.build(["small"])
        simulated, _ = lab.simulate("small")
        real, _ = lab.judge("small", simulated)
        files.update({"small.json": json.dumps(small, indent=1), "small.simulated": show(simulated),
                      "small.real": show(real)})
        shutil.copy(os.path.join(lab.work, "src", "small", "main.go"), os.path.join(folder, "small.go"))
    for file, text in files.items():
        with open(os.path.join(folder, file), "w") as f:
            f.write(text + "\n")
    print("%s differs: see %s" % (name, folder), flush=True)


def given_programs(lab):
    """The scenarios of the command line, and their simulated outcomes."""
    chosen = {}
    for i, path in enumerate(lab.args.scenario):
        name = "given%d" % i
        shutil.copy(path, lab.path(name))
        chosen[name], why = lab.simulate(name)
        if chosen[name] is None:
            sys.exit("differential.py: %s: %s" % (path, why))
    return chosen


def choose_programs(lab, pool):
    """Programs that come out the same under all seeds, and their simulated outcomes."""
    chosen, reasons, number = {}, collections.Counter(), 0
    while len(chosen) < lab.args.programs and number < 20 * lab.args.programs:
        batch = ["p%d" % i for i in range(number, number + 2 * lab.args.jobs)]
        number += len(batch)
        for name in batch:
            lab.write(name, programs.make(lab.args.seed * 1000003 + int(name[1:]), name))
        for name, (outcome, why) in zip(batch, pool.map(lab.simulate, batch)):
            if outcome is None:
                reasons[why] += 1
            elif len(chosen) < lab.args.programs:
                chosen[name] = outcome
    for why, count in reasons.items():
        print("left out: %d: %s" % (count, why))
    return chosen


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("--schedlab", required=True)
    p.add_argument("--programs", type=int, default=200)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--procs", type=int, default=1)
    p.add_argument("--jobs", type=int, default=min(4, os.cpu_count() or 1))
    p.add_argument("--out", default=os.path.join(tempfile.gettempdir(), "diff"), help="where differences are left")
    p.add_argument("--shrink", action="store_true", help="make those that differ small")
    p.add_argument("--scenario", nargs="*", help="these scenarios, instead of random ones")
    return p.parse_args()


def main():
    args = arguments()
    go = realgo.find_go()
    if not go:
        print("differential.py: no Go is here: skipped")
        return realgo.SKIPPED
    work = tempfile.mkdtemp(prefix="schedlab-differential-")
    lab = Lab(args, go, work)
    differences, again = [], 0
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        chosen = given_programs(lab) if args.scenario else choose_programs(lab, pool)
        list(pool.map(lab.write_go, chosen))
        names = list(chosen)
        for i in range(0, len(names), 500):
            lab.build(names[i:i + 500])
        for name, (real, twice) in zip(names, pool.map(lambda n: lab.judge(n, chosen[n]), names)):
            again += twice
            if real != chosen[name]:
                differences.append((name, real))
    for number, (name, real) in enumerate(differences):
        leave(lab, args.out, number, name, json.loads(lab.read(name)), chosen[name], real)
    crashes = sum(o.status == 2 for o in chosen.values())
    print("%d programs of seed %d at GOMAXPROCS=%d, %d of which crash: %d differ (%d were run again)" %
          (len(chosen), args.seed, args.procs, crashes, len(differences), again))
    shutil.rmtree(work)
    if len(chosen) < args.programs and not args.scenario:
        print("fewer programs than asked for")
        return 1
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
