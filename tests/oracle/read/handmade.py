"""Traces made by hand, one thing wrong (or odd, or right) in each: every event in every situation with many arguments, in the first
and in a later generation; and the structure of the file: headers, batches, tables, sync batches, ends.

Used by rules.py. What each must give is asked of the real parser; nothing is expected here."""

from mutate import NONE, varint

HZ = 1_000_000_000
SYNC, FREQUENCY, CLOCK, END, STACKS, STACK, STRINGS, STRING, SAMPLES, SAMPLE = 50, 8, 51, 52, 2, 3, 4, 5, 6, 7
PROCS_CHANGE, PROC_START, PROC_STOP, PROC_STEAL, PROC_STATUS, GO_CREATE, GO_CREATE_SYSCALL, GO_START = range(9, 17)
GO_DESTROY, GO_DESTROY_SYSCALL, GO_STOP, GO_BLOCK, GO_UNBLOCK, SYSCALL_BEGIN, SYSCALL_END, SYSCALL_END_BLOCKED, GO_STATUS = range(17, 26)
STW_BEGIN, STW_END, GC_ACTIVE, GC_BEGIN, GC_END, SWEEP_ACTIVE, SWEEP_BEGIN, SWEEP_END = range(26, 34)
ASSIST_ACTIVE, ASSIST_BEGIN, ASSIST_END, HEAP_ALLOC, HEAP_GOAL, GO_LABEL, TASK_BEGIN, TASK_END = range(34, 42)
REGION_BEGIN, REGION_END, USER_LOG, GO_SWITCH, GO_SWITCH_DESTROY, GO_CREATE_BLOCKED, GO_STATUS_STACK = range(42, 49)
VERSIONS = (22, 23, 25, 26)


def header(version):
    return b"go 1.%d trace\0\0\0" % version


def numbers(*args):
    return b"".join(varint(n & NONE) for n in args)


def batch(gen, m, data, time=1000):
    return b"\x01" + numbers(gen, m, time, len(data)) + data


def event(kind, *args, dt=1):
    return bytes([kind]) + numbers(dt, *args)


def frequency(n=HZ):
    return bytes([FREQUENCY]) + numbers(n)


def clock(dt=1, mono=1, sec=1, nsec=1):
    return bytes([CLOCK]) + numbers(dt, mono, sec, nsec)


def sync_data(version):
    return bytes([SYNC]) + frequency() + clock() if version >= 25 else frequency()


def sync(version, gen=1):
    return batch(gen, NONE, sync_data(version))


def string(number, text):
    return bytes([STRING]) + numbers(number, len(text)) + text


def stack(number, *frames):
    return bytes([STACK]) + numbers(number, len(frames)) + b"".join(numbers(*frame) for frame in frames)


def sample(time, m, p, g, stack_id):
    return bytes([SAMPLE]) + numbers(time, m, p, g, stack_id)


def strings_data():
    return bytes([STRINGS]) + string(1, b"sleep") + string(2, b"work") + string(3, b"main.main") + string(4, b"main.go")


def stacks_data():
    return bytes([STACKS]) + stack(1, (100, 3, 4, 7)) + stack(2, (200, 2, 4, 8), (100, 3, 4, 7))


def tables(gen=1):
    return batch(gen, NONE, stacks_data(), 2000) + batch(gen, NONE, strings_data(), 2000)


def end(version):
    return bytes([END]) if version >= 26 else b""


def trace(version, *generations):
    """generations: lists of (thread, data of one batch)."""
    out = header(version)
    for number, batches in enumerate(generations, 1):
        out += sync(version, number) + b"".join(batch(number, m, data) for m, data in batches) + tables(number) + end(version)
    return out


