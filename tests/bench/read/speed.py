#!/usr/bin/env python3
"""speed.py BENCH_READ [TRACE]: events per second of our trace reader and of the real parser, on a trace of over a million events
that a real Go program records here. Reported, not judged. Exit status 77 without Go."""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "oracle"))
from realgo import ROOT, SKIPPED, environment, find_go  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))


def build(go, folder, env):
    root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, env=env).stdout.strip()
    overlay, out = os.path.join(folder, "overlay.json"), os.path.join(folder, "bench_read")
    with open(overlay, "w") as f:
        f.write('{"Replace":{"%s/src/cmd/schedlab-bench/main.go":"%s/bench_read.go"}}' % (root, HERE))
    built = subprocess.run([go, "build", "-overlay", overlay, "-o", out, "cmd/schedlab-bench"], env=env, capture_output=True)
    return out if built.returncode == 0 else None


def figures(*command):
    return [float(word) for word in subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()]


def main():
    ours, go = sys.argv[1], find_go()
    if not go:
        print("skipped: no real Go here")
        return SKIPPED
    env = environment(go)
    env["GOFLAGS"] = ""
    with tempfile.TemporaryDirectory() as folder:
        theirs = build(go, folder, env)
        if not theirs:
            print("skipped: this Go's parser cannot be built outside its tree")
            return SKIPPED
        trace = sys.argv[2] if len(sys.argv) > 2 else os.path.join(folder, "pingpong.trace")
        if len(sys.argv) <= 2:
            subprocess.run([go, "run", os.path.join(HERE, "pingpong.go"), trace], check=True, env=env)
        events, read, summary = figures(ours, trace)
        same, real = figures(theirs, trace)
        if events != same:
            sys.exit("%d events, the real parser has %d" % (events, same))
        print("%d events, %d bytes (%s)" % (events, os.path.getsize(trace), os.path.relpath(trace, ROOT) if len(sys.argv) > 2 else "recorded now"))
        print("real parser        %7.1f ns/event" % real)
        print("trace_read         %7.1f ns/event, %4.1f times as fast" % (read, real / read))
        print("trace_summarize    %7.1f ns/event, %4.1f times as fast as the parser alone" % (summary, real / summary))
    return 0


if __name__ == "__main__":
    sys.exit(main())
