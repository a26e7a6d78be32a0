#!/usr/bin/env python3
"""truth_later.py SCHEDLAB: what exercises 6 to 10 say of real Go is so: their main.go is built and run, as it is and with the
change that a learner would make in it.

Laws about counts and files are exact; those about times leave room for a machine with other work to do.

Exit status 0: so it is; 1: it is not; 77: no Go is here, or one that is not 1.27.
"""
import re
import sys

from lab import hold, judge


def what_is_kept_stays_open(lab):
    short = ("for range 100 {", "for range 2 {")
    args = ("-every", "1ms", "-fds", "64", "-captures", "100")
    close = ("\t\ttrace.Stop()\n", "\t\ttrace.Stop()\n\t\tf.Close()\n")
    full = re.compile(r"trace-5\d\.out: too many open files")
    service = lab.build(6, short)
    hold("kept: the table is full", full.search(lab.run(service, *args, status=1)[0]), "no error")
    out, _ = lab.run(service, *args, "-forget")
    hold("forgotten: it is not", int(out.split()[-1]) <= 20, out)
    hold("forgotten, no collections: it is", full.search(lab.run(service, *args, "-forget", status=1, GOGC="off")[0]), "no error")
    out, _ = lab.run(lab.build(6, short, close), *args, GOGC="off")
    hold("closed: never", int(out.split()[-1]) <= 20, out)


def a_percentile_counts_events(lab):
    def figures(program, *args):
        return [float(line.split(": ")[1]) for line in lab.run(program, *args, GOMAXPROCS="2")[0].splitlines()]

    by_buckets = lab.build(7)
    told, exact = figures(by_buckets)
    hold("few events: 0, although requests waited", told == 0 and exact > 0.001, (told, exact))
    told, exact = figures(by_buckets, "-bursts", "200")
    hold("many events: far too small", told < 0.5 * exact, (told, exact))
    count = ("\tenough := 0.99 * float64(len(h.Counts))\n",
             "\tevents := uint64(0)\n\tfor _, n := range h.Counts {\n\t\tevents += n\n\t}\n\tenough := 0.99 * float64(events)\n")
    told, exact = figures(lab.build(7, count), "-bursts", "200")
    hold("by events: about what the requests measured", 0.4 * exact <= told <= 2.5 * exact, (told, exact))
    copy = ("\tmetrics.Read(samples)\n\treturn samples[0].Value", "\ts := samples[0]\n\tmetrics.Read([]metrics.Sample{s})\n\treturn s.Value")
    _, err = lab.run(lab.build(7, copy), status=2)
    hold("read into a copy: it panics", "called Float64Histogram on non-Float64Histogram metric value" in err, err)


def a_leak_takes_idle_threads(lab):
    def last(program, *args):
        _, err = lab.run(program, *args, godebug="schedtrace=200", GOMAXPROCS="2")
        return [[int(n) for n in found] for found in re.findall(r" threads=(\d+) .* idlethreads=(\d+) ", err)][-1]

    service = lab.build(8)
    threads, idle = last(service, "-requests", "0")
    hold("the storm alone: its threads are idle", 118 <= threads <= 122 and idle >= threads - 5, (threads, idle))
    threads, idle = last(service)
    hold("sixty requests: no new thread, sixty idle ones less", 118 <= threads <= 122 and idle <= threads - 60, (threads, idle))
    threads, idle = last(service, "-requests", "200")
    hold("two hundred: threads grows", threads >= 200 and idle <= 5, (threads, idle))
    bye = ("\t\ttime.Sleep(10 * time.Millisecond)\n", "\t\ttime.Sleep(10 * time.Millisecond)\n\t\tbye <- true\n")
    threads, idle = last(lab.build(8, bye))
    hold("with good-byes: they are idle again", 118 <= threads <= 122 and idle >= threads - 5, (threads, idle))


def a_region_costs_two_events(lab):
    def size(program, *args):
        return int(lab.run(program, *args)[0].split()[-2])

    batch = lab.build(9)
    hold("a region for each item: 10 bytes each", 850000 <= size(batch) <= 1100000, size(batch))
    out, _ = lab.run(batch, "-item", "170ns")
    hold("beside 170 ns a region is much", int(re.search(r"([+-]\d+) %", out).group(1)) >= 40, out)
    around = [("\tfor range items {\n\t\ttrace.WithRegion(ctx, \"item\", func() { work(steps) })\n\t}\n",
               "\ttrace.WithRegion(ctx, \"batch\", func() {\n\t\tfor range items {\n\t\t\twork(steps)\n\t\t}\n\t})\n")]
    hold("one around all of them: next to nothing", size(lab.build(9, *around)) <= 20000, "a large trace")


def a_trace_grows_with_events(lab):
    def size(*args):
        return int(lab.run(service, "-every", "50ms", "-captures", "1", *args)[0].split()[-2])

    service = lab.build(10)
    quiet, busy = size(), size("-busy", "1ms")
    hold("two quiet seconds are some 10 kB", 5000 <= quiet <= 20000, quiet)
    hold("two busier ones are many times that", busy >= 8 * quiet, (quiet, busy))
    out, _ = lab.run(service, "-every", "50ms", "-captures", "9", "-disk", "30000", status=1)
    hold("on a small disk it ends", "the disk is full" in out, out)


sys.exit(judge(sys.argv[1], "exercises 6 to 10", (
    what_is_kept_stays_open, a_percentile_counts_events, a_leak_takes_idle_threads, a_region_costs_two_events,
    a_trace_grows_with_events)))
