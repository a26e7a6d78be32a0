"""truth.py: what the cases of the ground truth share: running a scenario, reading its figures, judging them.

A case is a folder with scenario.json, the program that real Go was measured on, and case.py, which says

    VARIANTS  by the variant's id: {parameter: value}, given to the run by --set; the environment is the case.json's own
    observe   the figures of one run, by the names that case.json has for them: {name: [values]}
    RULES     which of them must match, and how closely: the case's simulator_expectation as code

A figure is a list of texts, as runcase.go collects them: a run may give several, several seeds give more. What a rule
calls `expected` is what real Go gave, from case.json."""
import json
import os
import re
import subprocess
import tempfile


# --- one run -------------------------------------------------------------------------------------------------------

class Run:
    """One run, and what it left behind."""

    def __init__(self, lab, scenario, variant, env, seed, folder):
        self.lab, self.scenario, self.variant, self.env, self.seed = lab, scenario, variant, env, seed
        self.folder = tempfile.mkdtemp(dir=folder)
        summary = os.path.join(self.folder, "summary.json")
        command = [lab.schedlab, "run", scenario, "--seed", str(seed), "--summary", summary,
                   "--files", self.file("")]
        os.mkdir(self.file(""))
        if lab.model:
            command += ["--model", lab.model]
        for name, value in variant["set"].items():
            # A value is JSON, or else text: a duration.
            command += ["--set", "%s=%s" % (name, value if isinstance(value, str) else json.dumps(value))]
        clean = {k: v for k, v in os.environ.items() if not k.startswith("GO")}
        clean.update(env)
        done = subprocess.run(command, env=clean, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
        self.lines, self.stderr, self.status = done.stdout.decode().splitlines(), done.stderr.decode(), done.returncode
        try:
            with open(summary) as f:
                self.summary = json.load(f)
        except (OSError, ValueError):
            raise RuntimeError("%s: %s" % (" ".join(command), self.stderr.strip() or "no summary"))

    def again(self, env):
        """The same run in another environment."""
        return Run(self.lab, self.scenario, self.variant, dict(self.env, **env), self.seed, self.folder)

    def file(self, name):
        """A file that the simulated program wrote."""
        return os.path.join(self.folder, "files", name)

    def ints(self):
        return [int(line) for line in self.lines]

    def words(self, sep=" "):
        return sep.join(self.lines)

    def marks(self, name, field="time"):
        return [mark[field] for mark in self.summary.get("marks", {}).get(name, [])]

    def measure(self, name, figure):
        return self.summary["measures"][name][figure]


class Lab:
    """Runs scenarios: by which binary, which model, and which Go reads the traces (None: ours does)."""

    def __init__(self, schedlab, go=None, model=None):
        self.schedlab = schedlab
        self.go = go
        self.model = model

    def run(self, scenario, variant, env, seed):
        """The figures of one run. `variant` has "set", the parameters, and "observe", what to read off the run."""
        with tempfile.TemporaryDirectory() as tmp:
            run = Run(self, scenario, variant, env, seed, tmp)
            figures = {"exit": [str(run.status)]}
            figures.update(schedtrace("\n".join(run.lines), run.stderr))
            try:
                observed = variant["observe"](run)
            except (KeyError, IndexError, ValueError) as e:
                raise RuntimeError("%s: a figure is missing: %r" % (scenario, e))
            for name, values in observed.items():
                figures[name] = [str(v) for v in values]
            return figures


# --- reading figures, as runcase.go does -----------------------------------------------------------------------------

OTHER_GOROUTINE = re.compile(r"goroutine (\d\d+|[2-9])")


def schedtrace(stdout, stderr):
    """What the SCHED lines of a run say, and the first two other lines of stderr that are not indented."""
    got = {"stdout.sched_lines": [str(stdout.count("SCHED "))]}
    most, last, idle, threads, other, times = {}, {}, [], [], [], []
    for line in stderr.split("\n"):
        if line.startswith("SCHED ") and "gomaxprocs=" in line:
            times.append(int(line[6:line.index("ms:")]))
            for name, value in re.findall(r"(\w+)=(\d+)", line):
                last[name] = int(value)
                most[name] = max(most.get(name, 0), last[name])
            idle.append(last["idleprocs"])
            threads.append(last["threads"])
        elif line and len(other) < 2 and not line.startswith(" "):
            other.append(line)
    got["stderr.head"] = [OTHER_GOROUTINE.sub("goroutine N", " / ".join(other))]
    got["sched.lines"] = [str(len(times))]
    if times:
        got["sched.first_ms"] = [str(times[0])]
        got["sched.last_ms"] = [str(times[-1])]
        got["sched.interval_ms"] = [str(b - a) for a, b in zip(times, times[1:])]
        got["idleprocs.mean"] = [str(sum(idle) / len(idle))]
        got["idleprocs.samples"] = [" ".join(map(str, idle))]
        got["threads.samples"] = [" ".join(map(str, threads))]
        for name in last:
            got[name + ".max"] = [str(most[name])]
            got[name + ".last"] = [str(last[name])]
    return got


ANNOTATION = re.compile(r"^M=-?\d+ P=-?\d+ G=(-?\d+) (Region|Task)(Begin|End) Time=\d+ (.*)")
EVENT = re.compile(r"^M=-?\d+ P=-?\d+ G=(-?\d+) (\w+) ")


def trace_figures(run, name):
    """The figures of a trace that the simulated program wrote: by Go's own reader, or by ours where there is no Go."""
    path = run.file(name)
    if not os.path.exists(path):
        return {"trace.error": ["no file"]}
    got = {"trace.bytes": [os.path.getsize(path)]}
    if not run.lab.go:
        ours = run.summary["traces"][name]
        got["trace.events"] = [ours["events"]]
        got["trace.error"] = [OTHER_GOROUTINE.sub("goroutine N", ours.get("error", ""))]
        return got
    done = parsed(run.lab.go, path)
    letters, notes, events = {}, [], 0
    for line in done.stdout.split("\n"):
        events += bool(EVENT.match(line))
        m = ANNOTATION.match(line)
        if m:
            who = letters.setdefault(m.group(1), chr(ord("A") + len(letters) % 26))
            notes.append("%s %s%s %s" % (who, m.group(2), m.group(3), m.group(4)))
    if len(notes) <= 20:
        got["trace.annotations"] = ["; ".join(notes)]
    got["trace.events"] = [events]
    message = re.sub(r"\S*/", "", done.stderr.strip()).split("\n")[0]
    got["trace.error"] = [OTHER_GOROUTINE.sub("goroutine N", message)]
    return got


def parsed(go, path):
    env = dict(os.environ, GOTOOLCHAIN="local")
    return subprocess.run([go, "tool", "trace", "-d=parsed", path], env=env, capture_output=True, text=True)


def ranges(numbers):
    """7 0 1 2 3 as "7 0-3"."""
    out, i = [], 0
    while i < len(numbers):
        j = i
        while j + 1 < len(numbers) and numbers[j + 1] == numbers[j] + 1:
            j += 1
        out.append("%d-%d" % (numbers[i], numbers[j]) if j > i else str(numbers[i]))
        i = j + 1
    return " ".join(out)


UNITS = {"ns": 1, "us": 10**3, "µs": 10**3, "ms": 10**6, "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9}


def nanoseconds(text):
    """A duration as Go prints it, in ns: "1m2.5s"."""
    total = 0
    for number, unit in re.findall(r"([\d.]+)(ns|us|µs|ms|s|m|h)", text):
        whole, _, part = number.partition(".")
        total += int(whole) * UNITS[unit] + (int(part) * UNITS[unit] // 10 ** len(part) if part else 0)
    return total


def ms(ns):
    return "%.3f" % (ns / 1e6)


# --- judging ---------------------------------------------------------------------------------------------------------

class Verdict:
    def __init__(self, observable, expected, seen, held):
        self.observable, self.expected, self.seen, self.held = observable, expected, seen, held


class Rule:
    """judge(case, variant) gives a Verdict. `models`: where its figures were measured; None: wherever real Go was."""

    def __init__(self, judge, variants=None, models=None, needs_go=False):
        self.judge, self.variants, self.models, self.needs_go = judge, variants, models, needs_go


def number(text):
    return float(text)


def quantile(values, q):
    x = sorted(values)
    return x[int(q * (len(x) - 1) + 0.5)]


def median(values):
    return quantile([number(v) for v in values], 0.5)


def short(text, most=60):
    return text if len(text) <= most else text[:most - 3] + "..."


def tally(values):
    """"a (19 of 20), b (1 of 20)", or the only value."""
    count = {}
    for v in values:
        count[v] = count.get(v, 0) + 1
    if len(count) == 1:
        return short(values[0]) or '""'
    top = sorted(count.items(), key=lambda item: (-item[1], item[0]))[:3]
    return ", ".join("%s (%d of %d)" % (short(v, 24), n, len(values)) for v, n in top)


def measured(result):
    """The values that real Go gave, most frequent first."""
    if result["kind"] == "exact":
        return [result["value"]]
    return [c["value"] for c in result["set"] if c["value"] != "(other values)"]


def exact(name, **kw):
    """Every run gives the value of real Go, its most frequent one where the machine interfered."""
    def judge(case, variant):
        seen = case.seen(variant, name)
        want = measured(case.expected(variant, name))[0]
        return Verdict(name, short(want) or '""', tally(seen), set(seen) == {want})
    return Rule(judge, **kw)


def always(name, want, **kw):
    """Every run gives `want`, whatever the machine did to the measured program."""
    def judge(case, variant):
        seen = case.seen(variant, name)
        value = str(want(variant) if callable(want) else want)
        return Verdict(name, short(value) or '""', tally(seen), set(seen) == {value})
    return Rule(judge, **kw)


def one_of_measured(name, **kw):
    """Every run gives one of the values that real Go gave."""
    def judge(case, variant):
        seen = case.seen(variant, name)
        want = measured(case.expected(variant, name))
        return Verdict(name, "one of " + short(", ".join(want)), tally(seen), set(seen) <= set(want))
    return Rule(judge, **kw)


def bounds(low, high, variant):
    low = low(variant) if callable(low) else low
    high = high(variant) if callable(high) else high
    return low, high


def show(x):
    return ("%.3f" % x).rstrip("0").rstrip(".")


def span(low, high):
    return "%s to %s" % (show(low), show(high))


def median_in(name, low, high, **kw):
    """The median over all runs lies between."""
    def judge(case, variant):
        lo, hi = bounds(low, high, variant)
        seen = median(case.seen(variant, name))
        return Verdict(name, "median %s" % span(lo, hi), show(seen), lo <= seen <= hi)
    return Rule(judge, **kw)


def each_in(name, low, high, **kw):
    """Every figure of every run lies between."""
    def judge(case, variant):
        lo, hi = bounds(low, high, variant)
        seen = [number(v) for v in case.seen(variant, name)]
        return Verdict(name, span(lo, hi), span(min(seen), max(seen)), bool(seen) and lo <= min(seen) and max(seen) <= hi)
    return Rule(judge, **kw)


def median_near(name, part, **kw):
    """The median lies within `part` of real Go's median."""
    def judge(case, variant):
        want = case.expected(variant, name)["median"]
        seen = median(case.seen(variant, name))
        return Verdict(name, "median %s within %d %%" % (show(want), round(part * 100)), show(seen),
                       abs(seen - want) <= part * abs(want))
    return Rule(judge, **kw)


def equal(name, other, **kw):
    """In each run the two figures are the same."""
    def judge(case, variant):
        a, b = case.seen(variant, name), case.seen(variant, other)
        return Verdict(name, "= " + other, "%s, %s" % (tally(a), tally(b)), a == b)
    return Rule(judge, **kw)
