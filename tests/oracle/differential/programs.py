"""programs.py: random scenarios whose every step real Go determines, at GOMAXPROCS=1.

What is left out, or kept apart, so that two right schedulers cannot differ:
- time: computing takes none; a goroutine that sleeps does so until a moment of its own, 6 ms from those of all others, and
  yields then, so that sysmon does not find it in a slice that is as old as the idle time (reference, section 18)
- the phase of the 61st tick: a prologue brings schedtick to a known value (section 16.1, 18)
- what is random in Go too: a select with several ready cases. They are written all the same; the runner drops programs
  that do not come out the same under several seeds
"""
import random

STEP_MS = 6

# main comes back from Gosched exactly when schedtick is a multiple of 61: the chain never lets the ring run dry.
PROLOGUE_OBJECTS = {"phase": {"chan": 0}}
PROLOGUE_FUNCS = {
    "nothing": [],
    "chain": [
        {"select": [{"recv": "phase", "do": [{"return": True}]}, {"default": []}]},
        {"go": "chain"},
        {"go": "nothing"},
    ],
}
PROLOGUE = [
    {"time.Sleep": {"until": "6ms"}},
    {"runtime.Gosched": True},
    {"go": "chain"},
    {"runtime.Gosched": True},
    {"close": "phase"},
    {"time.Sleep": {"until": "12ms"}},
    {"runtime.Gosched": True},
]


