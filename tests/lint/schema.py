#!/usr/bin/env python3
"""Law: scenarios/schema.json takes every scenario that is shipped or shown in docs/scenario.md, and refuses the
ones of tests/golden/errors whose mistake a schema can see. Skips (77) without the package jsonschema."""
import glob
import json
import re
import sys

try:
    import jsonschema

    validator_class = jsonschema.Draft202012Validator
except (ImportError, AttributeError):
    print("skipped: python3-jsonschema with draft 2020-12 is not installed")
    sys.exit(77)

# The mistakes that only the loader sees: names that are not declared, what kind of thing they are, depth, size.
LOADER_ONLY = {
    "deep-ops", "duplicate", "expect-param", "kinds", "long-number", "recursion", "redirect", "redirect-pipe",
    "redirect-twice", "undeclared",
}


def documents(text):
    return re.findall(r"^```json\n(.*?)^```", text, re.S | re.M)


def main():
    with open("scenarios/schema.json", encoding="utf-8") as file:
        schema = json.load(file)
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    failures = []

    good = {}
    for path in sorted(glob.glob("scenarios/*.json")):
        if path != "scenarios/schema.json":
            with open(path, encoding="utf-8") as file:
                good[path] = file.read()
    with open("docs/scenario.md", encoding="utf-8") as file:
        for number, text in enumerate(documents(file.read()), 1):
            good[f"docs/scenario.md, example {number}"] = text
    for path, text in good.items():
        for error in validator.iter_errors(json.loads(text)):
            failures.append(f"{path}: at {error.json_path}: {error.message[:200]}")

    refused = 0
    for path in sorted(glob.glob("tests/golden/errors/*.json")):
        name = path.split("/")[-1][: -len(".json")]
        try:
            with open(path, encoding="utf-8-sig") as file:
                document = json.loads(file.read())
        except (ValueError, RecursionError):
            continue
        if validator.is_valid(document) != (name in LOADER_ONLY):
            failures.append(f"{path}: the schema {'takes' if name not in LOADER_ONLY else 'refuses'} it")
        refused += name not in LOADER_ONLY
    if refused < 10 or len(good) < 15:
        failures.append(f"too little was looked at: {len(good)} good, {refused} bad")
    print("\n".join(failures) or f"{len(good)} good, {refused} bad, as expected")
    return 1 if failures else 0


sys.exit(main())
