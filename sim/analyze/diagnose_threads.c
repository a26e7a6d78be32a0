/* diagnose_threads.c: what the threads are kept by: a leak, a peak long past, or calls.
 *
 * Of a SCHED line, threads - idlethreads - (gomaxprocs - idleprocs) are neither idle nor at work: in calls, or parked with a
 * locked goroutine, which only scheddetail tells apart. A few always are: sysmon, the one that waits in the network poller. */
#include "diagnose_internal.h"

enum {
    ALWAYS_THERE = 2, /* of those that are neither idle nor at work */
    MANY = 8,         /* fewer threads than this are no matter */
    GROWTH_LEAST = 6  /* threads, from the first line to the last */
};

static int64_t busy_elsewhere(const struct sched_sample *s)
{
    int64_t n = s->threads - s->idlethreads - (s->gomaxprocs - s->idleprocs);

    return n > 0 ? n : 0;
}

/* Is there a line of scheddetail for each thread? */
static bool is_exact(const struct sched_sample *s)
{
    return s->states.lines > 0 && s->states.lines + ALWAYS_THERE >= s->threads;
}

static bool all_exact(const struct log_view *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (!is_exact(v->s[i]))
            return false;
    return true;
}

/* The middle one of three values: one odd line decides nothing. */
static int64_t middle(int64_t a, int64_t b, int64_t c)
{
    int64_t low = a < b ? a : b, high = a < b ? b : a;

    return c < low ? low : c > high ? high : c;
}

/* How much a figure grew, from the first lines to the last. */
static int64_t growth_of(const struct log_view *v, int64_t (*figure)(const struct sched_sample *))
{
    size_t n = v->n;

    return middle(figure(v->s[n - 1]), figure(v->s[n - 2]), figure(v->s[n - 3])) -
           middle(figure(v->s[0]), figure(v->s[1]), figure(v->s[2]));
}

static int64_t threads_of(const struct sched_sample *s)
{
    return s->threads;
}

static int64_t locked_of(const struct sched_sample *s)
{
    return s->nmidlelocked != SCHED_UNKNOWN ? s->nmidlelocked : s->states.locked;
}

static int64_t syscall_of(const struct sched_sample *s)
{
    return s->states.syscall;
}

/* Threads at a time in thousandths of the span. */
static int64_t threads_at(const struct log_view *v, int64_t part)
{
    int64_t ms = v->s[0]->ms + v->span * part / 1000, n = v->s[0]->threads;

    for (size_t i = 0; i < v->n && v->s[i]->ms <= ms; i++)
        n = v->s[i]->threads;
    return n;
}

/* Does the number of threads grow to the end, and in the last third at half the pace of the whole or more? A high-water mark
 * grows ever more slowly. */
static bool grows_to_the_end(const struct log_view *v)
{
    int64_t first = v->s[0]->threads, one = threads_at(v, 333), two = threads_at(v, 667),
            last = v->s[v->n - 1]->threads;

    return one > first && two > one && last > two && 6 * (last - two) >= last - first;
}

static void quote_ends(struct diagnosis *d, enum finding_id id, const struct log_view *v)
{
    for (size_t k = 0; k < EVIDENCE_LINES; k++) {
        const struct sched_sample *s = v->s[k * (v->n - 1) / (EVIDENCE_LINES - 1)];

        diagnose_quote(d, id, v->log, s->line, s->at, s->len);
    }
}

static bool has_locked_counts(const struct log_view *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->s[i]->nmidlelocked == SCHED_UNKNOWN && !is_exact(v->s[i]))
            return false;
    return true;
}

static void judge_leak(const struct log_view *v, struct diagnosis *d)
{
    enum finding_id id = FINDING_THREAD_LEAK;
    int64_t first = v->s[0]->threads, last = v->s[v->n - 1]->threads, grown = last - first;
    int64_t kept = growth_of(v, busy_elsewhere), smooth = growth_of(v, threads_of);
    bool enough = grown >= GROWTH_LEAST && 10 * grown >= first;
    bool to_the_end = grows_to_the_end(v);

    if (!to_the_end && (grown < GROWTH_LEAST || threads_at(v, 667) >= last)) {
        diagnose_judge(d, id, NOT_SUPPORTED, STRENGTH_STRONG,
                       "threads go from %lld to %lld in %lld ms and do not grow to the end",
                       (long long)first, (long long)last, (long long)v->span);
        quote_ends(d, id, v);
        return;
    }
    if (10 * kept < 3 * smooth) {
        diagnose_judge(d, id, NOT_SUPPORTED, STRENGTH_FAIR,
                       "threads grow from %lld to %lld, but the new ones are idle or at work",
                       (long long)first, (long long)last);
        quote_ends(d, id, v);
        return;
    }
    if (all_exact(v) && 2 * growth_of(v, syscall_of) >= smooth) {
        diagnose_judge(d, id, NOT_SUPPORTED, STRENGTH_STRONG,
                       "threads grow from %lld to %lld, and the new ones are in system or C calls",
                       (long long)first, (long long)last);
        quote_ends(d, id, v);
        return;
    }
    if (!enough || !to_the_end || 10 * kept < 7 * smooth) {
        diagnose_judge(d, id, UNDECIDED, STRENGTH_NONE,
                       "threads go from %lld to %lld in %lld ms: too little, or too unevenly, to "
                       "tell a leak from a peak",
                       (long long)first, (long long)last, (long long)v->span);
        return;
    }
    if (has_locked_counts(v) && 10 * growth_of(v, locked_of) >= 7 * smooth)
        diagnose_judge(d, id, SUPPORTED, STRENGTH_STRONG,
                       "threads grow from %lld to %lld over the whole log, and those parked with "
                       "a locked goroutine from %lld to %lld",
                       (long long)first, (long long)last, (long long)locked_of(v->s[0]),
                       (long long)locked_of(v->s[v->n - 1]));
    else
        diagnose_judge(d, id, SUPPORTED, STRENGTH_FAIR,
                       "threads grow from %lld to %lld over the whole log, and those neither idle "
                       "nor on a P from %lld to %lld",
                       (long long)first, (long long)last, (long long)busy_elsewhere(v->s[0]),
                       (long long)busy_elsewhere(v->s[v->n - 1]));
    quote_ends(d, id, v);
}