class Maker:
    """One random program. The mood decides what kind of operations prevail."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.moment = 18
        self.label = 0
        self.goroutines = 0
        self.mood = self.r.choice(["chan", "sync", "mixed", "mixed", "yield", "ends", "select", "time"])
        self.values = self.mood in ("chan", "select", "ends")
        self.objects = {}
        for kind, most in (("mutex", 2), ("rwmutex", 2), ("waitgroup", 2), ("once", 2), ("semaphore", 2), ("chan", 4)):
            for i in range(self.r.randint(1, most)):
                self.objects[kind[:2] + str(i)] = self.describe(kind)
        if self.r.random() < 0.1:
            self.objects["nil0"] = {"chan": "nil"}
        for i in range(self.r.randint(1, 2)):
            self.objects["cond%d" % i] = {"cond": self.pick("mu", "rw")}

    def describe(self, kind):
        if kind == "chan":
            return {"chan": self.r.choice([0, 0, 0, 1, 1, 2, 3, 5])}
        return {"semaphore": self.r.randint(1, 3)} if kind == "semaphore" else kind

    def pick(self, *prefixes):
        return self.r.choice([n for n in self.objects if n.startswith(prefixes)])

    def channel(self):
        return self.pick("ch", "nil") if self.r.random() < 0.05 else self.pick("ch")

    def say(self, where):
        self.label += 1
        text = "%d g%%g" % self.label
        if where["loop"]:
            text += " i%i"
        if self.values:
            text += " v%v"
        op = {"print": text}
        if self.r.random() < 0.05:
            op["to"] = "stderr"
        return op

    def moment_ms(self):
        self.moment += STEP_MS
        return self.moment

    def block(self, where, most):
        ops = []
        for _ in range(self.r.randint(0, most)):
            ops += self.ops(where)
            if self.r.random() < 0.6:
                ops.append(self.say(where))
        return ops

    def inner(self, where, **change):
        return {**where, "depth": where["depth"] - 1, **change}

    # Each of these is a list of operations, or None where it does not fit.

    def ops(self, where):
        while True:
            ops = self.r.choice(self.kinds(where))(where)
            if ops is not None:
                return ops

    def kinds(self, where):
        usual = [self.go, self.send, self.recv, self.lock, self.yields, self.work]
        moods = {
            "chan": [self.send, self.recv, self.send, self.recv, self.close, self.range_, self.go],
            "sync": [self.lock, self.rlock, self.wait, self.cond, self.once, self.semaphore, self.raw],
            "yield": [self.yields, self.yields, self.go, self.go, self.many],
            "ends": [self.defer, self.defer, self.goexit, self.panic, self.return_, self.call, self.exit],
            "select": [self.select, self.select, self.send, self.recv, self.close],
            "time": [self.sleep, self.sleep, self.afterfunc, self.netpoll, self.after, self.thread],
        }
        every = [self.go, self.loop, self.close, self.range_, self.rlock, self.wait, self.cond, self.once,
                 self.semaphore, self.select, self.defer, self.call, self.every, self.sleep, self.raw, self.many,
                 self.goexit, self.panic, self.return_, self.afterfunc, self.thread, self.measure]
        return usual + every + 4 * moods.get(self.mood, [])

    def work(self, where):
        return []

    def yields(self, where):
        return [{"runtime.Gosched": True}]

    def go(self, where):
        n = self.r.choice([1, 1, 1, 2, 3, 5])
        return self.start(where, n)

    def many(self, where):
        if where["func"] != "main" or where["loop"] or self.r.random() < 0.6:
            return None
        return self.start(where, self.r.choice([20, 70, 150, 260, 300, 400]))

    def start(self, where, n):
        count = n * where["times"]
        if self.goroutines + count > 900 or where["depth"] <= 0:
            return None
        self.goroutines += count
        most = 2 if n > 10 else 4
        times = n * where["times"]
        if where["later"] and self.r.random() < 0.4:
            func = self.r.choice(where["later"])
            if self.calls[func] + times > 60:
                return None
            self.calls[func] += times
            op = {"go": func}
        else:
            inner = self.inner(where, loop=where["loop"], single=where["single"] and n == 1, times=times)
            op = {"go": self.block(inner, most)}
        if n != 1:
            op["n"] = n
        return [op]

    def send(self, where):
        return [{"send": self.channel()}]

    def recv(self, where):
        return [{"recv": self.channel()}]

    def close(self, where):
        return [{"close": self.pick("ch")}] if self.r.random() < 0.4 else None

    def range_(self, where):
        if where["depth"] <= 0 or self.r.random() < 0.4:
            return None
        body = self.block(self.inner(where, loop=True, single=False, times=where["times"] * 4), 2)
        return [{"range": self.channel(), "do": body}]

    def lock(self, where):
        mu = self.pick("mu", "rw")
        return [{"Lock": mu}] + self.within(where) + [{"Unlock": mu}]

    def rlock(self, where):
        rw = self.pick("rw")
        return [{"RLock": rw}] + self.within(where) + [{"RUnlock": rw}]

    def within(self, where):
        return self.block(self.inner(where), 2) if where["depth"] > 0 else [self.say(where)]

    def raw(self, where):
        """Half of a pair, or one too many: deadlocks and fatal errors."""
        if self.r.random() < 0.8:
            return None
        verb = self.r.choice(["Lock", "Unlock", "RLock", "RUnlock", "Done", "Release", "Acquire", "Add"])
        prefixes = {"Lock": ("mu", "rw"), "Unlock": ("mu", "rw"), "RLock": ("rw",), "RUnlock": ("rw",)}
        return [{verb: self.pick(*prefixes.get(verb, ("wa",) if verb in ("Done", "Add") else ("se",)))}]

    def wait(self, where):
        wg = self.pick("wa")
        if where["depth"] <= 0:
            return [{"Wait": wg}]
        n = self.r.randint(1, 3)
        body = self.block(self.inner(where, single=False, times=where["times"] * n), 2)
        if self.goroutines + n * where["times"] > 900:
            return None
        self.goroutines += n * where["times"]
        return [{"Add": wg, "n": n}, {"go": body + [{"Done": wg}], "n": n}, {"Wait": wg}]

    def cond(self, where):
        cond = self.pick("cond")
        verb = self.r.choice(["Wait", "Signal", "Broadcast", "Broadcast"])
        if verb != "Wait":
            return [{verb: cond}]
        mu = self.objects[cond]["cond"]
        return [{"Lock": mu}, {"Wait": cond}, self.say(where), {"Unlock": mu}]

    def once(self, where):
        return [{"Do": self.pick("on"), "do": self.within(where)}]

    def semaphore(self, where):
        s = self.pick("se")
        return [{"Acquire": s}] + self.within(where) + [{"Release": s}]

    def loop(self, where):
        if where["depth"] <= 0:
            return None
        n = self.r.randint(1, 4)
        return [{"for": n, "do": self.block(self.inner(where, loop=True, single=False, times=where["times"] * n), 3)}]

    def every(self, where):
        if not where["loop"] or where["depth"] <= 0:
            return None
        op = {"every": self.r.randint(1, 3), "do": self.block(self.inner(where), 2)}
        if self.r.random() < 0.5:
            op["else"] = self.block(self.inner(where), 2)
        return [op]

    def measure(self, where):
        return [{"measure": "part", "do": self.within(where)}]

    def call(self, where):
        if not where["later"]:
            return None
        func = self.r.choice(where["later"])
        if self.calls[func] + where["times"] > 60:
            return None
        self.calls[func] += where["times"]
        return [{"call": func}]

    def defer(self, where):
        op = self.r.choice(self.ops(where) + [self.say(where)])
        return [{"defer": op}] if "defer" not in op else None

    def goexit(self, where):
        if where["func"] == "main" and where["top"] and self.r.random() < 0.8:
            return None
        return [{"runtime.Goexit": True}] if self.r.random() < 0.3 else None

    def panic(self, where):
        self.label += 1
        return [{"panic": "boom %d" % self.label}] if self.r.random() < 0.15 else None

    def return_(self, where):
        return [{"return": True}] if self.r.random() < 0.2 else None

    def exit(self, where):
        return [{"os.Exit": self.r.randint(0, 5)}] if self.r.random() < 0.1 else None

    def select(self, where):
        cases = []
        channels = [n for n in self.objects if n.startswith(("ch", "nil"))]
        self.r.shuffle(channels)
        for channel in channels[:self.r.randint(0, 3)]:
            case = {self.r.choice(["send", "recv"]): channel}
            if self.r.random() < 0.7:
                case["do"] = self.within(where)
            cases.append(case)
        if not cases or self.r.random() < 0.6:
            cases.append({"default": self.within(where)})
        if len(cases) == 1 and "default" in cases[0] and self.r.random() < 0.7:
            return None
        return [{"select": cases}]

    def sleep(self, where):
        if not where["single"] or where["loop"]:
            return None
        ops = [{"time.Sleep": {"until": "%dms" % self.moment_ms()}}]
        return ops + [{"runtime.Gosched": True}]

    def netpoll(self, where):
        if not where["single"] or where["loop"]:
            return None
        return [{"netpoll": {"until": "%dms" % self.moment_ms()}}, {"runtime.Gosched": True}]

    def afterfunc(self, where):
        if not where["single"] or where["loop"] or where["depth"] <= 0:
            return None
        self.goroutines += 1
        inner = self.inner(where, single=False)
        return [{"time.AfterFunc": "%dms" % self.moment_ms(), "do": [{"runtime.Gosched": True}] + self.block(inner, 3)}]

    def after(self, where):
        if not where["single"] or where["loop"]:
            return None
        return [{"select": [{"recv": self.pick("ch")}, {"after": "%dms" % self.moment_ms()}]}]

    def thread(self, where):
        if not where["single"] or self.r.random() < 0.6:
            return None
        return [{self.r.choice(["runtime.LockOSThread", "runtime.UnlockOSThread"]): True}]

    def scenario(self, name):
        names = ["main"] + ["f%d" % i for i in range(self.r.randint(0, 3))]
        self.calls = {n: 0 for n in names}
        funcs = {}
        for i, func in enumerate(names):
            where = {"func": func, "later": names[i + 1:], "depth": 3, "loop": False, 
                     "single": func == "main", "times": 1, "top": True}
            funcs[func] = self.block(where, 7 if func == "main" else 4)
        if self.r.random() < 0.7:  # let the others come to their ends
            funcs["main"].append({"time.Sleep": {"until": "%dms" % self.moment_ms()}})
            funcs["main"].append({"print": "end of main"})
        funcs["main"] = PROLOGUE + funcs["main"]
        return {
            "schedlab": 1, "name": name, "env": {"GOMAXPROCS": "1"}, "limit": "%dms" % (self.moment + 2000),
            "objects": {**PROLOGUE_OBJECTS, **self.objects}, "funcs": {**funcs, **PROLOGUE_FUNCS},
        }


def make(seed, name):
    return Maker(seed).scenario(name)
