from truth import each_in, median_in, median_near, ms

VARIANTS = {"P=1": {}, "P=2": {}}


def observe(run):
    t0, t1 = run.marks("t0")[0], run.marks("t1")[0]
    return {"wait_ms": [ms(t1 - t0)], "hog_holds": [sum(t0 < t <= t1 for t in run.marks("held"))]}


# P=2: "1.0 to 1.3 on an undisturbed machine, hog_holds 10 to 13; the median is the figure to match (within 30 %)".
RULES = [
    median_near("wait_ms", 0.30, variants=("P=2",)),
    median_in("hog_holds", 10 * 0.7, 13 * 1.3, variants=("P=2",)),
    median_in("wait_ms", 20, 21, variants=("P=1",)),
    each_in("wait_ms", 10, 25, variants=("P=1",)),
]
