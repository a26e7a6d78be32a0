#!/usr/bin/env python3
"""truth.py SCHEDLAB: what exercises 1 to 4 say of real Go is so: their main.go is built and run, and what it leaves is read by
go tool trace; and the trace files that their bug.json and fixed.json leave are refused and opened as theirs.

Exit status 0: so it is; 1: it is not; 77: no Go is here, or one whose traces are of another format.
"""
import re
import sys

from lab import hold, judge

REFUSED = "bad file format: not a Go execution trace?"


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


sys.exit(judge(sys.argv[1], "exercises 1 to 4", (
    lines_go_to_stderr, a_closed_file_stays_empty, a_region_is_in_the_task_of_its_context, a_region_ends_where_it_began)))