/* The view of the last third: what is left over now. */
static struct log_view last_third(const struct log_view *v)
{
    struct log_view end = *v;
    size_t skip = 0;

    while (v->n - skip > SAMPLES_LEAST && 3 * (v->s[skip]->ms - v->s[0]->ms) < 2 * v->span)
        skip++;
    end.s += skip;
    end.weight += skip;
    end.n -= skip;
    return end;
}

static void judge_high_water(const struct log_view *v, struct diagnosis *d)
{
    enum finding_id id = FINDING_THREAD_HIGH_WATER;
    struct log_view end = last_third(v);
    const struct sched_sample *last = v->s[v->n - 1];
    int64_t beyond = last->threads - last->gomaxprocs;
    struct share s;

    for (size_t i = 0; i < end.n; i++)
        end.yes[i] = 4 * end.s[i]->idlethreads >= 3 * end.s[i]->threads;
    s = share_of(end.yes, end.weight, end.n);
    if (beyond < 2 + MANY || 2 * beyond < last->gomaxprocs) {
        diagnose_judge(d, id, NOT_SUPPORTED, STRENGTH_STRONG,
                       "%lld threads for %lld Ps are not many", (long long)last->threads,
                       (long long)last->gomaxprocs);
        diagnose_quote(d, id, v->log, last->line, last->at, last->len);
    } else if (s.part >= 800 && s.low >= MOSTLY_LOW) {
        diagnose_judge(d, id, SUPPORTED, STRENGTH_STRONG,
                       "%lld threads for %lld Ps, and in the last third of the log three "
                       "quarters or more are idle %s",
                       (long long)last->threads, (long long)last->gomaxprocs, diagnose_share(d, s));
        quote_ends(d, id, v);
    } else if (s.part < HARDLY) {
        diagnose_judge(d, id, NOT_SUPPORTED, STRENGTH_FAIR,
                       "%lld threads, but three quarters of them are idle only %s in the last "
                       "third",
                       (long long)last->threads, diagnose_share(d, s));
        diagnose_quote_some(d, id, &end, false);
    } else {
        diagnose_judge(d, id, UNDECIDED, STRENGTH_NONE,
                       "three quarters of %lld threads are idle %s in the last third: there may "
                       "be peaks again and again",
                       (long long)last->threads, diagnose_share(d, s));
    }
}

/* Does the mean of v->value in one half of the samples differ from the other's by more than a quarter? */
static bool stays(const struct log_view *v)
{
    size_t half = v->n / 2;
    struct mean a = mean_of(v->value, v->weight, half);
    struct mean b = mean_of(v->value + half, v->weight + half, v->n - half);
    int64_t difference = a.milli > b.milli ? a.milli - b.milli : b.milli - a.milli;

    return 4 * difference <= (a.milli > b.milli ? a.milli : b.milli);
}

static void judge_syscalls(const struct log_view *v, struct diagnosis *d)
{
    enum finding_id id = FINDING_SYSCALL_BOUND;
    bool exact = all_exact(v);
    struct share s;
    struct mean m;

    for (size_t i = 0; i < v->n; i++) {
        int64_t n = exact ? v->s[i]->states.syscall : busy_elsewhere(v->s[i]) - ALWAYS_THERE;

        v->value[i] = n > 0 ? n : 0;
        v->yes[i] = n >= MANY && n >= v->s[i]->gomaxprocs && 3 * n >= v->s[i]->threads;
    }
    s = share_of(v->yes, v->weight, v->n);
    m = mean_of(v->value, v->weight, v->n);
    if (s.part >= 800 && s.low >= MOSTLY_LOW && stays(v)) {
        diagnose_judge(d, id, SUPPORTED, exact ? STRENGTH_STRONG : STRENGTH_FAIR,
                       "%s threads on average %s; their number stays", diagnose_mean(d, m),
                       exact ? "are in calls (a goroutine, no P)"
                             : "are neither idle nor on a P (in calls, or parked with a locked "
                               "goroutine)");
        quote_ends(d, id, v);
    } else if (s.part < HARDLY) {
        diagnose_judge(d, id, NOT_SUPPORTED, STRENGTH_STRONG,
                       "many threads in calls only %s; on average %s threads", diagnose_share(d, s),
                       diagnose_mean(d, m));
        diagnose_quote_some(d, id, v, false);
    } else {
        diagnose_judge(d, id, UNDECIDED, STRENGTH_NONE,
                       "threads neither idle nor on a P: %s on average, many %s, but their number "
                       "does not stay",
                       diagnose_mean(d, m), diagnose_share(d, s));
    }
}

void diagnose_threads(const struct log_view *v, struct diagnosis *d)
{
    judge_leak(v, d);
    judge_high_water(v, d);
    judge_syscalls(v, d);
}
