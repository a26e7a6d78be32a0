"""realgo.py: finding a real Go, and a place to compile in, for the oracle tests written in Python."""
import os
import shutil
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SKIPPED = 77


def find_go():
    """The go command: $GO, the one that ../shared installs, or that of the PATH; None if there is none."""
    if os.environ.get("GO"):
        return os.environ["GO"]
    install = os.path.join(os.path.dirname(ROOT), "shared", "oracle", "install-go")
    if os.access(install, os.X_OK):
        done = subprocess.run([install, "1.27"], capture_output=True, text=True)
        if done.returncode == 0:
            return done.stdout.strip().split("\n")[-1]
    return shutil.which("go")


def tool(go, name):
    """gofmt and its like, beside the go command."""
    return os.path.join(os.path.dirname(os.path.realpath(go)), name)


def environment(go):
    """The environment of the go command itself: nothing of the caller's that would change what it does."""
    keep = {k: v for k, v in os.environ.items() if not k.startswith("GO")}
    return {**keep, "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local", "GOPROXY": "off"}


def make_module(folder, go):
    """Makes `folder` a module of the language that `go` has."""
    version = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, env=environment(go)).stdout
    major, minor = version.strip().removeprefix("go").split(".")[:2]
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "go.mod"), "w") as f:
        f.write("module scenarios\n\ngo %s.%s\n" % (major, minor))
