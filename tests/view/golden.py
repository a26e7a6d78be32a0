"""golden.py check|update SCHEDLAB: every view of every shipped scenario at two instants, and what lies over or
beside it, held against tests/golden/view.

A golden file has a line for each picture: how many shapes it has, a hash of its state and shapes as text, a hash of its pixels;
of some pictures the whole text is kept. Widths of letters and pixels are those of the versions of SDL2_ttf and FreeType in the
first line: with others the pictures are drawn twice and compared with each other only, and the test is skipped."""

import concurrent.futures
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "view"
VIEWS = ("board", "timeline", "code", "compare")
INSTANTS = ("33%", "66%")
# What belongs to no scenario, each drawn once: the words that make it. The clicks are on the eighth exercise and "Predict".
EXTRAS = {
    "lesson-list": ["--view", "lesson"],
    "lesson-predict": ["--view", "lesson", "--keys", "click:1000,366 wait:1ms click:1022,98 wait:1ms"],
    "presenter": ["--presenter"],
    "presenter-small": ["--presenter", "--size", "800x500", "--theme", "light"],
    "lean": ["--keys", "L"],
    "keys": ["--keys", "?"],
    "palette": ["--keys", "Ctrl+P text:th"],
    "change": ["--keys", "C", "--size", "800x500"],
    "search": ["--view", "timeline", "--keys", "/ text:reader Enter"],
    "tour": ["--tour"],
}
WHOLE = {("syscall-storm", "board", "33%"), ("syscall-storm", "timeline", "33%"), ("ping-pong", "board", "66%")}
ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in ("GOMAXPROCS", "GODEBUG", "GOGC", "SCHEDLAB_FONTS")}
ENVIRONMENT["SCHEDLAB_DATA"] = str(ROOT)


def dump(words):
    """The text of a picture. It is drawn in an empty folder: nobody's progress with the exercises is in it."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "dump"
        done = subprocess.run(words + ["--dump", str(out)], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True,
                              check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(words)}: status {done.returncode}: {done.stderr}")
        return out.read_text(encoding="utf-8")


def dump_view(program, scenario, view, at):
    words = [program, "view", scenario, "--view", view, "--at", at, "--select", "G1"]
    words += ["--size", "1280x720"]
    words += ["--compare", "go1.19"] if view == "compare" else []
    words += ["--theme", "light"] if at == INSTANTS[1] else []
    return dump(words)


def dump_extra(program, words):
    size = [] if "--size" in words else ["--size", "1280x720"]
    at = [] if "--tour" in words else ["--at", "2ms"]
    return dump([program, "view", "syscall-storm", *at, *size, *words])


def row(text, key):
    """The value of a row of the state."""
    return next(line.split(": ", 1)[1] for line in text.splitlines() if line.startswith(key + ": "))


def line_of(view, at, text):
    """What a golden file has of a picture: all but its pixels and versions are in the hash."""
    scene = "\n".join(x for x in text.splitlines() if not x.startswith(("pixels: ", "fonts: ")))
    shapes = len(scene.split("\n\n", 1)[1].splitlines())
    digest = hashlib.sha256(scene.encode()).hexdigest()[:16]
    return f"{view} {at} shapes {shapes} text {digest} pixels {row(text, 'pixels')}"


def pictures_of(program, scenario):
    """Golden files by name, with what they should hold."""
    files, lines = {}, []
    for view in VIEWS:
        for at in INSTANTS:
            text = dump_view(program, scenario, view, at)
            if not lines:
                lines.append("fonts: " + row(text, "fonts"))
            lines.append(line_of(view, at, text))
            if (scenario, view, at) in WHOLE:
                files[f"{scenario}.{view}.txt"] = text
    files[f"{scenario}.txt"] = "\n".join(lines) + "\n"
    return files


def all_pictures(program):
    scenarios = sorted(p.stem for p in (ROOT / "scenarios").glob("*.json") if p.stem != "schema")
    files = {}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for made in pool.map(lambda s: pictures_of(program, s), scenarios):
            files.update(made)
    extras = {name: dump_extra(program, words) for name, words in EXTRAS.items()}
    lines = ["fonts: " + row(extras["keys"], "fonts")] + [line_of(name, "2ms", text) for name, text in extras.items()]
    files["window.txt"] = "\n".join(lines) + "\n"
    return files


def differences(made):
    """Prints how the golden files differ; how many do."""
    bad = 0
    kept = {p.name: p.read_text(encoding="utf-8") for p in GOLDEN.glob("*.txt")}
    for name in sorted(made.keys() | kept.keys()):
        was, now = kept.get(name, "").splitlines(), made.get(name, "").splitlines()
        changed = [x for x in now if x not in was] + (["(no such picture any more)"] if not now else [])
        if changed:
            bad += 1
            print(f"{name}: {len(changed)} of {len(now)} lines differ, as in: {changed[0]}")
    return bad


def main():
    mode, program = sys.argv[1:]
    made = all_pictures(program)
    if mode == "update":
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for old in GOLDEN.glob("*.txt"):
            old.unlink()
        for name, text in made.items():
            (GOLDEN / name).write_text(text, encoding="utf-8")
        return 0
    if all_pictures(program) != made:
        print("two runs drew different pictures")
        return 1
    fonts = made["syscall-storm.txt"].splitlines()[0]
    pinned = (GOLDEN / "syscall-storm.txt").read_text(encoding="utf-8").splitlines()[0]
    if fonts != pinned:
        print(f"the golden pictures are of {pinned}, not of {fonts}: drawn twice, and alike")
        return 77
    if differences(made):
        print("look at them, then: cmake --build build/dev --target golden-update")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
