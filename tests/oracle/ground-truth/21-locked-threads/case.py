from truth import each_in, equal

N = 50
LEAK, UNLOCK, EXIT = "leak n=50", "unlock n=50", "exit n=50"
VARIANTS = {LEAK: {"leak": True}, UNLOCK: {"unlock": True}, EXIT: {}}


def observe(run):
    # Threads in existence; the simulator has no others than the kernel's.
    locked, ended = run.marks("locked", "threads"), run.marks("ended", "threads")
    return {"created_locked": locked, "kernel_locked": locked, "created_ended": ended, "kernel_ended": ended}


RULES = [
    each_in("kernel_locked", N + 3, N + 5),  # n + 4 at P=2, within 1
    each_in("idlethreads.last", 0, 5, variants=(LEAK,)),
    each_in("kernel_ended", 1, 8, variants=(EXIT,)),  # "small": 6 to 8 were seen
    equal("kernel_ended", "kernel_locked", variants=(UNLOCK,)),
    each_in("idlethreads.last", N, N + 3, variants=(UNLOCK,)),  # "about n + 2"; n + 1 was seen
]