# Who is where when the event comes that is tried. G1 runs with P0 on M7 unless it says otherwise; P1 idles, G2 is runnable,
# G3 waits, G4 is in a call on M8 with P2, G5 in a call on M9 without a P.
P0 = event(PROC_STATUS, 0, 1)
OTHERS = (event(PROC_STATUS, 1, 2) + event(GO_STATUS, 2, NONE, 1) + event(GO_STATUS, 3, NONE, 4))
G1 = event(GO_STATUS, 1, 7, 2)
CALLS = [(8, event(PROC_STATUS, 2, 3) + event(GO_STATUS, 4, 8, 3)), (9, event(GO_STATUS, 5, 9, 3))]
SITUATIONS = {
    "nothing is known": b"",
    "no thread has anything": OTHERS,
    "a thread with a P": P0 + OTHERS,
    "a goroutine runs": P0 + G1 + OTHERS,
    "a goroutine without a P": G1 + OTHERS,
    "in a system call": P0 + G1 + OTHERS + event(SYSCALL_BEGIN, 1, 0),
    "in a call that has lost its P": P0 + G1 + OTHERS + event(SYSCALL_BEGIN, 1, 0) + event(PROC_STOP),
    "in a call with another P": P0 + G1 + OTHERS + event(SYSCALL_BEGIN, 1, 0) + event(PROC_STOP) + event(PROC_START, 1, 1),
    "the world is stopped": P0 + G1 + OTHERS + event(STW_BEGIN, 2, 0),
    "an assist": P0 + G1 + OTHERS + event(ASSIST_BEGIN, 0),
    "a sweep": P0 + G1 + OTHERS + event(SWEEP_BEGIN, 0),
    "marking": P0 + G1 + OTHERS + event(GC_BEGIN, 1, 0),
    "marking is over": P0 + G1 + OTHERS + event(GC_BEGIN, 1, 0) + event(GC_END, 2),
    "a task and a region": P0 + G1 + OTHERS + event(TASK_BEGIN, 5, 0, 2, 1) + event(REGION_BEGIN, 5, 2, 0),
    "a region without a task": P0 + G1 + OTHERS + event(REGION_BEGIN, 0, 2, 0) + event(REGION_BEGIN, 5, 3, 0),
    "a new goroutine": P0 + G1 + OTHERS + event(GO_CREATE, 10, 1, 2),
    "the goroutine of a C thread": event(PROC_STATUS, 1, 2) + event(GO_CREATE_SYSCALL, 1),
    "the goroutine of a C thread with a P": event(PROC_STATUS, 1, 2) + event(PROC_STATUS, 0, 3) + event(GO_CREATE_SYSCALL, 1),
    "a coroutine": P0 + G1 + OTHERS + event(GO_CREATE_BLOCKED, 10, 1, 2) + event(GO_SWITCH, 10, 1),
}

# What an argument may be, by what it is.
MEANT = {"p": (0, 1, 2, 3, NONE), "g": (1, 2, 3, 4, 5, 10, 99, 0, NONE), "m": (7, 8, 9, 99, NONE), "seq": (1, 2, 3, 0, NONE),
         "stack": (0, 2, 9), "string": (2, 3, 0, 9), "status": (1, 2, 3, 4, 0, 5, 258, 255), "n": (1, 0, NONE), "task": (5, 0, 6, NONE)}
ARGS = {
    PROCS_CHANGE: "n stack", PROC_START: "p seq", PROC_STOP: "", PROC_STEAL: "p seq m", PROC_STATUS: "p status",
    GO_CREATE: "g stack stack", GO_CREATE_SYSCALL: "g", GO_START: "g seq", GO_DESTROY: "", GO_DESTROY_SYSCALL: "",
    GO_STOP: "string stack", GO_BLOCK: "string stack", GO_UNBLOCK: "g seq stack", SYSCALL_BEGIN: "seq stack", SYSCALL_END: "",
    SYSCALL_END_BLOCKED: "", GO_STATUS: "g m status", STW_BEGIN: "string stack", STW_END: "", GC_ACTIVE: "seq", GC_BEGIN: "seq stack",
    GC_END: "seq", SWEEP_ACTIVE: "p", SWEEP_BEGIN: "stack", SWEEP_END: "n n", ASSIST_ACTIVE: "g", ASSIST_BEGIN: "stack", ASSIST_END: "",
    HEAP_ALLOC: "n", HEAP_GOAL: "n", GO_LABEL: "string", TASK_BEGIN: "task task string stack", TASK_END: "task stack",
    REGION_BEGIN: "task string stack", REGION_END: "task string stack", USER_LOG: "task string string stack", GO_SWITCH: "g seq",
    GO_SWITCH_DESTROY: "g seq", GO_CREATE_BLOCKED: "g stack stack", GO_STATUS_STACK: "g m status stack",
    128: "n n n", 129: "n n n", 130: "n", 131: "n n", 132: "n n", 133: "n", 134: "n n", 135: "n n", 136: "n",
}
WHAT_FOLLOWS = (b"", event(GO_BLOCK, 1, 0), event(PROC_STOP), event(GO_START, 2, 1))


