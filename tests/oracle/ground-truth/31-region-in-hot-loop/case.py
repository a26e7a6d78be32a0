import os

from truth import each_in, median_in

# What an item costs there by itself: the three sizes of plain_ns.
ITEM = {"empty item": 1, "item of 300 steps": 170, "item of 5000 steps": 2850}
VARIANTS = {"WithRegion, " + size: {"item": "%dns" % ns} for size, ns in ITEM.items()}
VARIANTS["StartRegion, item of 300 steps"] = {"item": "170ns", "start": True}
VARIANTS["Log, item of 300 steps"] = {"item": "170ns", "log": True}
VARIANTS["Log, empty item"] = {"item": "1ns", "log": True}
# "160-220 ns a region, about 125 ns a log: the median within a factor of 1.5"; "10 bytes a region, 14 a log, within 25 %".
TIME = {"WithRegion": (160, 220), "StartRegion": (160, 220), "Log": (125, 125)}
BYTES = {"WithRegion": 10, "StartRegion": 10, "Log": 14}


def observe(run):
    plain, off, on = (run.measure(name, "min") / 10000 for name in ("plain", "off", "on"))
    return {"plain_ns": ["%.1f" % plain], "off_ns": ["%.1f" % (off - plain)], "on_ns": ["%.1f" % (on - plain)],
            "slowdown": ["%.2f" % (on / plain)],
            "bytes_per_item": ["%.1f" % (os.path.getsize(run.file("trace.out")) / 90000)]}


def what(variant):
    return variant.split(",")[0]


RULES = [
    each_in("off_ns", -1, 15),
    median_in("on_ns", lambda v: TIME[what(v)][0] / 1.5, lambda v: TIME[what(v)][1] * 1.5),
    median_in("bytes_per_item", lambda v: BYTES[what(v)] * 0.75, lambda v: BYTES[what(v)] * 1.25),
    each_in("slowdown", 5, 1e9, variants=("WithRegion, empty item",)),  # large for small items
    each_in("slowdown", 1, 1.15, variants=("WithRegion, item of 5000 steps",)),  # next to nothing for large ones
]
