#!/usr/bin/env python3
"""truth.py SCHEDLAB: what exercises 1 to 4 say of real Go is so: their main.go is built and run, and what it leaves is read by
go tool trace; and the trace files that their bug.json and fixed.json leave are refused and opened as theirs.

Exit status 0: so it is; 1: it is not; 77: no Go is here, or one whose traces are of another format.
"""
import glob
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import realgo  # noqa: E402

REFUSED = "bad file format: not a Go execution trace?"
FAILED = []


def hold(law, held, found):
    if not held:
        FAILED.append(law)
        print("not so: %s: found %s" % (law, found))


class Lab:
    def __init__(self, go, schedlab, folder):
        self.go, self.schedlab, self.folder = go, schedlab, folder

    def source(self, number):
        return glob.glob(os.path.join(realgo.ROOT, "scenarios", "bugs", "%02d-*" % number))[0]

    def build(self, number, *changes):
        """The program of an exercise, with the changes (old text, new text) that a learner would make in main.go."""
        program = os.path.join(self.folder, "exercise%d" % number)
        with open(os.path.join(self.source(number), "main.go"), encoding="utf-8") as file:
            text = file.read()
        for old, new in changes:
            if text.count(old) != 1:
                raise SystemExit("main.go of exercise %d has %r %d times" % (number, old, text.count(old)))
            text = text.replace(old, new)
        with open(os.path.join(self.folder, "main.go"), "w", encoding="utf-8") as file:
            file.write(text)
        subprocess.run([self.go, "build", "-o", program, "main.go"], check=True, cwd=self.folder,
                       env=realgo.environment(self.go))
        return program

    def run(self, program, *args, godebug=""):
        """Standard output and error of the program, which must end with status 0."""
        env = {k: v for k, v in os.environ.items() if not k.startswith("GO")}
        done = subprocess.run([program, *args], cwd=self.folder, capture_output=True, text=True,
                              env={**env, "GOMAXPROCS": "4", "GODEBUG": godebug})
        hold("%s %s ends with status 0" % (os.path.basename(program), " ".join(args)), done.returncode == 0, done)
        return done.stdout, done.stderr

    def simulate(self, number, name, *args):
        subprocess.run([self.schedlab, "run", os.path.join(self.source(number), name), "--files", self.folder, *args],
                       check=True, capture_output=True)

    def read(self):
        """Size of trace.out, its events (lines of the real parser) and what the parser complains of."""
        path = os.path.join(self.folder, "trace.out")
        done = subprocess.run([self.go, "tool", "trace", "-d=parsed", path], capture_output=True, text=True,
                              env=realgo.environment(self.go))
        events = [line for line in done.stdout.splitlines() if line.startswith("M=")]
        return os.path.getsize(path), events, done.stderr.strip()


def lines_go_to_stderr(lab):
    thumbs = lab.build(1)
    out, err = lab.run(thumbs, "-pictures", "8", godebug="schedtrace=1000")
    hold("a short program prints one SCHED line, at 0 ms, on stderr", re.findall(r"SCHED \d+ms", err) == ["SCHED 0ms"], err)
    hold("its stdout has none", "SCHED" not in out and "thumbs: done" in out, out)
    out, err = lab.run(thumbs, godebug="schedtrace=100")
    times = [int(t) for t in re.findall(r"SCHED (\d+)ms", err)]
    hold("with schedtrace=100 there are several", len(times) >= 4 and times[0] == 0, err)
    # A line is due an interval after the look that printed the one before; its own time is read a little later.
    hold("and none comes early", all(t >= 100 * k - 10 for k, t in enumerate(times)), times)