def choices(rng, kind):
    """Arguments to try: each value of each argument at least once, with the others at random."""
    words = ARGS[kind].split()
    if not words:
        return [()]
    out = []
    for at, word in enumerate(words):
        for value in MEANT[word]:
            args = [rng.choice(MEANT[w]) if rng.randrange(3) == 0 else MEANT[w][0] for w in words]
            args[at] = value
            out.append(tuple(args))
    return sorted(set(out))


def event_cases(rng):
    """Every event in every situation, with many arguments."""
    for kind in list(range(0, 9)) + sorted(ARGS) + [49, 50, 51, 52, 53, 100, 127, 137, 200, 255]:
        for name, before in SITUATIONS.items():
            for args in choices(rng, kind) if kind in ARGS else [(), (1, 1, 1, 1)]:
                tried, after = event(kind, *args), rng.choice(WHAT_FOLLOWS)
                version, m = rng.choice(VERSIONS), rng.choice((7, 7, 7, 7, NONE))
                what = "%d%r after: %s" % (kind, args, name)
                if rng.randrange(2):
                    yield "1.%d " % version + what, trace(version, CALLS + [(m, before + tried + after)])
                else:
                    # A second generation: the situation was that of the first; told again, or not.
                    again = rng.choice((b"", P0, P0 + G1, P0 + G1 + OTHERS, OTHERS))
                    yield "1.%d gen 2: " % version + what, trace(version, CALLS + [(m, before)], [(m, again + tried + after)] + CALLS[:rng.randrange(3)])


def header_cases():
    whole = trace(26, [(7, P0 + G1)])
    texts = [b"", b"g", b"go 1.26 trace", b"go 1.26 trace\0\0", b"go 1.26 trace\0\0\1", b"go 1.26 tracE\0\0\0", b"Go 1.26 trace\0\0\0",
             b"go 2.26 trace\0\0\0", b"go 1.026 trace\0\0\0", b"go  1.26 trace\0\0\0", b"go\t1.26 trace\0\0\0", b"go 1. 26 trace\0\0\0",
             b"go 1.+26 trace\0\0\0", b"go 1.0x1a trace\0\0\0", b" go 1.26 trace\0\0\0", b"go 1.2_6 trace\0\0\0", b"go 1.26\ntrace\0\0\0",
             b"go 1.26 trace\0\0\0\0", b"go 1.99999999999 trace\0\0\0", b"go 1.-26 trace\0\0\0", b"\x1f\x8b\x08", b"PK\3\4" + bytes(20), bytes(16)]
    for version in list(range(0, 40)) + [100, 122, 126, 255, 256, 4294967295]:
        texts.append(header(version))
    for text in texts:
        yield "header %r" % text, text
        yield "header %r and a trace" % text, text + whole[16:]


def ends(version):
    """A whole trace of two generations, cut everywhere."""
    whole = trace(version, [(7, P0 + G1 + event(REGION_BEGIN, 0, 2, 1))], [(7, P0 + G1 + event(REGION_END, 0, 2, 1) + event(GO_BLOCK, 1, 2))])
    for at in range(len(whole)):
        yield "1.%d cut at %d" % (version, at), whole[:at]
    for more in (b"\0", b"\1", b"\x34", b"\x34\x34", b"\x31", b"\x31\1", b"\2", whole[16:], whole):
        yield "1.%d and %r behind it" % (version, more[:8]), whole + more


