#!/usr/bin/env python3
"""Runs the ground-truth cases on the simulator and judges them by what real Go did.

    judge.py [--schedlab FILE] [--cases DIR] [--seeds N] [--model M] [--markdown [FILE]] [CASE...]

A row for each figure: case, variant, observable, expected, seen, verdict. Exit status 0: all as in real Go; 1: one was
missed; 77: the measured cases are not here (ctest then says: skipped). A case is its folder's name or its number."""
import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys

import page
import truth

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
SKIPPED = 77
DEFAULT_MODEL = "go1.27"


class Case:
    """A case: what real Go gave (case.json), the scenario and the rules (case.py), and what the simulator gave."""

    def __init__(self, folder, measured, model):
        self.model = model
        self.name = os.path.basename(folder)
        self.folder = folder
        with open(os.path.join(measured, self.name, "case.json")) as f:
            self.truth = json.load(f)
        self.more = {"variants": [], "results": {}}
        if os.path.exists(os.path.join(folder, "more.json")):  # other variants of the same program, measured by us
            with open(os.path.join(folder, "more.json")) as f:
                self.more = json.load(f)
        spec = importlib.util.spec_from_file_location("case_" + self.name[:2], os.path.join(folder, "case.py"))
        self.code = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.code)
        self.variants = {v["id"]: v for v in (self.truth.get("variants") or [{"id": "default"}]) + self.more["variants"]}
        self.figures = {}
        self.results = {}

    def missing(self):
        """Variants that were measured and have no scenario."""
        return [v for v in self.variants if v not in self.code.VARIANTS]

    def take_results(self):
        """Expected figures: of the model's own Go. False if it was not measured."""
        mine = self.truth["go_version"]
        if mine.rsplit(".", 1)[0] == self.model:
            self.results = {o["name"]: dict(o["results"]) for o in self.truth["observables"] if o.get("results")}
            for name, results in self.more["results"].items():
                self.results.setdefault(name, {}).update(results)
            return True
        for version, other in self.truth.get("other_versions", {}).items():
            if version.rsplit(".", 1)[0] == self.model:
                self.results = other["results"]
                return True
        return False

    def expected(self, variant, name):
        return self.results[name][variant]

    def seen(self, variant, name):
        return [v for run in self.figures[variant] for v in run.get(name, [])]

    def run(self, lab, seeds):
        for variant, settings in self.code.VARIANTS.items():
            if not self.measured(variant):
                continue
            env = dict(self.truth.get("env", {}))
            env.update(self.variants[variant].get("env", {}))
            env.update(getattr(self.code, "ENV", {}).get(variant, {}))
            what = {"id": variant, "set": settings, "observe": self.code.observe}
            scenario = os.path.join(self.folder, getattr(self.code, "SCENARIO", {}).get(variant, "scenario.json"))
            self.figures[variant] = [lab.run(scenario, what, env, seed) for seed in range(1, seeds + 1)]

    def judge(self, go):
        """A row for each rule and variant."""
        for rule in self.code.RULES:
            if rule.models and self.model not in rule.models:
                continue
            for variant in self.code.VARIANTS:
                if not self.measured(variant) or (rule.variants and variant not in rule.variants):
                    continue
                yield self.row(rule, variant, go)

    def measured(self, variant):
        """Whether the model's own Go was run on it; more.json has the newest only."""
        return any(variant in results for results in self.results.values())

    def row(self, rule, variant, go):
        if rule.needs_go and not go:
            return (self.name, variant, "(a trace)", "", "", "skipped: no Go to read it with")
        try:
            v = rule.judge(self, variant)
        except (KeyError, IndexError, ValueError) as e:
            return (self.name, variant, "", "", "no figure: %r" % e, "MISSED")
        return (self.name, variant, v.observable, v.expected, v.seen, "ok" if v.held else "MISSED")


def find_go():
    if os.environ.get("GO"):
        return os.environ["GO"]
    install = os.path.join(os.path.dirname(ROOT), "shared", "oracle", "install-go")
    if os.access(install, os.X_OK):
        done = subprocess.run([install, "1.27"], capture_output=True, text=True)
        if done.returncode == 0:
            return done.stdout.strip().split("\n")[-1]
    return shutil.which("go")


def choose(names):
    folders = sorted(n for n in os.listdir(HERE) if os.path.exists(os.path.join(HERE, n, "case.py")))
    if not names:
        return folders
    chosen = [f for f in folders if f in names or f.split("-")[0] in names]
    if not chosen:
        sys.exit("judge.py: no such case: %s" % " ".join(names))
    return chosen


def print_row(row):
    print("%-28s %-32s %-22s %-44s %-44s %s" % row, flush=True)


def markdown(rows, model, seeds):
    out = ["Model %s, seeds 1 to %d; %d of %d figures as in real Go%s." %
           (model, seeds, sum(r[5] == "ok" for r in rows), sum(not r[5].startswith("skipped") for r in rows),
            "" if not any(r[5].startswith("skipped") for r in rows) else " (others were skipped)"), "",
           "| case | figures | as in real Go |", "|---|---|---|"]
    for case in sorted({r[0] for r in rows}):
        judged = [r for r in rows if r[0] == case and not r[5].startswith("skipped")]
        held = sum(r[5] == "ok" for r in judged)
        out.append("| %s | %d | %s |" % (case, len(judged), "all" if held == len(judged) else "all but %d" % (len(judged) - held)))
    out += ["", "Figure by figure:", "",
           "| case | variant | figure | real Go, and how close | simulated | |", "|---|---|---|---|---|---|"]
    out += ["| %s |" % " | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    return "\n".join(out) + "\n"


def parse_arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--schedlab", default=os.path.join(ROOT, "build", "dev", "sim", "cli", "schedlab"))
    p.add_argument("--cases", default=os.path.join(os.path.dirname(ROOT), "shared", "ground-truth"))
    p.add_argument("--seeds", type=int, default=20)
    p.add_argument("--model", default=DEFAULT_MODEL)
    p.add_argument("--markdown", nargs="?", const=page.PAGE)
    p.add_argument("case", nargs="*")
    return p.parse_args()


def main():
    args = parse_arguments()
    if not os.path.isdir(args.cases):
        print("skipped: what real Go did is not here (%s)" % args.cases)
        return SKIPPED
    go = find_go()
    lab = truth.Lab(args.schedlab, go, args.model)
    rows, failed, measured = [], False, 0
    for name in choose(args.case):
        case = Case(os.path.join(HERE, name), args.cases, args.model)
        for variant in case.missing():
            print_row((name, variant, "", "a scenario", "none", "MISSED"))
            failed = True
        if not case.take_results():
            print("%s: not measured with %s" % (name, args.model))
            continue
        measured += 1
        try:
            case.run(lab, args.seeds)
        except (RuntimeError, OSError, subprocess.TimeoutExpired) as e:
            print("%s: MISSED: %s" % (name, e))
            failed = True
            continue
        for row in case.judge(go):
            print_row(row)
            rows.append(row)
            failed = failed or row[5] == "MISSED"
    if args.markdown and rows:
        page.write("ground truth", markdown(rows, args.model, args.seeds), args.markdown)
    if not measured:
        print("skipped: none of these cases was measured with %s" % args.model)
        return SKIPPED
    return 1 if failed else 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.exit(main())
