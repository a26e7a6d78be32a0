#!/usr/bin/env python3
"""convert.py SCHEDLAB [SCENARIO...]: `schedlab convert --chrome` on every trace of ../shared that the real parser accepts: JSON whose
tracks have names, whose slices nest, whose arrows have two ends, and whose states add up to what the real parser's summary says;
a refused trace leaves no file. Of the scenarios, the trace that a run writes, converted, has the slices that the run's own --chrome
has. Without ../shared only the scenarios are looked at."""
import collections
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from realgo import ROOT  # noqa: E402

SHARED = os.path.join(os.path.dirname(ROOT), "shared")
PROCESSORS, THREADS, GOROUTINES = 2, 3, 4
CLOSE = 2000  # ns
STATES = {"running": "running", "runnable": "runnable", "system call": "syscall"}


def ns(us):
    return round(us * 1000)


class Chrome:
    def __init__(self, path):
        with open(path, encoding="utf-8") as f:
            self.events = json.load(f)["traceEvents"]
        self.names = {(e["pid"], e["tid"]): e["args"]["name"] for e in self.events if e["ph"] == "M" and e["name"] == "thread_name"}

    def slices(self, pid):
        """(begin, end, name) by name of the track."""
        tracks = collections.defaultdict(list)
        for e in self.events:
            if e["ph"] == "X" and e["pid"] == pid:
                tracks[self.names[pid, e["tid"]]].append((ns(e["ts"]), ns(e["ts"]) + ns(e["dur"]), e["name"]))
        return {name: sorted(slices, key=lambda s: (s[0], -s[1])) for name, slices in tracks.items()}

    def faults(self):
        for e in self.events:
            if e["ph"] in "Xi" and (e["pid"], e["tid"]) not in self.names:
                yield "a track without a name: %s" % e
        for pid in (1, PROCESSORS, THREADS, GOROUTINES):
            for track, slices in self.slices(pid).items():
                open_until = []
                for begin, end, name in slices:
                    while open_until and open_until[-1] <= begin:
                        open_until.pop()
                    if open_until and end > open_until[-1]:
                        yield "%s at %d of %s does not nest" % (name, begin, track)
                    open_until.append(end)
        arrows = collections.Counter((e["id"], e["ph"]) for e in self.events if e["ph"] in "sf")
        for (number, _), n in arrows.items():
            if n != 1 or arrows[number, "s"] != arrows[number, "f"]:
                yield "arrow %s has not two ends" % number
        depth = collections.Counter()
        for e in self.events:
            if e.get("cat") == "region":
                depth[e["id"]] += 1 if e["ph"] == "b" else -1
                if depth[e["id"]] < 0:
                    yield "region of %s ends twice" % e["id"]


def convert(schedlab, trace, folder):
    out = os.path.join(folder, "out.json")
    if os.path.exists(out):
        os.remove(out)
    done = subprocess.run([schedlab, "convert", trace, "--chrome", out], capture_output=True, text=True)
    return done, out


def times(chrome):
    """Time in each state, by Go's id."""
    total = collections.defaultdict(lambda: collections.Counter(running=0, runnable=0, waiting=0, syscall=0))
    for track, slices in chrome.slices(GOROUTINES).items():
        for begin, end, name in slices:
            total[int(track.split(" ")[0][1:])][STATES.get(name, "waiting")] += end - begin
    return total


def judge_figures(chrome, figures):
    """Times of goroutines in their states are those of the real parser."""
    got = times(chrome)
    for g in figures["goroutines"]:
        want = {key: g[key] for key in ("running", "runnable", "waiting", "syscall")}
        if dict(got[g["id"]]) != want:
            return "G%d: %s, the real parser has %s" % (g["id"], dict(got[g["id"]]), want)
    return None


def judge_shared(schedlab, path, entry, folder):
    done, out = convert(schedlab, path, folder)
    if entry["expect"] not in ("accept", "SUCCESS"):
        return None if done.returncode == 2 and not os.path.exists(out) else "refused by the real parser, not by convert"
    if done.returncode != 0:
        return done.stderr
    chrome = Chrome(out)
    fault = next(chrome.faults(), None)
    return fault or ("summary" in entry and judge_figures(chrome, entry["summary"])) or None


def unmatched(some, others):
    """The first slice of some that is long enough to be seen and has no partner among the others. Two events of one instant are
    a nanosecond apart in a trace as it is read, so times differ by a few."""
    for begin, end, name in some:
        if end - begin > 3 * CLOSE and not any(abs(b - begin) <= CLOSE and abs(e - end) <= CLOSE and n == name for b, e, n in others):
            return begin, end, name
    return None


def clipped(tracks, last):
    """What a trace knows: no more than up to its last event."""
    return {name: [(begin, min(end, last), what) for begin, end, what in slices if begin < last] for name, slices in tracks.items()}


def judge_own(schedlab, scenario, folder):
    trace, own = os.path.join(folder, "trace.out"), os.path.join(folder, "own.json")
    subprocess.run([schedlab, "run", scenario, "--trace", trace, "--chrome", own, "--until", "50ms"], capture_output=True)
    done, out = convert(schedlab, trace, folder)
    if done.returncode != 0:
        return done.stderr
    got, want = Chrome(out), Chrome(own)
    fault = next(got.faults(), None)
    if fault:
        return fault
    last = max((end for pid in (PROCESSORS, GOROUTINES) for slices in got.slices(pid).values() for _, end, _ in slices), default=0)
    for pid in (PROCESSORS, GOROUTINES):
        a, b = got.slices(pid), clipped(want.slices(pid), last)
        for track in sorted(set(a) | set(b)):
            wrong = unmatched(a.get(track, []), b.get(track, [])) or unmatched(b.get(track, []), a.get(track, []))
            if wrong:
                return "%s has not %s in both" % (track, wrong)
    return None


def main():
    schedlab, scenarios, count, bad = sys.argv[1], sys.argv[2:], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("real", "conformance"):
            index = os.path.join(SHARED, "traces", kind, "index.json")
            if not os.path.exists(index):
                continue
            with open(index) as f:
                entries = json.load(f)
            for entry in entries:
                count += 1
                wrong = judge_shared(schedlab, os.path.join(os.path.dirname(index), entry["file"]), entry, folder)
                if wrong:
                    bad += 1
                    print("%s/%s: %s" % (kind, entry["file"], wrong))
        for scenario in scenarios:
            count += 1
            wrong = judge_own(schedlab, scenario, folder)
            if wrong:
                bad += 1
                print("%s: %s" % (scenario, wrong))
    print("%d traces, %d of them not converted as they should be" % (count, bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
