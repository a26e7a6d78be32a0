/* diagnose_log.c: what the SCHED lines of one process say about its load. */
#include "diagnose_internal.h"

/* ---- which lines ---- */

/* The process with the most lines; of equals the first. */
static int judged_run(const struct schedtrace *log)
{
    size_t best = 0;

    for (size_t i = 1; i < log->runs.len; i++)
        if (log->runs.at[i].samples > log->runs.at[best].samples)
            best = i;
    return (int)best;
}

/* A line stands for half of the gaps around it. A gap far longer than the others is one where lines are lost, and tells
 * nothing about itself. */
static int64_t weigh(const struct log_view *v, size_t i, int64_t usual)
{
    int64_t before = i > 0 ? v->s[i]->ms - v->s[i - 1]->ms : usual;
    int64_t after = i + 1 < v->n ? v->s[i + 1]->ms - v->s[i]->ms : usual;

    before = before > 2 * usual ? 2 * usual : before;
    after = after > 2 * usual ? 2 * usual : after;
    return before + after > 0 ? before + after : 1;
}

static void view_open(struct log_view *v, const struct schedtrace *log, struct arena *arena)
{
    int run = judged_run(log);
    size_t room = log->samples.len + 1;
    int64_t usual;

    *v = (struct log_view){.log = log};
    v->s = ARENA_ARRAY(arena, const struct sched_sample *, room);
    v->weight = ARENA_ARRAY(arena, int64_t, room);
    v->yes = ARENA_ARRAY(arena, bool, room);
    v->value = ARENA_ARRAY(arena, int64_t, room);
    for (size_t i = 0; i < log->samples.len; i++) {
        const struct sched_sample *s = &log->samples.at[i];

        if (s->run == run && s->ms > 0 && !s->dying)
            v->s[v->n++] = s;
    }
    if (v->n == 0)
        return;
    v->span = v->s[v->n - 1]->ms - v->s[0]->ms;
    usual = v->n > 1 ? (v->span + (int64_t)v->n - 2) / (int64_t)(v->n - 1) : 1;
    usual = log->runs.at[run].interval && log->runs.at[run].interval < usual
                ? 2 * log->runs.at[run].interval
                : usual;
    for (size_t i = 0; i < v->n; i++)
        v->weight[i] = weigh(v, i, usual);
}

int64_t log_queued(const struct schedtrace *log, const struct sched_sample *s)
{
    int64_t sum = s->runqueue;

    if (s->nlocal < s->gomaxprocs)
        return SCHED_UNKNOWN;
    for (int64_t i = 0; i < s->nlocal; i++)
        sum += log->queues.at[s->local + (size_t)i];
    return sum;
}

/* ---- verdicts ---- */

static void judge_count(const struct log_view *v, struct diagnosis *d)
{
    enum finding_id id = FINDING_TOO_FEW_SAMPLES;
    const struct schedtrace *log = v->log;

    if (v->n >= SAMPLES_LEAST) {
        diagnose_judge(d, id, NOT_SUPPORTED, STRENGTH_STRONG,
                       "%zu lines after the one at 0 ms, over %lld ms", v->n, (long long)v->span);
        return;
    }
    if (log->samples.len == 0)
        diagnose_judge(d, id, SUPPORTED, STRENGTH_STRONG,
                       "no SCHED line could be read in %zu lines; they go to standard error, and "
                       "only with GODEBUG=schedtrace=N",
                       log->lines);
    else
        diagnose_judge(d, id, SUPPORTED, STRENGTH_STRONG,
                       "%zu line%s after the one at 0 ms: below %d, chance decides what they show",
                       v->n, v->n == 1 ? "" : "s", SAMPLES_LEAST);
    if (log->samples.len == 0)
        diagnose_evidence(d, id, "%zu lines, none of them a whole SCHED line", log->lines);
    for (size_t i = 0; i < log->samples.len && i < EVIDENCE_LINES; i++)
        diagnose_quote(d, id, log, log->samples.at[i].line, log->samples.at[i].at,
                       log->samples.at[i].len);
}