def sync_cases(version):
    """Sync batches: none, several, in parts, with the other version's form, damaged, anywhere."""
    data, forms = sync_data(version), []
    other = sync_data(22 if version >= 25 else 26)
    forms = [b"", other, data + data, data[:-1], bytes([SYNC]), bytes([SYNC]) + frequency(), bytes([SYNC]) + clock(), frequency(), clock(),
             bytes([SYNC]) + frequency() + frequency(), bytes([SYNC]) + clock() + clock(), bytes([SYNC]) + clock() + frequency(),
             bytes([SYNC, 7]), data + b"\x09\1", data + b"\0", bytes([SYNC, FREQUENCY]), bytes([SYNC, CLOCK, 1]), bytes([SYNC, CLOCK, 0x80])]
    forms += [bytes([SYNC]) + frequency(n) + clock() for n in (0, 1, 3, 7, 15625000, 1 << 40, NONE)]
    forms += [frequency(n) for n in (0, 1, 3, 7, 15625000, 1 << 40, NONE)] + [frequency() + frequency(), frequency() + clock(), bytes([FREQUENCY])]
    forms += [bytes([SYNC]) + frequency() + clock(*four) for four in ((0, 0, 0, 0), (NONE, 1, 1, 1), (1, NONE, NONE, NONE), (1, 1, 1, 10**10))]
    events, tail = batch(1, 7, P0 + G1), tables() + end(version)
    for form in forms:
        yield "1.%d sync %r" % (version, form), header(version) + batch(1, NONE, form) + events + tail
        yield "1.%d sync %r behind" % (version, form), header(version) + events + tables() + batch(1, 7, form) + end(version)
        yield "1.%d sync and %r" % (version, form), header(version) + sync(version) + events + batch(1, NONE, form) + tail
        yield "1.%d only sync %r" % (version, form), header(version) + batch(1, NONE, form)
        yield "1.%d sync %r in generation 2" % (version, form), header(version) + sync(version) + events + tail + batch(2, NONE, form) + tables(2) + end(version)
    yield "1.%d no sync" % version, header(version) + events + tail
    for number in (1, 2, 3):
        order = [sync(version), events, tables()][number - 1:] + [sync(version), events, tables()][:number - 1]
        yield "1.%d turned by %d" % (version, number), header(version) + b"".join(order) + end(version)


def table_cases(version):
    many = bytes([STRINGS]) + b"".join(string(i, b"%d" % i) for i in range(10, 3000))
    deep = tuple((i + 1, 3, 4, i) for i in range(129))
    forms = [many, bytes([STRINGS]), bytes([STACKS]), bytes([SAMPLES]), bytes([STRINGS, 4]), bytes([STACKS, 2]), bytes([SAMPLES, 6])]
    forms += [bytes([STRINGS]) + string(*s) for s in ((0, b"x"), (1, b"again"), (9, b""), (9, b"\xff\xfe\0\n"), (NONE, b"x"), (9, b"x" * 1024), (9, b"x" * 1025))]
    forms += [bytes([STRINGS, STRING]) + numbers(9, 5) + b"abc", bytes([STRINGS, STRING]) + numbers(9, NONE), bytes([STRINGS, STRING, 9]), bytes([STRINGS, STRING])]
    forms += [bytes([STACKS]) + stack(*s) for s in ((0,), (9,), (1, (1, 3, 4, 1)), (9, (1, 99, 4, 1)), (9, (1, 3, 99, 1)), (9, (0, 0, 0, 0)),
                                                    (NONE, (1, 3, 4, NONE)), (9, *deep[:128]), (9, *deep), (9, (100, 2, 4, 1)), (9, (100, 99, 4, 1)))]
    forms += [bytes([STACKS, STACK]) + numbers(9, 1) + numbers(*(1, 3, 4, 1)[:n]) for n in range(4)]
    forms += [bytes([STACKS, STACK, 9, 1, 0x80]), bytes([STACKS, STACK, 9]), bytes([STACKS, STACK]), bytes([STACKS, STACK]) + numbers(9, NONE)]
    forms += [bytes([SAMPLES]) + sample(*s) for s in ((1000, 7, 0, 1, 1), (1, 7, 0, 1, 1), (9999, 7, NONE, 0, 0), (1002, 99, 99, 99, 99), (1001, NONE, NONE, 0, 2))]
    forms += [bytes([SAMPLES]) + sample(1005, 7, 0, 1, 1) + sample(1001, 7, 0, 1, 2) + sample(1001, 8, 0, 1, 1), bytes([SAMPLES, SAMPLE, 1, 1]), bytes([SAMPLES, SAMPLE, 0x80])]
    work = batch(1, 7, P0 + G1 + event(REGION_BEGIN, 0, 2, 1) + event(GO_BLOCK, 1, 2))
    for form in forms:
        name = "1.%d table %r" % (version, form[:24])
        yield name, header(version) + sync(version) + work + tables() + batch(1, NONE, form) + end(version)
        yield name + " first", header(version) + batch(1, NONE, form) + sync(version) + work + tables() + end(version)
        yield name + " of a thread", header(version) + sync(version) + batch(1, 7, form) + work + tables() + end(version)
        yield name + " alone", header(version) + sync(version) + batch(1, 7, form) + end(version)
        yield name + " in generation 2", trace(version, [(7, P0 + G1)]) + sync(version, 2) + batch(2, 7, form) + tables(2) + end(version)
    for missing in (tables()[:0], batch(1, NONE, strings_data()), batch(1, NONE, stacks_data())):
        yield "1.%d without tables, or one" % version, header(version) + sync(version) + work + missing + end(version)


