#!/usr/bin/env python3
"""The two tables of docs/fidelity.md that are made, not written.

    page.py            writes the assumptions of sim/report/assumptions.def into the page
    page.py --check    says whether the page has them as they are now (exit status 1 if not)

judge.py --markdown writes the results, through write() below."""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
PAGE = os.path.join(ROOT, "docs", "fidelity.md")
ASSUMPTIONS = os.path.join(ROOT, "sim", "report", "assumptions.def")
ROW = re.compile(r'^X\((GO\d_\d+),\s*(GO\d_\d+),\s*"(\w+)",\s*"([^"]*)",\s*"([^"]*)"\)$', re.M)


def put(page, name, table):
    """The page with the part between the two markers of `name` replaced."""
    begin, end = "<!-- %s: begin -->" % name, "<!-- %s: end -->" % name
    if begin not in page or end not in page:
        sys.exit("page.py: docs/fidelity.md has no place for the %s (%s … %s)" % (name, begin, end))
    head, rest = page.split(begin, 1)
    return head + begin + "\n" + table + end + rest.split(end, 1)[1]


def write(name, table, path=PAGE):
    with open(path) as f:
        page = put(f.read(), name, table)
    with open(path, "w") as f:
        f.write(page)


def release(name):
    return name.lower().replace("_", ".")


def assumptions():
    with open(ASSUMPTIONS) as f:
        text = f.read()
    rows = ROW.findall(text)
    if len(rows) != len(re.findall(r"^X\(", text, re.M)):
        sys.exit("page.py: a row of assumptions.def does not fit on its line")
    out = ["| models | | about | what is assumed |", "|---|---|---|---|"]
    for first, last, how, about, what in rows:
        models = release(first) if first == last else "%s – %s" % (release(first), release(last))
        out.append("| %s | %s | %s | %s |" % (models, how, about, what))
    return "\n".join(out) + "\n"


def main():
    if sys.argv[1:] == ["--check"]:
        with open(PAGE) as f:
            page = f.read()
        if put(page, "assumptions", assumptions()) != page:
            print("docs/fidelity.md: the assumptions are not those of assumptions.def: run %s" % os.path.relpath(__file__, ROOT))
            return 1
        return 0
    write("assumptions", assumptions())
    return 0


if __name__ == "__main__":
    sys.exit(main())
