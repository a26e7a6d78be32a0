/* diagnose_trace.c: what an execution trace says about the load. A trace is no sample: its times are exact. */
#include <string.h>

#include "diagnose_internal.h"
#include "vtime.h"

enum { MANY_CALLS = 8, TOLD_SHORT = 50 /* ms; what is shorter says nothing about a load */ };

/* How many are in which state, and for how long something was so. */
struct load {
    int64_t now, told; /* told: while GOMAXPROCS was known */
    int64_t half_idle, saturated, calls;
    int64_t procs, busy, runnable, in_calls;
    bool begun;
};

static void pass(struct load *l, int64_t now)
{
    int64_t time = l->begun ? now - l->now : 0;
    int64_t idle = l->procs - l->busy;

    l->begun = true;
    l->now = now;
    if (l->procs <= 0 || time <= 0)
        return;
    l->told += time;
    l->half_idle += 2 * idle >= l->procs ? time : 0;
    l->saturated += idle <= 0 && l->runnable > 0 ? time : 0;
    l->calls += l->in_calls >= MANY_CALLS && l->in_calls >= l->procs ? time : 0;
}

static int64_t step(const struct trace_event *ev, int state)
{
    return (ev->to == state) - (ev->from == state);
}

static void count_event(void *self, const struct trace_event *ev)
{
    struct load *l = self;

    pass(l, ev->time);
    if (ev->kind == TRACE_METRIC && ev->what == TRACE_GOMAXPROCS) {
        l->procs = ev->value < INT32_MAX ? (int64_t)ev->value : INT32_MAX;
    } else if (ev->kind == TRACE_TRANSITION && ev->scope == TRACE_OF_P) {
        l->busy += step(ev, TRACE_P_RUNNING);
    } else if (ev->kind == TRACE_TRANSITION && ev->scope == TRACE_OF_G) {
        l->runnable += step(ev, TRACE_G_RUNNABLE);
        l->in_calls += step(ev, TRACE_G_SYSCALL);
    }
}

/* part / whole in thousandths. */
static int64_t thousandths(int64_t part, int64_t whole)
{
    return whole <= 0 ? 0 : whole >= 1000 ? part / (whole / 1000) : 1000 * part / whole;
}

static void judge_part(struct diagnosis *d, enum finding_id id, int64_t part, int64_t whole,
                       const char *what)
{
    int64_t p = thousandths(part, whole);
    char time[VTIME_TEXT], all[VTIME_TEXT];

    p = p > 1000 ? 1000 : p;
    vtime_format(time, part);
    vtime_format(all, whole);
    if (p >= THROUGHOUT)
        diagnose_judge(d, id, SUPPORTED, STRENGTH_STRONG, "%s %lld.%lld %% of the time", what,
                       (long long)(p / 10), (long long)(p % 10));
    else
        diagnose_judge(d, id, p < MOSTLY ? NOT_SUPPORTED : UNDECIDED,
                       p < MOSTLY ? STRENGTH_STRONG : STRENGTH_NONE, "%s %lld.%lld %% of the time",
                       what, (long long)(p / 10), (long long)(p % 10));
    diagnose_evidence(d, id, "from the first event to the last: %s of %s", time, all);
}

/* Marking by the collector's own goroutines beyond a quarter of the Ps uses idle ones, and costs the program nothing. */
static int64_t gc_cpu(const struct trace_summary *s, int64_t procs)
{
    int64_t workers = 0, most = s->gc.mark / 4 * procs;

    for (size_t i = 0; i < s->nfunctions; i++) {
        static const char name[] = "runtime.gcBgMarkWorker";
        const struct trace_function *f = &s->functions[i];

        if (f->name.len == sizeof name - 1 && memcmp(f->name.at, name, f->name.len) == 0)
            workers += f->times.running;
    }
    return (workers < most ? workers : most) + s->gc.assist + s->gc.pause_total * procs;
}

static void judge_gc(const struct trace_summary *s, struct diagnosis *d, int64_t procs)
{
    enum finding_id id = FINDING_GC_PRESSURE;
    int64_t p;

    if (procs <= 0 || procs > 1 << 16 || s->duration > INT64_MAX >> 17 ||
        s->gc.pause_total > INT64_MAX >> 17 || s->gc.mark > INT64_MAX >> 17 ||
        (s->gc.cycles > 0 && s->gc.cycles < SAMPLES_LEAST)) {
        diagnose_judge(d, id, UNDECIDED, STRENGTH_NONE, "%llu collections: too few to tell",
                       (unsigned long long)s->gc.cycles);
        return;
    }
    p = thousandths(gc_cpu(s, procs), s->duration * procs);
    if (p >= 200)
        diagnose_judge(d, id, SUPPORTED, STRENGTH_STRONG, "%lld.%lld %% of the CPU in %llu cycles",
                       (long long)(p / 10), (long long)(p % 10), (unsigned long long)s->gc.cycles);
    else
        diagnose_judge(d, id, p < 100 ? NOT_SUPPORTED : UNDECIDED,
                       p < 100 ? STRENGTH_STRONG : STRENGTH_NONE,
                       "%lld.%lld %% of the CPU in %llu cycles", (long long)(p / 10),
                       (long long)(p % 10), (unsigned long long)s->gc.cycles);
    diagnose_evidence(d, id, "mark assists %lld ns, marking %lld ns, pauses %lld ns",
                      (long long)s->gc.assist, (long long)s->gc.mark, (long long)s->gc.pause_total);
}