static void judge_idle(const struct log_view *v, struct diagnosis *d)
{
    enum finding_id id = FINDING_IDLE_CORES;
    struct share half;
    struct mean part;
    const char *text;

    for (size_t i = 0; i < v->n; i++) {
        v->yes[i] = 2 * v->s[i]->idleprocs >= v->s[i]->gomaxprocs;
        v->value[i] = 100 * v->s[i]->idleprocs / v->s[i]->gomaxprocs;
    }
    half = share_of(v->yes, v->weight, v->n);
    part = mean_of(v->value, v->weight, v->n);
    text = diagnose_mean(d, part);
    if (half.part >= THROUGHOUT && half.low >= THROUGHOUT_LOW && part.milli - part.error >= 50000) {
        diagnose_judge(d, id, SUPPORTED, half.n < 15 ? STRENGTH_FAIR : STRENGTH_STRONG,
                       "half of the Ps or more are idle %s; on average %s %% are. A load in step "
                       "with the lines would look the same",
                       diagnose_share(d, half), text);
        diagnose_quote_some(d, id, v, true);
    } else if (half.part < MOSTLY || part.milli + part.error < 50000) {
        diagnose_judge(d, id, NOT_SUPPORTED, STRENGTH_FAIR,
                       "half of the Ps or more are idle only %s; on average %s %% are",
                       diagnose_share(d, half), text);
        diagnose_quote_some(d, id, v, false);
    } else {
        diagnose_judge(d, id, UNDECIDED, STRENGTH_NONE,
                       "half of the Ps or more are idle %s, on average %s %%: neither throughout "
                       "nor seldom",
                       diagnose_share(d, half), text);
    }
}

/* Parts of the time. A program that ends has a line or two without work; what waits in runnext stands in no figure. */
enum { BUSY = 850, QUEUED = 800 };

static void judge_saturated(const struct log_view *v, struct diagnosis *d)
{
    enum finding_id id = FINDING_CPU_SATURATED;
    struct share busy, both;

    for (size_t i = 0; i < v->n; i++)
        v->yes[i] = v->s[i]->idleprocs == 0;
    busy = share_of(v->yes, v->weight, v->n);
    if (busy.part < BUSY) {
        diagnose_judge(d, id, busy.part < 750 ? NOT_SUPPORTED : UNDECIDED,
                       busy.part < 750 ? STRENGTH_FAIR : STRENGTH_NONE, "no P is idle only %s",
                       diagnose_share(d, busy));
        diagnose_quote_some(d, id, v, false);
        return;
    }
    for (size_t i = 0; i < v->n; i++)
        v->yes[i] =
            v->s[i]->idleprocs == 0 && (v->s[i]->runqueue > 0 || log_queued(v->log, v->s[i]) > 0);
    both = share_of(v->yes, v->weight, v->n);
    if (both.part >= QUEUED && both.low >= THROUGHOUT_LOW) {
        diagnose_judge(d, id, SUPPORTED, both.n < 15 ? STRENGTH_FAIR : STRENGTH_STRONG,
                       "no P is idle and goroutines wait in queues %s", diagnose_share(d, both));
        diagnose_quote_some(d, id, v, true);
    } else {
        diagnose_judge(d, id, UNDECIDED, STRENGTH_NONE,
                       "no P is idle %s, but goroutines are seen waiting only %s: the load may be "
                       "in step with the lines, and one goroutine for each P waits unseen",
                       diagnose_share(d, busy), diagnose_share(d, both));
    }
}

/* A verdict about what is "most of the time". */
static void judge_mostly(const struct log_view *v, struct diagnosis *d, enum finding_id id,
                         const char *what)
{
    struct share s = share_of(v->yes, v->weight, v->n);

    if (s.part >= MOSTLY && s.low >= MOSTLY_LOW) {
        diagnose_judge(d, id, SUPPORTED, s.low >= MOSTLY ? STRENGTH_STRONG : STRENGTH_FAIR, "%s %s",
                       what, diagnose_share(d, s));
        diagnose_quote_some(d, id, v, true);
    } else if (s.part < HARDLY) {
        diagnose_judge(d, id, NOT_SUPPORTED, STRENGTH_FAIR, "%s only %s", what,
                       diagnose_share(d, s));
        diagnose_quote_some(d, id, v, false);
    } else {
        diagnose_judge(d, id, UNDECIDED, STRENGTH_NONE, "%s %s: not most of the time, nor seldom",
                       what, diagnose_share(d, s));
    }
}

enum { QUEUE_LONG = 8 }; /* goroutines: an eighth of a second's wait with whole time slices */

static void judge_backlog(const struct log_view *v, struct diagnosis *d)
{
    for (size_t i = 0; i < v->n; i++)
        v->yes[i] = v->s[i]->runqueue >= QUEUE_LONG && v->s[i]->runqueue >= 2 * v->s[i]->gomaxprocs;
    judge_mostly(v, d, FINDING_GLOBAL_BACKLOG,
                 "the global queue holds 8 goroutines or more, and two or more for each P,");
}

/* The P whose queue is long while no other has an eighth of it; SCHED_UNKNOWN: none. */
static int64_t long_queue(const struct schedtrace *log, const struct sched_sample *s)
{
    int64_t longest = 0, where = SCHED_UNKNOWN;
    const int64_t *q;

    if (s->nlocal < s->gomaxprocs || s->gomaxprocs < 2)
        return SCHED_UNKNOWN;
    q = log->queues.at + s->local;
    for (int64_t i = 0; i < s->nlocal; i++)
        if (q[i] > longest) {
            longest = q[i];
            where = i;
        }
    for (int64_t i = 0; i < s->nlocal; i++)
        if (i != where && 8 * q[i] > longest)
            return SCHED_UNKNOWN;
    return longest >= QUEUE_LONG ? where : SCHED_UNKNOWN;
}

