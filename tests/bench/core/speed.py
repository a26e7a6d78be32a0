#!/usr/bin/env python3
"""speed.py SCHEDLAB [ROUNDS]: what the simulator costs, as ratios from one run: against the Go programs that its scenarios stand
for, and against itself. Reported, not judged. Without Go only our own figures.

Time is the processor time of the whole process. Every figure is the slope between two sizes, so that starting up is out of it;
the commands take turns (A B A B …), and the median of the rounds counts."""
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "oracle"))
from realgo import environment, find_go  # noqa: E402

SCHEDLAB = os.path.abspath(sys.argv[1])
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 5

# folder, title, operations in a unit of n, our two sizes, Go's two, the most that ours may cost as a part of Go's
AGAINST_GO = [
    ("ping-pong", "channel switch", 2, (100000, 600000), (100000, 600000), 1),
    ("gosched", "Gosched among 64", 64, (2000, 14000), (2000, 14000), 1),
    ("go-exit", "go, run, exit", 256, (500, 3500), (500, 3500), 1),
    ("mutex", "contended mutex handoff", 2, (50000, 450000), (50000, 450000), 1),
    ("blocking-call", "blocking system call", 2, (20000, 320000), (2000, 14000), 1 / 20),
    ("sleepers", "Sleep among a million", 1, (100000, 1000000), (100000, 1000000), 1 / 8),
]
SWITCHES = 4000000  # of a comparison with ourselves


def usage(command, **env):
    """Processor time in ns and peak memory in bytes of a command, which must succeed."""
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            os.execve(command[0], command, {**os.environ, **env})
        finally:
            os._exit(127)
    _, status, used = os.wait4(pid, 0)
    if status != 0:
        sys.exit("speed.py: %s ended with status %d" % (" ".join(command), status))
    return (used.ru_utime + used.ru_stime) * 1e9, used.ru_maxrss * 1024


class Work:
    """Commands of two sizes that differ by `operations`; their slope in each round."""

    def __init__(self, small, large, operations, **env):
        self.commands, self.operations, self.env = (small, large), operations, env
        self.ns, self.bytes, self.whole = [], [], []

    def measure(self):
        (small, a), (large, b) = (usage(c, **self.env) for c in self.commands)
        self.ns.append((large - small) / self.operations)
        self.bytes.append((b - a) / self.operations)
        self.whole.append(large)


def ours(folder, settings, *options):
    command = [SCHEDLAB, "run", os.path.join(HERE, folder, "scenario.json"), *options]
    for name, value in settings.items():
        command += ["--set", "%s=%d" % (name, value)]
    return command


def pair(folder, sizes, operations, *options, **env):
    small, large = (ours(folder, {"n": n}, *options) for n in sizes)
    return Work(small, large, operations * (sizes[1] - sizes[0]), **env)


def yields(goroutines, procs, *options):
    """A decision among so many goroutines, which are all there from the start."""
    few = max(SWITCHES // 4 // goroutines, 1)
    sizes = (few, few + SWITCHES // goroutines)
    small, large = (ours("gosched", {"n": n, "goroutines": goroutines}, *options) for n in sizes)
    return Work(small, large, goroutines * (sizes[1] - sizes[0]), GOMAXPROCS=str(procs))


def build(go, folder):
    for name, *_ in AGAINST_GO:
        source = os.path.join(HERE, name, "main.go")
        subprocess.run([go, "build", "-o", os.path.join(folder, name), source], env=environment(go), check=True)


def theirs(folder, name, sizes, operations):
    program = os.path.join(folder, name)
    return Work([program, str(sizes[0])], [program, str(sizes[1])], operations * (sizes[1] - sizes[0]), GOMAXPROCS="1")


def rounds(works):
    for _ in range(ROUNDS):
        for work in works:
            work.measure()


def row(title, value, reference, unit, limit):
    """One line of the table. A limit on the value itself has no reference."""
    ratio = value / reference if reference else value
    good = "yes" if ratio <= limit else "NO"
    shown = ("%10.0f" % reference) if reference else " " * 10
    wanted = "1/%d" % round(1 / limit) if limit < 1 else "%g" % limit
    seen = ("%8.2f" if ratio < 100 else "%8.0f") % ratio
    print("%-44s %10.1f %s %-14s %s  <= %-5s %s" % (title, value, shown, unit, seen, wanted, good), flush=True)


def against_go(folder):
    mine, real = {}, {}
    for name, _, operations, own_sizes, go_sizes, _ in AGAINST_GO:
        mine[name] = pair(name, own_sizes, operations)
        if folder:
            real[name] = theirs(folder, name, go_sizes, operations)
    rounds([w for name in mine for w in (mine[name], real.get(name)) if w])
    for name, title, _, _, _, limit in AGAINST_GO:
        own = statistics.median(mine[name].ns)
        if folder:
            row("%s, against Go" % title, own, statistics.median(real[name].ns), "ns", limit)
        else:
            print("%-44s %10.1f            ns" % (title, own), flush=True)


def against_itself(folder):
    small, large = yields(1000, 8), yields(1000000, 8)
    wide = yields(100000, 64)
    narrow = yields(100000, 8)
    plain, traced = yields(64, 1), yields(64, 1, "--trace", os.path.join(folder, "bench.trace"))
    parked = pair("parked", (100000, 1000000), 1)
    captures = pair("captures", (1, 8640), 1)
    rounds([small, large, narrow, wide, plain, traced, parked, captures])

    def ns(work):
        return statistics.median(work.ns)

    row("decision among 10^6 goroutines, against 10^3", ns(large), ns(small), "ns", 1.5)
    row("decision with 64 Ps, against 8 Ps", ns(wide), ns(narrow), "ns", 2)
    row("trace written, against none", ns(traced), ns(plain), "ns", 2)
    row("parked goroutine", statistics.median(parked.bytes), None, "B", 256)
    row("30 days, a capture every five minutes", statistics.median(captures.whole) / 1e9, None, "s", 5)


def main():
    go = find_go()
    with tempfile.TemporaryDirectory() as folder:
        if go:
            build(go, folder)
        else:
            print("no real Go here: our own figures only")
        print("%d rounds, load %s\n%-44s %10s %10s" % (ROUNDS, os.getloadavg()[0], "", "ours", "other"))
        against_go(folder if go else None)
        against_itself(folder)


if __name__ == "__main__":
    main()