static void judge_load(const void *bytes, size_t len, const struct trace_summary *s,
                       struct diagnosis *d)
{
    static const enum finding_id ids[] = {FINDING_IDLE_CORES, FINDING_CPU_SATURATED,
                                          FINDING_SYSCALL_BOUND, FINDING_GC_PRESSURE};
    struct trace_names names = {0};
    struct trace_error err;
    struct load l = {0};

    trace_read(bytes, len, &names, (struct trace_sink){count_event, &l}, &err);
    trace_names_free(&names);
    if (l.told < TOLD_SHORT * MSEC) {
        for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
            diagnose_judge(d, ids[i], UNDECIDED, STRENGTH_NONE,
                           "the trace is shorter than %d ms (as far as it tells GOMAXPROCS): that "
                           "is no load",
                           TOLD_SHORT);
        return;
    }
    judge_part(d, FINDING_IDLE_CORES, l.half_idle, l.told, "half of the Ps or more are idle");
    judge_part(d, FINDING_CPU_SATURATED, l.saturated, l.told,
               "no P is idle and goroutines are runnable");
    judge_part(d, FINDING_SYSCALL_BOUND, l.calls, l.told,
               "8 goroutines or more, and at least one for each P, are in system or C calls");
    judge_gc(s, d, l.procs);
}

/* ---- what is in it at all ---- */

static void judge_empty(const struct trace_summary *s, struct diagnosis *d)
{
    uint64_t other = s->events - s->kinds[TRACE_SYNC];

    if (other == 0 && s->valid)
        diagnose_judge(d, FINDING_EMPTY_TRACE, SUPPORTED, STRENGTH_STRONG,
                       "%llu bytes, and no event in them", (unsigned long long)s->bytes);
    else
        diagnose_judge(d, FINDING_EMPTY_TRACE, other ? NOT_SUPPORTED : UNDECIDED,
                       other ? STRENGTH_STRONG : STRENGTH_NONE, "%llu events in %llu bytes",
                       (unsigned long long)s->events, (unsigned long long)s->bytes);
    diagnose_evidence(d, FINDING_EMPTY_TRACE, "%llu events, of these %llu Sync; %s",
                      (unsigned long long)s->events, (unsigned long long)s->kinds[TRACE_SYNC],
                      s->valid ? "the file is accepted" : "the file is refused");
}

enum {
    REGION_NS = 190,    /* what a region costs while tracing, measured with Go 1.27: 160 to 220 */
    REGIONS_MANY = 1000 /* of one name: fewer cost nothing that matters */
};

static void judge_region_cost(const struct trace_summary *s, struct diagnosis *d)
{
    enum finding_id id = FINDING_REGION_COST;

    diagnose_judge(d, id, NOT_SUPPORTED, STRENGTH_STRONG,
                   "no region came a thousand times around less than a microsecond of work");
    for (size_t i = 0; i < s->nregions; i++) {
        const struct trace_span *r = &s->regions[i];
        uint64_t ended = r->count - r->open;
        int64_t mean = ended ? (int64_t)((uint64_t)r->total / ended) : 0;

        if (ended < REGIONS_MANY || mean > 1000)
            continue;
        diagnose_judge(d, id, SUPPORTED, STRENGTH_FAIR,
                       "regions of %lld ns on average, of which each costs some %d ns",
                       (long long)mean, REGION_NS);
        diagnose_evidence(d, id, "region %.*s: %llu times, %lld ns in all",
                          (int)(r->name.len < 60 ? r->name.len : 60), r->name.at,
                          (unsigned long long)r->count, (long long)r->total);
    }
}

void diagnose_trace(const void *bytes, size_t len, const struct trace_summary *s,
                    struct diagnosis *d)
{
    *d = (struct diagnosis){.about = "an execution trace", .seen = IN_TRACE};
    for (int id = 0; id < FINDINGS; id++)
        diagnose_judge(d, (enum finding_id)id, UNDECIDED, STRENGTH_NONE,
                       "a trace does not hold it: no run queues, no idle threads");
    if (!s->valid)
        diagnose_note(d, "the trace is refused (%s); judged are the %llu events before",
                      s->error.text, (unsigned long long)s->events);
    judge_empty(s, d);
    if (d->findings[FINDING_EMPTY_TRACE].verdict == SUPPORTED) {
        for (int id = 0; id < FINDINGS; id++)
            if (id != FINDING_EMPTY_TRACE)
                diagnose_judge(d, (enum finding_id)id, UNDECIDED, STRENGTH_NONE,
                               "there is no event");
        return;
    }
    diagnose_judge(d, FINDING_TOO_FEW_SAMPLES, NOT_SUPPORTED, STRENGTH_STRONG,
                   "a trace is a record of all events, no sample");
    judge_load(bytes, len, s, d);
    judge_region_cost(s, d);
    diagnose_annotations(bytes, len, s, d);
}
