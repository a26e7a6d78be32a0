"""shrink.py: a program that differs, made as small as it goes.

Operations are taken out, in halves first, then one by one; what has a block is replaced by its block; counts become 1. A
change stays if the program still differs. The prologue is left alone: it fixes the phase.
"""
import copy

import programs

BLOCKS = ("do", "else", "go", "default")


def lists(node, path=()):
    """The paths of all lists of operations or cases in an operation or a list."""
    if isinstance(node, list):
        if all(isinstance(item, dict) for item in node):
            yield path
        for i, item in enumerate(node):
            if isinstance(item, dict):
                yield from lists(item, path + (i,))
    elif isinstance(node, dict):
        for key in node:
            if key in BLOCKS + ("select", "defer"):
                yield from lists(node[key], path + (key,))


def at(node, path):
    for step in path:
        node = node[step]
    return node


def own_functions(scenario):
    return [f for f in scenario["funcs"] if f not in programs.PROLOGUE_FUNCS]


def cuts(scenario):
    """All programs with something less: pieces of lists, long ones first."""
    for func in own_functions(scenario):
        first = len(programs.PROLOGUE) if func == "main" else 0
        for path in list(lists(scenario["funcs"][func])):
            size = len(at(scenario["funcs"][func], path))
            low = first if not path else 0
            step = size - low
            while step >= 1:
                for begin in range(low, size, step):
                    smaller = copy.deepcopy(scenario)
                    del at(smaller["funcs"][func], path)[begin:begin + step]
                    yield smaller
                step //= 2


def simpler(scenario):
    """All programs with an operation that is simpler: its block in its place, a count of 1."""
    for func in own_functions(scenario):
        first = len(programs.PROLOGUE) if func == "main" else 0
        for path in list(lists(scenario["funcs"][func])):
            ops = at(scenario["funcs"][func], path)
            for i in range(first if not path else 0, len(ops)):
                for key in ("do", "go", "defer", "else"):
                    block = ops[i].get(key)
                    if isinstance(block, (list, dict)) and "select" not in ops[i]:
                        smaller = copy.deepcopy(scenario)
                        at(smaller["funcs"][func], path)[i:i + 1] = block if isinstance(block, list) else [block]
                        yield smaller
                if isinstance(ops[i].get("n"), int) and ops[i]["n"] > 1:
                    for n in {1, ops[i]["n"] // 2, ops[i]["n"] - 1}:
                        smaller = copy.deepcopy(scenario)
                        at(smaller["funcs"][func], path)[i]["n"] = n
                        yield smaller


def unused(scenario):
    """The program without functions that nobody names any more; and without objects."""
    for key in ("funcs", "objects"):
        for name in list(scenario[key]):
            if name in ("main", "phase") or name in programs.PROLOGUE_FUNCS:
                continue
            smaller = copy.deepcopy(scenario)
            del smaller[key][name]
            yield smaller


def shrink(scenario, differs, most=250):
    """`differs` says whether a program still does; it is asked `most` times at the most."""
    tries = 0
    for changes in (cuts, simpler, cuts, unused):
        again = True
        while again and tries < most:
            again = False
            for smaller in changes(scenario):
                tries += 1
                if tries >= most:
                    break
                if differs(smaller):
                    scenario, again = smaller, True
                    break
    return scenario
