from truth import exact, one_of_measured

VARIANTS = {"P=%d" % p: {} for p in (1, 2, 4, 8)}


def observe(run):
    return {"threads": run.marks("end", "threads")}


RULES = [exact("idleprocs.last"), exact("spinningthreads.last"), one_of_measured("threads"),
         one_of_measured("threads.last"), one_of_measured("idlethreads.last")]
