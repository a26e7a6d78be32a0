from truth import exact

VARIANTS = {"cap=%d" % cap: {"cap": cap} for cap in (0, 2, 4, 8)}
LOG = True


def observe(run):
    # Channels of a scenario carry no values; first in, first out, the receive number j of the whole program gets job j.
    # A worker prints its jobs in the order in which it received them.
    jobs, order = {}, []
    received = 0
    for who, _, what in run.log():
        if what.startswith("has received from jobs"):
            jobs.setdefault(who, []).append(received)
            received += 1
        elif what.startswith("prints: "):
            order.append("%s:%d" % (what[len("prints: "):], jobs[who].pop(0)))
    return {"order": [" ".join(order)]}


RULES = [exact("order")]