def batch_cases(version):
    """Order, number, size, generations and kinds of batches."""
    a, b = event(PROC_STATUS, 0, 1) + event(GO_STATUS, 1, 7, 2), event(GO_BLOCK, 1, 0) + event(PROC_STOP)
    rest, e, s = tables() + end(version), end(version), sync(version)
    pieces = {
        "in order": batch(1, 7, a) + batch(1, 7, b), "not in order": batch(1, 7, b) + batch(1, 7, a), "twice": batch(1, 7, a) * 2,
        "empty": batch(1, 7, b""), "empty of none": batch(1, NONE, b""), "only of none": batch(1, NONE, a), "time goes back": batch(1, 7, a, 5000) + batch(1, 7, b, 10),
        "time 0": batch(1, 7, a, 0), "time of the end of time": batch(1, 7, a, NONE), "time overflows": batch(1, 7, event(PROC_STATUS, 0, 1, dt=NONE)),
        "begins with an end": batch(1, 7, bytes([END]) + a), "begins with an end, then more": batch(1, 7, bytes([END])) + batch(1, 7, a),
        "begins with nothing known": batch(1, 7, b"\xff"), "cut in an event": batch(1, 7, a[:-1]), "cut in a time": batch(1, 7, a + b"\x14\x80"),
        "a long number": batch(1, 7, b"\x0d\x81\x80\x00\x00\x01"), "a number too long": batch(1, 7, b"\x0d" + b"\x80" * 11 + b"\1"),
        "65536 bytes": batch(1, 7, (event(HEAP_ALLOC, 300) * 14000)[:65536]), "65537 bytes": batch(1, 7, bytes(65537)), "a huge size": b"\1" + numbers(1, 7, 1, 1 << 40),
        "65536 bytes of events": batch(1, 7, a + event(HEAP_ALLOC, 3) * ((65536 - len(a)) // 3)), "a size of 64 bits": b"\1" + numbers(1, 7, 1, NONE),
        "a padded size": b"\1" + numbers(1, 7, 1000) + bytes([0x80 | len(a), 0x80, 0x80, 0]) + a, "a number that overflows": b"\1" + b"\xff" * 10 + b"\2",
        "another kind": b"\0", "a batch kind of an event": b"\x0d\1\1", "generation 0": batch(0, 7, a), "a later generation": batch(3, 7, a),
        "the next generation": batch(2, 7, a), "generation of 64 bits": batch(NONE, 7, a),
    }
    for exp in (0, 1, 2, 255):
        for data in (b"", b"\0\1\2", a, strings_data(), bytes([END]), sync_data(version)):
            pieces["experiment %d %r" % (exp, data[:6])] = b"\x31" + bytes([exp]) + numbers(1, NONE, 1000, len(data)) + data
    pieces["experiment cut"], pieces["experiment cut later"] = b"\x31", b"\x31\1\1"
    for name, piece in pieces.items():
        name = "1.%d batches: %s" % (version, name)
        yield name, header(version) + s + piece + rest
        yield name + ", before all", header(version) + piece + s + rest
        yield name + ", after all", header(version) + s + rest[:len(rest) - len(e)] + piece + e
        yield name + ", alone", header(version) + piece
        yield name + ", after the end", header(version) + s + rest + piece
        yield name + ", in generation 2", trace(version, [(7, a)]) + sync(version, 2) + piece.replace(b"\1\1", b"\1\2", 1) + tables(2) + e
    for numbers_of in ((1, 1), (1, 3), (2, 1), (5, 6), (5, 2), (NONE, NONE), (1, 2, 3), (1, 2, 2), (1, 1, 2), (2, 3, 1), (NONE - 1, NONE)):
        out = header(version)
        for n in numbers_of:
            out += batch(n, NONE, sync_data(version)) + batch(n, 7, event(PROC_STATUS, 0, 1)) + e
        yield "1.%d generations %r" % (version, numbers_of), out
    for count in (1, 2, 3, 50):
        yield "1.%d %d ends" % (version, count), header(version) + bytes([END]) * count
        yield "1.%d %d ends behind sync" % (version, count), header(version) + s + bytes([END]) * count


def cases(rng):
    yield from header_cases()
    for version in VERSIONS:
        yield from ends(version)
        yield from sync_cases(version)
        yield from table_cases(version)
        yield from batch_cases(version)
    yield from event_cases(rng)