/* The P that most samples agree on; what passes from P to P is work on its way, no imbalance. */
static int64_t most_frequent(const int64_t *values, size_t n)
{
    int64_t candidate = SCHED_UNKNOWN;
    size_t votes = 0;

    for (size_t i = 0; i < n; i++) {
        if (values[i] == SCHED_UNKNOWN)
            continue;
        if (votes == 0)
            candidate = values[i];
        votes = values[i] == candidate ? votes + 1 : votes - 1;
    }
    return candidate;
}

static void judge_imbalance(const struct log_view *v, struct diagnosis *d)
{
    size_t lost = 0;
    int64_t p;

    for (size_t i = 0; i < v->n; i++) {
        v->value[i] = long_queue(v->log, v->s[i]);
        lost += v->s[i]->nlocal < v->s[i]->gomaxprocs;
    }
    if (2 * lost > v->n) {
        diagnose_judge(d, FINDING_IMBALANCE, UNDECIDED, STRENGTH_NONE,
                       "the queues of the Ps are unreadable in %zu of %zu samples", lost, v->n);
        return;
    }
    p = most_frequent(v->value, v->n);
    for (size_t i = 0; i < v->n; i++)
        v->yes[i] = p != SCHED_UNKNOWN && v->value[i] == p;
    judge_mostly(v, d, FINDING_IMBALANCE,
                 "one and the same P has 8 goroutines or more in its queue and no other P an "
                 "eighth of that");
}

/* ---- all of it ---- */

static void add_figure(const struct log_view *v, struct diagnosis *d, const char *name)
{
    struct mean m = mean_of(v->value, v->weight, v->n);

    *VEC_PUSH(&d->figures) = (struct diagnosis_figure){name, m.milli, m.error};
}

static void add_figures(const struct log_view *v, struct diagnosis *d)
{
#define FIGURE(name, expression)                                                                   \
    for (size_t i = 0; i < v->n; i++)                                                              \
        v->value[i] = (expression);                                                                \
    add_figure(v, d, name)
    FIGURE("gomaxprocs", v->s[i]->gomaxprocs);
    FIGURE("idleprocs", v->s[i]->idleprocs);
    FIGURE("threads", v->s[i]->threads);
    FIGURE("idlethreads", v->s[i]->idlethreads);
    FIGURE("runqueue", v->s[i]->runqueue);
#undef FIGURE
}

static void add_notes(const struct log_view *v, struct diagnosis *d)
{
    const struct schedtrace *log = v->log;
    int run = judged_run(log);

    if (log->runs.len > 1)
        diagnose_note(d,
                      "the log holds lines of %zu processes (time goes back to 0); judged is the "
                      "one with the most, lines %zu to %zu",
                      log->runs.len, log->runs.at[run].first, log->runs.at[run].last);
    if (log->damaged)
        diagnose_note(d, "%zu of %zu SCHED lines %s not readable (%s) and left out", log->damaged,
                      log->heads, log->damaged == 1 ? "is" : "are",
                      log->cut && log->damaged == 1
                          ? "cut by the end of the log"
                          : "cut, or other output stands in their figures");
    for (size_t i = 0; i < log->samples.len; i++)
        if (log->samples.at[i].dying) {
            diagnose_note(d,
                          "line %zu was printed because the program died, not by the clock; it "
                          "is left out",
                          log->samples.at[i].line);
            return;
        }
}

void diagnose_log(const struct schedtrace *log, struct diagnosis *d)
{
    struct log_view v;

    *d = (struct diagnosis){.about = "a schedtrace log", .seen = IN_LOG};
    view_open(&v, log, &d->arena);
    for (int id = 0; id < FINDINGS; id++) {
        if (!(finding_kinds[id].seen & IN_LOG))
            diagnose_judge(d, (enum finding_id)id, UNDECIDED, STRENGTH_NONE,
                           "a log cannot show it: it takes an execution trace");
        else
            diagnose_judge(d, (enum finding_id)id, UNDECIDED, STRENGTH_NONE,
                           "%zu line%s after the one at 0 ms: too few to tell", v.n,
                           v.n == 1 ? "" : "s");
    }
    add_notes(&v, d);
    judge_count(&v, d);
    diagnose_gc_lines(log, d);
    if (v.n > 0)
        add_figures(&v, d);
    if (v.n < SAMPLES_LEAST)
        return;
    judge_idle(&v, d);
    judge_saturated(&v, d);
    judge_backlog(&v, d);
    judge_imbalance(&v, d);
    diagnose_threads(&v, d);
}
