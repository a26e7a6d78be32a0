"""Damages Go execution traces the way a hostile or broken file might be: bits, bytes, cuts, batches, events.

Used by mutations.py. A mutation knows the format, so that most of what it makes gets past the first checks."""

import re

EVENT_BATCH, EXPERIMENTAL, END = 1, 49, 52
STRUCTURE = {2, 4, 6, 8, 50, 52}
NONE = (1 << 64) - 1


def spec_args(spec_def):
    """Arguments without dt of each timed event, by number, from sim/gotrace/spec.def."""
    args = {}
    for line in open(spec_def, encoding="utf-8"):
        m = re.match(r'X\(\w+,\s*(\d+),\s*"\w+",\s*"(\w*)",\s*"([^"]*)"', line)
        if m and m.group(3):
            args[int(m.group(1))] = m.group(2)
    return args


def varint(n):
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def get(data, at):
    n = shift = 0
    while True:
        byte = data[at]
        at += 1
        n |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return n & NONE, at


class Trace:
    """A file as a list of batches: [kind, experiment, gen, m, time, data]; what does not parse is kept as bytes."""

    def __init__(self, data):
        self.head, self.batches, self.rest = data[:16], [], b""
        at = 16
        try:
            while at < len(data):
                start, kind, exp = at, data[at], 0
                at += 1
                if kind == END:
                    self.batches.append([END])
                    continue
                if kind == EXPERIMENTAL:
                    exp = data[at]
                    at += 1
                gen, at = get(data, at)
                m, at = get(data, at)
                time, at = get(data, at)
                size, at = get(data, at)
                if kind not in (EVENT_BATCH, EXPERIMENTAL) or at + size > len(data):
                    raise IndexError
                self.batches.append([kind, exp, gen, m, time, data[at:at + size]])
                at += size
        except IndexError:
            self.rest = data[start:]

    def bytes(self):
        out = [self.head]
        for b in self.batches:
            if b[0] == END:
                out.append(bytes([END]))
                continue
            out.append(bytes([b[0]]) + (bytes([b[1]]) if b[0] == EXPERIMENTAL else b""))
            out += [varint(b[2]), varint(b[3]), varint(b[4]), varint(len(b[5])), b[5]]
        return b"".join(out) + self.rest


def events(data, args):
    """Events of a batch as lists of numbers: type, dt, arguments."""
    out, at = [], 0
    while at < len(data):
        kind = data[at]
        if kind not in args:
            return None
        at += 1
        ev = [kind]
        try:
            for _ in range(1 + len(args[kind])):
                n, at = get(data, at)
                ev.append(n)
        except IndexError:
            return None
        out.append(ev)
    return out


def join(evs):
    return b"".join(bytes([ev[0]]) + b"".join(varint(n & NONE) for n in ev[1:]) for ev in evs)


def odd_number(rng, old):
    return rng.choice([old + 1, old - 1, 0, 1, 2, 3, 4, 5, old ^ 1, 255, 256 + old, NONE, rng.randrange(1 << 20), rng.getrandbits(64)])


def mutate_bytes(rng, data):
    data = bytearray(data)
    for _ in range(rng.choice([1, 1, 1, 2, 5])):
        at = rng.randrange(max(1, len(data)))
        if not data:
            return bytes(data)
        kind = rng.randrange(6)
        if kind == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            data[at] = rng.randrange(256)
        elif kind == 2:
            del data[at:at + rng.choice([1, 1, 2, 10, 100])]
        elif kind == 3:
            data[at:at] = bytes(rng.randrange(256) for _ in range(rng.choice([1, 1, 2, 8])))
        elif kind == 4:
            data[at:at] = data[at:at + rng.choice([1, 4, 30, 200])]
        else:
            del data[at:]
    return bytes(data)


def mutate_batches(rng, t):
    if not t.batches:
        return
    i, k = rng.randrange(len(t.batches)), rng.randrange(len(t.batches))
    kind = rng.randrange(9)
    b = t.batches[i]
    if kind == 0:
        t.batches[i], t.batches[k] = t.batches[k], t.batches[i]
    elif kind == 1:
        del t.batches[i]
    elif kind == 2:
        t.batches.insert(k, list(b))
    elif kind == 3:
        rng.shuffle(t.batches)
    elif kind == 4:
        t.head = b"go 1.%d trace\0\0\0" % rng.choice([22, 23, 25, 26, 26, 22, 24, 27, 5])
    elif kind == 5:
        t.batches.insert(k, [END])
    elif b[0] != END and kind == 6:
        b[rng.choice([2, 3, 4])] = odd_number(rng, b[2])
    elif b[0] != END and kind == 7:
        b[3] = rng.choice([x[3] for x in t.batches if x[0] != END])
    elif b[0] != END:
        b[5] = mutate_bytes(rng, b[5]) if rng.randrange(2) else b[5][:rng.randrange(len(b[5]) + 1)]


def one_event(rng, evs, args):
    i, k = rng.randrange(len(evs)), rng.randrange(len(evs))
    kind = rng.randrange(8)
    ev = evs[i]
    if kind == 0 and i + 1 < len(evs):
        evs[i], evs[i + 1] = evs[i + 1], evs[i]
    elif kind == 1:
        del evs[i]
    elif kind == 2:
        evs.insert(k, list(ev))
    elif kind == 3 and len(ev) > 2:
        a = rng.randrange(2, len(ev))
        ev[a] = odd_number(rng, ev[a])
    elif kind == 4:
        same = [t for t in args if len(args[t]) == len(ev) - 2]
        ev[0] = rng.choice(same)
    elif kind == 5:
        ev[1] = rng.choice([0, ev[1] * 2, 1 << 20, 1 << 40, NONE])
    elif kind == 6:
        t = rng.choice(list(args))
        evs.insert(k, [t, 1] + [rng.choice([0, 1, 1, 2, 3, 7, rng.randrange(50)]) for _ in args[t]])
    else:
        evs[i], evs[k] = evs[k], evs[i]


def mutate_events(rng, t, args):
    plain = [b for b in t.batches if b[0] == EVENT_BATCH and b[5] and b[5][0] not in STRUCTURE]
    for _ in range(rng.choice([1, 1, 2, 4])):
        if not plain:
            return
        b = rng.choice(plain)
        evs = events(b[5], args)
        if evs:
            one_event(rng, evs, args)
            b[5] = join(evs)


def flatten_time(rng, t, args):
    """Makes events of different threads happen at the same time: ties are decided by the shape of a heap and a sort."""
    times = [b[4] for b in t.batches if b[0] == EVENT_BATCH]
    step = rng.choice([0, 0, 0, 1, 100])
    for b in t.batches:
        if b[0] != EVENT_BATCH or not b[5] or b[5][0] in STRUCTURE:
            continue
        b[4] = min(times)
        evs = events(b[5], args)
        if evs:
            for ev in evs:
                ev[1] = step if rng.randrange(4) else ev[1] & 1
            b[5] = join(evs)


def mutation(rng, data, args):
    kind = rng.randrange(10)
    if kind < 2:
        return mutate_bytes(rng, data)
    t = Trace(data)
    if kind < 4:
        mutate_batches(rng, t)
    elif kind < 9:
        mutate_events(rng, t, args)
    else:
        flatten_time(rng, t, args)
        if rng.randrange(2):
            mutate_events(rng, t, args)
    return t.bytes()
