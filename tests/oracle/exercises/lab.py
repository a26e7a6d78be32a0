"""lab.py: the Go program of an exercise, built with a learner's changes, run and read."""
import glob
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import realgo  # noqa: E402

FAILED = []


def hold(law, held, found):
    if not held:
        FAILED.append(law)
        print("not so: %s: found %s" % (law, found))


class Lab:
    def __init__(self, go, schedlab, folder):
        self.go, self.schedlab, self.folder = go, schedlab, folder

    def source(self, number):
        return glob.glob(os.path.join(realgo.ROOT, "scenarios", "bugs", "%02d-*" % number))[0]

    def build(self, number, *changes):
        """The program of an exercise, with the changes (old text, new text) that a learner would make in main.go."""
        program = os.path.join(self.folder, "exercise%d" % number)
        with open(os.path.join(self.source(number), "main.go"), encoding="utf-8") as file:
            text = file.read()
        for old, new in changes:
            if text.count(old) != 1:
                raise SystemExit("main.go of exercise %d has %r %d times" % (number, old, text.count(old)))
            text = text.replace(old, new)
        with open(os.path.join(self.folder, "main.go"), "w", encoding="utf-8") as file:
            file.write(text)
        subprocess.run([self.go, "build", "-o", program, "main.go"], check=True, cwd=self.folder,
                       env=realgo.environment(self.go))
        return program

    def run(self, program, *args, godebug="", status=0, **more):
        """Standard output and error of the program, which must end with that status. `more`: of the environment."""
        env = {k: v for k, v in os.environ.items() if not k.startswith("GO")}
        done = subprocess.run([program, *args], cwd=self.folder, capture_output=True, text=True,
                              env={**env, "GOMAXPROCS": "4", "GODEBUG": godebug, **more})
        hold("%s %s ends with status %d" % (os.path.basename(program), " ".join(args), status), done.returncode == status, done)
        return done.stdout, done.stderr

    def simulate(self, number, name, *args):
        subprocess.run([self.schedlab, "run", os.path.join(self.source(number), name), "--files", self.folder, *args],
                       check=True, capture_output=True)

    def read(self):
        """Size of trace.out, its events (lines of the real parser) and what the parser complains of."""
        path = os.path.join(self.folder, "trace.out")
        done = subprocess.run([self.go, "tool", "trace", "-d=parsed", path], capture_output=True, text=True,
                              env=realgo.environment(self.go))
        events = [line for line in done.stdout.splitlines() if line.startswith("M=")]
        return os.path.getsize(path), events, done.stderr.strip()


def judge(schedlab, about, laws):
    """Holds real Go to all laws; the exit status."""
    go = realgo.find_go()
    if not go:
        print("no Go is here: skipped")
        return realgo.SKIPPED
    version = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, env=realgo.environment(go)).stdout
    if not version.startswith("go1.27"):
        print("%s is not go1.27: skipped" % version.strip())
        return realgo.SKIPPED
    with tempfile.TemporaryDirectory(prefix="schedlab-truth-") as folder:
        realgo.make_module(folder, go)
        lab = Lab(go, schedlab, folder)
        for law in laws:
            law(lab)
    print("%s: %s" % (about, "as real Go has it" if not FAILED else "%d laws do not hold" % len(FAILED)))
    return 1 if FAILED else 0
