#!/usr/bin/env python3
"""Law: of every file that handmade.py can think of, our reader says what the real parser of Go says: verdict, first line of the
message, number of events before it, and what the events tell.

    rules.py VERDICTS [SEED]

VERDICTS is the program built of verdicts.c. Exit status 77 (ctest: skipped) without Go."""
import random
import sys
import tempfile

from handmade import cases
from mutations import build_go, compare


def main():
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        count, valid, bad = compare(sys.argv[1], build_go(folder), cases(random.Random(seed)), folder, "read_rules-%d" % seed)
    print("%d traces made by hand, %d of them valid: %d differ from the real parser" % (count, valid, bad))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