def a_closed_file_stays_empty(lab):
    batch = lab.build(2)
    for make in (lambda *a: lab.run(batch, *a), lambda *a: lab.simulate(2, "bug.json", *(["--set", "warmup=20ms"] if a else []))):
        make()
        size, events, error = lab.read()
        hold("closed at once: 0 bytes and refused, or some 70 and one event",
             (size == 0 and error == REFUSED) or (size < 80 and len(events) <= 1 and not error), (size, error))
        make("-warmup", "300ms")
        size, events, error = lab.read()
        hold("closed after the header: some 70 bytes, one event, no complaint", 60 < size < 80 and len(events) == 1 and not error,
             (size, events, error))
    fixed = lab.build(2, ("\tstartTrace(*warmup)\n", '\tf, _ := os.Create("trace.out")\n\tdefer f.Close()\n\ttrace.Start(f)\n'
                          "\tdefer trace.Stop()\n\ttime.Sleep(*warmup)\n"), ("\twork(*jobs)\n\ttrace.Stop()\n", "\twork(*jobs)\n"))
    for make in (lambda: lab.run(fixed), lambda: lab.simulate(2, "fixed.json")):
        make()
        _, events, error = lab.read()
        hold("closed after Stop: it opens, with the work in it", len(events) >= 6000 and not error, (len(events), error))


def a_region_is_in_the_task_of_its_context(lab):
    kept = ("\t_, task :=", "\tctx, task :=")
    started = "go process(context.Background())"
    passed = [kept, (started, "go process(ctx)")]
    waited = [kept, (started, "go process(ctx)\n\twg.Wait()")]
    subtask = [("defer wg.Done()\n", "defer wg.Done()\n\tctx, sub := trace.NewTask(ctx, \"slow part\")\n\tdefer sub.End()\n")]
    for args, changes, in_task, late in (("as it is", [], False, False), ("ctx", passed, True, True),
                                         ("ctx, wait", waited, True, False), ("ctx, subtask", passed + subtask, True, False)):
        lab.run(lab.build(3, *changes))
        _, events, error = lab.read()
        regions = [m.group(2) for m in (re.search(r" Region(Begin|End) Time=\d+ Task=(\d+)", e) for e in events) if m]
        ended, behind = set(), 0
        for e in events:
            if " TaskEnd " in e:
                ended.add(re.search(r"ID=(\d+)", e).group(1))
            elif " RegionEnd " in e and " Task=" in e:
                behind += re.search(r" Task=(\d+)", e).group(1) in ended
        hold("server %s: no complaint, 20 regions" % args, not error and len(regions) == 40, (error, len(regions)))
        hold("server %s: in a task or not" % args, all((task != "0") == in_task for task in regions), regions)
        hold("server %s: ends behind its task or not" % args, (behind >= 10) if late else behind == 0, behind)


def a_region_ends_where_it_began(lab):
    begun = '\tregion := trace.StartRegion(ctx, "query")\n'
    moved = [(begun, ""), ("\t\tcompute(*each)\n", "\t" + begun + "\t\tcompute(*each)\n")]
    task = [(begun, '\t_, region := trace.NewTask(ctx, "query")\n')]
    for args, changes, closed, misuse in (([], [], 0, False), ([], moved, 20, False), (["-reply"], [], None, True),
                                          ([], task, 0, False)):
        lab.run(lab.build(4, *changes), *args)
        _, events, error = lab.read()
        began = [m.groups() for m in (re.search(r"G=(\d+) Region(Begin|End) ", e) for e in events) if m]
        both = {g for g, what in began if what == "Begin"} & {g for g, what in began if what == "End"}
        hold("server %s: misuse of region or not" % (args or changes), ("misuse of region" in error) == misuse, error)
        if closed is not None:
            hold("server %s: regions that end where they began" % (args or changes), len(both) == closed, (closed, began))


def main():
    go = realgo.find_go()
    if not go:
        print("truth.py: no Go is here: skipped")
        return realgo.SKIPPED
    version = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, env=realgo.environment(go)).stdout
    if not version.startswith("go1.27"):
        print("truth.py: %s is not go1.27: skipped" % version.strip())
        return realgo.SKIPPED
    with tempfile.TemporaryDirectory(prefix="schedlab-truth-") as folder:
        realgo.make_module(folder, go)
        lab = Lab(go, sys.argv[1], folder)
        for law in (lines_go_to_stderr, a_closed_file_stays_empty, a_region_is_in_the_task_of_its_context,
                    a_region_ends_where_it_began):
            law(lab)
    print("exercises 1 to 4: %s" % ("as real Go has it" if not FAILED else "%d laws do not hold" % len(FAILED)))
    return 1 if FAILED else 0


sys.exit(main())
