#!/usr/bin/env python3
"""Law: on any file, our reader's verdict, its first line of message, the number of events before it and the events themselves
are those of the real parser of Go.

    mutations.py VERDICTS [COUNT [SEED]]

VERDICTS is the program built of verdicts.c. Exit status 77 (ctest: skipped) without ../shared or without Go."""
import os
import random
import re
import struct
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from mutate import mutation, spec_args  # noqa: E402
from realgo import ROOT, SKIPPED, environment, find_go  # noqa: E402

SHARED = os.path.join(os.path.dirname(ROOT), "shared")
SMALL = 40000  # larger files are mutated rarely: they say the same and take longer
OLD = "old trace format"
GAVE_UP = "gave up: "
NO_STRING = re.compile(rb"found invalid (func|file) string ID -?\d+ for stack -?\d+")


def skip(why):
    print("skipped:", why)
    sys.exit(SKIPPED)


def build_go(folder):
    """Builds verdicts.go inside the toolchain's tree; the toolchain is not changed."""
    go = find_go()
    if not go:
        skip("no real Go here")
    env = environment(go)
    root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, env=env).stdout.strip()
    overlay, out = os.path.join(folder, "overlay.json"), os.path.join(folder, "verdicts")
    with open(overlay, "w") as f:
        f.write('{"Replace":{"%s/src/cmd/schedlab-verdicts/main.go":"%s/tests/oracle/read/verdicts.go"}}' % (root, ROOT))
    env["GOFLAGS"] = ""
    done = subprocess.run([go, "build", "-overlay", overlay, "-o", out, "cmd/schedlab-verdicts"], env=env, capture_output=True, text=True)
    if done.returncode != 0:
        skip("this Go's parser cannot be built outside its tree: " + done.stderr.strip().split("\n")[-1])
    return out


def traces():
    found = []
    for folder in ("real", "conformance", "examples"):
        path = os.path.join(SHARED, "traces", folder)
        for name in sorted(os.listdir(path)):
            if name.endswith(".trace"):
                with open(os.path.join(path, name), "rb") as f:
                    found.append((folder + "/" + name, f.read()))
    return found


def cases(files, count, seed, args):
    """The files as they are, then mutations of them."""
    rng = random.Random(seed)
    small = [f for f in files if 16 < len(f[1]) <= SMALL]
    for name, data in files:
        yield name, data
    for i in range(count):
        name, data = rng.choice(small if i % 50 else files)
        yield "%s, seed %d, mutation %d" % (name, seed, i), mutation(rng, data, args)


def lines(program, pack):
    done = subprocess.run([program, pack], capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit("%s ended with status %d:\n%s" % (program, done.returncode, done.stderr.decode(errors="replace")))
    return done.stdout.split(b"\n")


def agree(ours, theirs):
    if ours == theirs:
        return True
    our, their = ours.split(b" ", 2), theirs.split(b" ", 2)
    if our[2].decode(errors="replace").startswith((OLD, GAVE_UP)):
        return True  # on purpose
    if NO_STRING.fullmatch(our[2]) and NO_STRING.fullmatch(their[2]):
        return our[:2] == their[:2]  # of several stacks without it, Go names any: it walks through a map
    if their[1] == b"-":  # it panics when asked about an event; we do not
        return our[0] == their[0] and our[2] == their[2]
    return their[2].startswith(b"panic: ")


def compare(program, theirs_program, pairs, folder, keep_as):
    """Both programs on (name, bytes) of `pairs`: those that differ are printed and kept. Returns how many files there were, how many
    of them valid, and how many differ."""
    pack, names, at = os.path.join(folder, "pack"), [], []
    with open(pack, "wb") as f:
        for name, data in pairs:
            names.append(name)
            at.append((f.tell() + 4, len(data)))
            f.write(struct.pack("<I", len(data)) + data)
    ours, theirs = lines(program, pack), lines(theirs_program, pack)
    if not len(ours) == len(theirs) == len(names) + 1:
        sys.exit("%d cases, %d of our lines, %d of theirs" % (len(names), len(ours) - 1, len(theirs) - 1))
    bad = [i for i in range(len(names)) if not agree(ours[i], theirs[i])]
    for i in bad[:20]:
        print("%s:\n  ours   %s\n  theirs %s" % (names[i], ours[i].decode(errors="replace"), theirs[i].decode(errors="replace")))
        with open(pack, "rb") as f:
            f.seek(at[i][0])
            keep = os.path.join(tempfile.gettempdir(), "%s-%d.trace" % (keep_as, i))
            with open(keep, "wb") as out:
                out.write(f.read(at[i][1]))
            print("  kept as", keep)
    return len(names), sum(1 for line in theirs if line.endswith(b" ok")), len(bad)


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 6000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    if not os.path.isdir(os.path.join(SHARED, "traces", "real")):
        skip("no ../shared/traces here")
    with tempfile.TemporaryDirectory() as folder:
        pairs = cases(traces(), count, seed, spec_args(os.path.join(ROOT, "sim/gotrace/spec.def")))
        count, valid, bad = compare(program, build_go(folder), pairs, folder, "read_mutations-%d" % seed)
    print("%d traces, %d of them valid: %d differ from the real parser" % (count, valid, bad))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
