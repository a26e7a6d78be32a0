#!/usr/bin/env python3
"""anything.py SEED COUNT DIR: random scenarios that have every operation somewhere, with names that Go does not like.

They are meant to be compiled, not to be run: most of them would block or panic at once. Scenario N is DIR/anything-N.json.
"""
import json
import random
import sys

AWKWARD = """type func init string len append fmt os time sync go map any error nil true iota make close panic int
i j k g n ctx err f s t x count1 turn1 start until compute steps always never push last write remove reading percentile
main-loop a-b a_b _ __ break range select struct var const runtime trace debug metrics context rand syscall unsafe C
allocate block await callC calibrate dice connections slices new print copy max min atomic sort math""".split()

TEXTS = ["done", "g %g", "v %v", "%v of %g", "i %i at %t", "100%% of %g", "%% d", "two\nlines", "end\n", 'quote " and \\', "tab\there", "",
         "größe µs", "\u0001 control", "\ufeff mark", "%%", "%%d", "*/ // /*"]


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.names = list(AWKWARD)
        self.r.shuffle(self.names)
        kinds = ["mutex", "rwmutex", "waitgroup", "once", "chan", "nil", "ticker", "semaphore", "cond"]
        self.objects = {kind: [self.name() for _ in range(self.r.randint(1, 2))] for kind in kinds}
        self.funcs = ["main"] + [self.name() for _ in range(self.r.randint(2, 5))]
        self.vars = {kind: [self.r.choice(AWKWARD) + suffix for suffix in ("", "1")]
                     for kind in ("memory", "file", "task", "region", "reading")}
        taken = set()
        for kind, names in self.vars.items():  # a variable has one type
            self.vars[kind] = [n if n not in taken else n + "_" + kind for n in names]
            taken.update(self.vars[kind])

    def name(self):
        return self.names.pop()

    def pick(self, kind):
        return self.r.choice(self.objects[kind])

    def duration(self):
        r = self.r
        plain = lambda: f"{r.randint(0, 2000)}{r.choice(['ns', 'us', 'ms', 's', 'm', 'h'])}"
        return r.choice([
            plain, plain, lambda: "1.5ms", lambda: "0s",
            lambda: {"uniform": ["1ms", "3ms"]}, lambda: {"exp": plain()}, lambda: {"normal": ["1ms", "200us"]},
            lambda: {"pareto": ["1ms", 1.5]}, lambda: {"cycle": [plain() for _ in range(r.randint(1, 4))]},
        ])()

    def until(self):
        return {"until": self.duration_plain()} if self.r.random() < 0.3 else self.duration()

    def duration_plain(self):
        return f"{self.r.randint(1, 2000)}{self.r.choice(['us', 'ms', 's'])}"

    def objects_json(self):
        out = {}
        for kind, names in self.objects.items():
            for name in names:
                out[name] = {
                    "chan": {"chan": self.r.randint(0, 3)}, "nil": {"chan": "nil"}, "ticker": {"ticker": "10ms"},
                    "semaphore": {"semaphore": self.r.randint(1, 3)},
                    "cond": {"cond": self.pick(self.r.choice(["mutex", "rwmutex"]))},
                }.get(kind, kind)
        return out

    def some_chan(self, send=False):
        return self.pick(self.r.choice(["chan", "chan", "nil"] + ([] if send else ["ticker"])))

    def block(self, depth, scope, most=4):
        return [self.op(depth - 1, scope) for _ in range(self.r.randint(0, most))]

    # A scope: which function it is, whether there is a loop around, which variables are assigned, by kind.
    def var(self, scope, kind):
        have = sorted(scope["vars"][kind])
        return self.r.choice(have) if have else None

    def assign(self, scope, kind, slices=False):
        name = self.r.choice(self.vars[kind])
        if slices and self.r.random() < 0.3:
            name = "all_" + name + "[]"
        scope["vars"][kind].add(name)
        return name

    def op(self, depth, scope):
        op = self.plain(depth, scope)
        if self.r.random() < 0.1:
            op["line"] = self.r.choice(["x := <-c", "a\nb", "// a */ b", "tail "])
        if self.r.random() < 0.1:
            op["note"] = "a note: *of* [many](words)"
        return op

    def closure(self, depth, scope):
        inner = {**scope, "vars": {kind: set(names) for kind, names in scope["vars"].items()}}
        return self.block(depth, inner)

    def call(self, scope, verb):
        here = self.funcs.index(scope["func"])
        targets = self.funcs[here + 1:] if verb == "call" else self.funcs[1:]
        if not targets:
            return None
        op = {verb: self.r.choice(targets)}
        if self.r.random() < 0.4:
            op["ctx"] = True
        return op

    def fallible(self, depth, scope, op):
        if self.r.random() < 0.4:
            op["else"] = self.block(depth, scope, 2)
        return op

    def ctx(self, op):
        if self.r.random() < 0.3:
            op["ctx"] = "background"
        return op

    def text(self, scope):
        while True:
            text = self.r.choice(TEXTS)
            if "%i" not in text or scope["loop"]:
                return text

    def plain(self, depth, scope):
        r = self.r
        while True:
            op = self.try_op(depth, scope, r.randint(0, 52))
            if op is not None:
                return op

    def try_op(self, depth, scope, kind):
        r = self.r
        loop = {**scope, "loop": True}
        simple = [
            lambda: {"cpu": self.duration(), "tight": r.random() < 0.3},
            lambda: {"return": True} if r.random() < 0.5 else None,
            lambda: {"send": self.some_chan(True)},
            lambda: {"recv": self.some_chan()},
            lambda: {"close": self.pick("chan")},
            lambda: {"Lock": self.pick(r.choice(["mutex", "rwmutex"]))},
            lambda: {"Unlock": self.pick(r.choice(["mutex", "rwmutex"]))},
            lambda: {"RLock": self.pick("rwmutex")},
            lambda: {"RUnlock": self.pick("rwmutex")},
            lambda: {"Add": self.pick("waitgroup"), "n": r.randint(-2, 3)},
            lambda: {"Done": self.pick("waitgroup")},
            lambda: {"Wait": self.pick(r.choice(["waitgroup", "cond"]))},
            lambda: {"Signal": self.pick("cond")},
            lambda: {"Broadcast": self.pick("cond")},
            lambda: {"Acquire": self.pick("semaphore")},
            lambda: {"Release": self.pick("semaphore")},
            lambda: {"time.Sleep": self.until() if r.random() < 0.8 else "-3ms"},
            lambda: {"syscall": self.until(), "name": "read"},
            lambda: {"cgo": self.duration()} if scope["cgo"] else None,
            lambda: {"netpoll": self.until(), "name": "conn.Read"},
            lambda: {"runtime.Gosched": True},
            lambda: {"runtime.Goexit": True},
            lambda: {"runtime.GC": True},
            lambda: {"runtime.GOMAXPROCS": r.randint(1, 4)},
            lambda: {"runtime.LockOSThread": True},
            lambda: {"runtime.UnlockOSThread": True},
            lambda: {"debug.SetMaxThreads": r.randint(1, 100)},
            lambda: {"alloc": r.choice([1, 8, "1kB", "2MiB"]), "noscan": r.random() < 0.5,
                     **({"as": self.assign(scope, "memory", True)} if r.random() < 0.6 else {})},
            lambda: {"print": self.text(scope), **({"to": "stderr"} if r.random() < 0.3 else {})},
            lambda: {"mark": "here"},
            lambda: {"os.Exit": r.randint(0, 3)},
            lambda: {"panic": r.choice(["boom", "100%", "a\nb"])} if r.random() < 0.5 else None,
            lambda: self.fallible(depth, scope, {
                "os.Create": r.choice(["a.out", "trace-%t.out", "f-%g", "f-%v"]),
                **({"as": self.assign(scope, "file", True)} if r.random() < 0.8 else {})}) if depth else None,
            lambda: self.on_file(depth, scope, "write", {"bytes": r.choice([0, 10, "1MB"])}),
            lambda: self.on_file(depth, scope, "Close", {}),
            lambda: self.fallible(depth, scope, {"os.Remove": r.choice(["a.out", "trace-*.out", "f-%g"]),
                                                 **({"keep": r.randint(0, 3)} if r.random() < 0.5 else {})})
            if depth else None,
            lambda: self.on_file(depth, scope, "trace.Start", {}),
            lambda: {"trace.Stop": True},
            lambda: self.ctx({"trace.NewTask": "a \"task\"",
                              **({"as": self.assign(scope, "task")} if r.random() < 0.8 else {})}),
            lambda: self.end(scope),
            lambda: self.ctx({"trace.StartRegion": "region",
                              **({"as": self.assign(scope, "region")} if r.random() < 0.8 else {})}),
            lambda: self.ctx({"trace.Log": ["category", "text\n"]}),
            lambda: {"metrics.Read": "/sched/latencies:seconds", "as": self.assign(scope, "reading")},
            lambda: self.percentile(scope),
            lambda: self.call(scope, "call"),
            lambda: self.call(scope, "go"),
        ]
        nested = [
            lambda: {"for": r.choice([0, 1, 3, "forever", {"until": self.duration_plain()}]), "do": self.block(depth, loop)},
            lambda: {"every": r.randint(1, 4), "do": self.block(depth, scope), "else": self.block(depth, scope)}
            if scope["loop"] else None,
            lambda: {"if": r.choice(["$yes", "$no"]), "do": self.block(depth, scope),
                     **({"else": self.block(depth, scope)} if r.random() < 0.5 else {})},
            lambda: {"go": self.closure(depth, scope), **({"n": r.randint(0, 3)} if r.random() < 0.5 else {})},
            lambda: {"range": self.some_chan(), "do": self.block(depth, loop)},
            lambda: self.select(depth, scope),
            lambda: {"Do": self.pick("once"), "do": self.block(depth, scope)},
            lambda: {"time.AfterFunc": self.duration(), "do": self.closure(depth, scope)},
            lambda: {"measure": "part", "do": self.block(depth, scope)},
            lambda: self.ctx({"trace.WithRegion": "region", "do": self.block(depth, scope)}),
            lambda: {"defer": self.op(depth - 1, scope)},
        ]
        if depth > 0 and r.random() < 0.35:
            return r.choice(nested)()
        return simple[kind % len(simple)]()

    def on_file(self, depth, scope, verb, more):
        name = self.var(scope, "file")
        return self.fallible(depth, scope, {verb: name, **more}) if name and depth else None

    def end(self, scope):
        name = self.var(scope, self.r.choice(["task", "region"]))
        return {"End": name} if name else None

    def select(self, depth, scope):
        case = lambda: self.r.choice([
            lambda: {"send": self.some_chan(True)}, lambda: {"recv": self.some_chan()},
            lambda: {"after": self.duration()}])()
        cases = [{**case(), **({"do": self.block(depth, scope)} if self.r.random() < 0.7 else {})}
                 for _ in range(self.r.randint(0, 3))]
        if self.r.random() < 0.4:
            cases.append({"default": self.block(depth, scope)})
        return {"select": cases}

    def percentile(self, scope):
        name = self.var(scope, "reading")
        if not name:
            return None
        return {"percentile": self.r.choice([0.5, 0.99, 0.999, 1]), "of": name, "since": name,
                "rank": self.r.choice(["events", "buckets", "index"])}

    def scenario(self, number):
        cgo = self.r.random() < 0.1  # it takes a C compiler and a second
        empty = lambda: {kind: set() for kind in self.vars}
        funcs = {name: self.block(4, {"func": name, "loop": False, "vars": empty(), "cgo": cgo}, 8) for name in self.funcs}
        return {
            "schedlab": 1, "name": f"anything-{number}", "title": "every * operation\n",
            "params": {"yes": True, "no": False}, "objects": self.objects_json(), "funcs": funcs,
            "env": {"GOMAXPROCS": "2", "GODEBUG": "schedtrace=10,scheddetail=1,asyncpreemptoff=1", "GOGC": "off"},
            "redirect": "2>&1",
        }


def main():
    seed, count, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    for number in range(count):
        scenario = Maker(seed * 1000003 + number).scenario(number)
        with open(f"{folder}/anything-{number}.json", "w") as f:
            json.dump(scenario, f, indent=1, ensure_ascii=False)


main()
