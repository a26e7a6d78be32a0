#include "metrics.h"

#include "disk.h"
#include "frame.h"
#include "gc.h"
#include "runq.h"
#include "syscall.h"
#include "wake.h"

/* ---- the histogram ------------------------------------------------------------------------------------------------
 *
 * Powers of two, each cut into equal parts (4 from go1.23 on, 16 before). The first one, from 0 to 2^MIN ns, too. */
struct shape {
    int min_bit, sub_bits, supers; /* supers: powers of two, the first included */
};

static struct shape shape_of(enum model model)
{
    return model < GO1_23 ? (struct shape){4, 4, 45} : (struct shape){8, 2, 40};
}

enum { MAX_COUNTS = 1 + 45 * 16 + 1 };
enum { TRACK_PERIOD = 8 }; /* go: gTrackingPeriod */

struct reading {
    int64_t counts[MAX_COUNTS];
    int32_t free_next;
};

struct metrics {
    bool watched; /* the program reads them: only then the tracking draws its numbers */
    int64_t counts[MAX_COUNTS];
    VEC(struct reading) readings;
    int32_t free_reading;
    int64_t created;
    vtime mutex_wait;
    /* as of the end of the last cycle */
    vtime cpu_total, cpu_idle;
    struct gc_cpu gc;
};

static int counts_of(const struct sim *s)
{
    struct shape sh = shape_of(s->model);

    /* One below 0; since go1.23 one beyond the last power, which was the last one's before. */
    return 1 + (sh.supers << sh.sub_bits) + (s->model >= GO1_23);
}

/* The index of the count that `d` belongs to. go: timeHistogram.record */
static int count_index(const struct sim *s, vtime d)
{
    struct shape sh = shape_of(s->model);
    int bits = 0, super, sub;

    if (d < 0)
        return 0;
    while (bits < 63 && d >> bits)
        bits++;
    if (bits <= sh.min_bit) {
        super = 0;
        sub = (int)(d >> (sh.min_bit - sh.sub_bits));
    } else {
        super = bits - sh.min_bit;
        sub = (int)(d >> (bits - 1 - sh.sub_bits)) & ((1 << sh.sub_bits) - 1);
    }
    if (super >= sh.supers)
        return counts_of(s) - 1;
    return 1 + (super << sh.sub_bits) + sub;
}

/* The boundary with that index, in ns; VTIME_MAX for +Inf, -1 for -Inf. */
static vtime bound(const struct sim *s, int index)
{
    struct shape sh = shape_of(s->model);
    int k = index - 1, super, sub;

    if (index == 0)
        return -1;
    if (index >= counts_of(s))
        return VTIME_MAX;
    super = k >> sh.sub_bits;
    sub = k & ((1 << sh.sub_bits) - 1);
    if (super == 0)
        return (vtime)sub << (sh.min_bit - sh.sub_bits);
    return ((vtime)1 << (super + sh.min_bit - 1)) +
           ((vtime)sub << (super + sh.min_bit - 1 - sh.sub_bits));
}

/* ---- sampling ---- */

void metrics_born(struct sim *s, struct g *gp)
{
    s->metrics->created++;
    if (!s->metrics->watched)
        return;
    gp->track_seq = (uint8_t)choose(s, CHOICE_TRACKING, 256);
    if (gp->track_seq % TRACK_PERIOD == 0)
        gp->flags |= GF_TRACKING;
}

void metrics_leaves_running(struct sim *s, struct g *gp)
{
    if (!s->metrics->watched)
        return;
    if (gp->track_seq++ % TRACK_PERIOD == 0)
        gp->flags |= GF_TRACKING;
}

void metrics_latency(struct sim *s, struct g *gp, vtime waited)
{
    if (!(gp->flags & GF_TRACKING))
        return;
    gp->flags &= (uint8_t)~GF_TRACKING;
    s->metrics->counts[count_index(s, waited)]++;
}

/* ---- operations ---- */

void metrics_init(struct sim *s)
{
    struct metrics *mt = mem_zalloc(1, sizeof *mt);

    s->metrics = mt;
    mt->free_reading = NOBODY;
    for (int32_t i = 0; i < s->prog->nops; i++)
        if (s->prog->ops[i].kind == OP_METRICS)
            mt->watched = true;
}

void metrics_free(struct sim *s)
{
    free(s->metrics->readings.at);
    free(s->metrics);
}

void metrics_forget(struct sim *s, int32_t reading)
{
    s->metrics->readings.at[reading].free_next = s->metrics->free_reading;
    s->metrics->free_reading = reading;
}

static int32_t reading_new(struct metrics *mt)
{
    int32_t id = mt->free_reading;

    if (id != NOBODY) {
        mt->free_reading = mt->readings.at[id].free_next;
        return id;
    }
    (void)VEC_PUSH(&mt->readings);
    return (int32_t)mt->readings.len - 1;
}

enum did op_metrics(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct metrics *mt = s->metrics;
    int32_t id = reading_new(mt), at = place_of(s, gp);

    for (int i = 0; i < counts_of(s); i++)
        mt->readings.at[id].counts[i] = mt->counts[i];
    event_add(s, EV_METRICS, mp)->at = at;
    if (op->as.up >= 0)
        val_set(s, frame_var(s, gp->frame, op->as), (struct val){.kind = VAR_READING, .id = id},
                op->flags & OPF_APPEND);
    else
        metrics_forget(s, id);
    return DID_NEXT;
}

static const struct reading *reading_of(struct sim *s, struct g *gp, struct var var, bool last)
{
    const struct val *v;

    if (var.up < 0)
        return NULL;
    v = val_get(frame_var(s, gp->frame, var), last);
    return v && v->kind == VAR_READING ? &s->metrics->readings.at[v->id] : NULL;
}

/* The right way and two wrong ones to find the bucket; its upper bound. `q` is in billionths. */
static vtime percentile(const struct sim *s, const int64_t *counts, int64_t total, int64_t q,
                        enum rank rank)
{
    int n = counts_of(s);
    int64_t sum = 0;

    if (rank == RANK_INDEX)
        return bound(s, (int)((int64_t)(n + 1) * q / 1000000000)); /* a boundary more than counts */
    for (int i = 0; i < n; i++) {
        int64_t need = rank == RANK_EVENTS ? total : n;

        sum += counts[i];
        if (sum > 0 && sum * 1000000000 >= need * q)
            return bound(s, i + 1);
    }
    return 0;
}

enum did op_percentile(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    const struct reading *of = reading_of(s, gp, op->as, op->flags & OPF_LAST);
    const struct reading *since = reading_of(s, gp, op->since, false);
    int64_t counts[MAX_COUNTS], total = 0;
    int32_t at = place_of(s, gp);
    struct event *e;

    if (!of)
        return gopanic(s, mp, PANIC_NIL, 0);
    for (int i = 0; i < counts_of(s); i++) {
        counts[i] = of->counts[i] - (since ? since->counts[i] : 0);
        total += counts[i];
    }
    e = event_add(s, EV_PERCENTILE, mp);
    e->at = at;
    e->a = percentile(s, counts, total, op->n, (enum rank)op->rank);
    e->b = total;
    e->flag = op->rank;
    disk_percentile(s, e);
    return DID_NEXT;
}

/* ---- the end ---- */

static vtime idle_so_far(const struct sim *s)
{
    vtime idle = s->cpu_idle;

    for (const struct p *pp = s->pidle; pp; pp = pp->link)
        idle += s->now - pp->idle_since;
    return idle;
}

static vtime total_so_far(const struct sim *s)
{
    return s->cpu_total + (s->now - s->cpu_total_from) * s->gomaxprocs;
}

/* Without what threads have been charged with and have not worked off yet, with the calls that still keep their P. */
static vtime user_so_far(const struct sim *s)
{
    vtime user = s->cpu_user;

    for (size_t i = 0; i < s->allm.len; i++) {
        const struct m *mp = s->allm.at[i];

        if (!mp->curg || mp->curg->func < 0)
            continue;
        if (mp->p && mp->curg->status == G_SYSCALL)
            user += s->now - mp->curg->since;
        if (mp->todo != TODO_EXEC)
            continue;
        user -= mp->os.waiting                                 ? mp->os.left
                : mp->os.at != VTIME_MAX && mp->os.at > s->now ? mp->os.at - s->now
                                                               : 0;
    }
    return user;
}

void metrics_gc_ends(struct sim *s)
{
    s->metrics->cpu_total = total_so_far(s);
    s->metrics->cpu_idle = idle_so_far(s);
    gc_cpu(s, &s->metrics->gc);
}

static void tell_stat(struct sim *s, enum stat which, int64_t value)
{
    struct event *e = event_add(s, EV_STAT, NULL);

    e->a = value;
    e->b = (int64_t)which;
}

static void tell_states(struct sim *s)
{
    int64_t runnable = (int64_t)gqueue_len(&s->runq), running = 0, calls = 0;
    int64_t total = s->ngoroutines + s->ngsys;

    for (int32_t i = 0; i < s->gomaxprocs; i++) {
        const struct p *pp = s->allp[i];

        runnable += runq_len(&pp->runq) + (pp->runq.runnext ? 1 : 0);
        running += pp->m && !in_syscall(pp) ? 1 : 0;
    }
    for (size_t i = 0; i < s->allm.len; i++)
        if (s->allm.at[i]->curg && s->allm.at[i]->curg->status == G_SYSCALL)
            calls++;
    tell_stat(s, STAT_M_CREATED, s->metrics->created + s->ngsys);
    tell_stat(s, STAT_M_NOT_IN_GO, calls);
    tell_stat(s, STAT_M_RUNNABLE, runnable);
    tell_stat(s, STAT_M_RUNNING, running);
    tell_stat(s, STAT_M_WAITING,
              total > runnable + running + calls ? total - runnable - running - calls : 0);
    tell_stat(s, STAT_M_THREADS, mcount(s));
}

static void tell_cpu_classes(struct sim *s)
{
    const struct metrics *mt = s->metrics;
    vtime gc = mt->gc.dedicated + mt->gc.assist + mt->gc.idle + mt->gc.pause;

    tell_stat(s, STAT_M_CPU_TOTAL, mt->cpu_total);
    tell_stat(s, STAT_M_CPU_USER, mt->cpu_total - mt->cpu_idle - gc);
    tell_stat(s, STAT_M_CPU_IDLE, mt->cpu_idle);
    tell_stat(s, STAT_M_CPU_GC_TOTAL, gc);
    tell_stat(s, STAT_M_CPU_GC_DED, mt->gc.dedicated);
    tell_stat(s, STAT_M_CPU_GC_ASSIST, mt->gc.assist);
    tell_stat(s, STAT_M_CPU_GC_IDLE, mt->gc.idle);
    tell_stat(s, STAT_M_CPU_GC_PAUSE, mt->gc.pause);
}

static void tell_latencies(struct sim *s)
{
    int64_t total = 0;

    for (int i = 0; i < counts_of(s); i++)
        total += s->metrics->counts[i];
    tell_stat(s, STAT_M_LAT_COUNT, total);
    if (total == 0)
        return;
    tell_stat(s, STAT_M_LAT_P50, percentile(s, s->metrics->counts, total, 500000000, RANK_EVENTS));
    tell_stat(s, STAT_M_LAT_P99, percentile(s, s->metrics->counts, total, 990000000, RANK_EVENTS));
}

void metrics_tell_end(struct sim *s)
{
    vtime total = total_so_far(s), idle = idle_so_far(s);
    vtime user = user_so_far(s), rest = total - idle - user - s->cpu_gc - s->cpu_tracer;

    tell_stat(s, STAT_CPU_TOTAL, total);
    tell_stat(s, STAT_CPU_USER, user);
    tell_stat(s, STAT_CPU_IDLE, idle);
    tell_stat(s, STAT_CPU_SCHEDULER, rest);
    tell_stat(s, STAT_CPU_TRACER, s->cpu_tracer);
    tell_stat(s, STAT_CPU_GC, s->cpu_gc);
    tell_stat(s, STAT_M_GOMAXPROCS, s->gomaxprocs);
    tell_stat(s, STAT_M_GOROUTINES,
              s->model >= GO1_26 ? s->ngoroutines + s->ngsys : s->ngoroutines);
    if (s->model >= GO1_26)
        tell_states(s);
    if (s->model >= GO1_23) {
        tell_stat(s, STAT_M_MUTEX_WAIT, s->metrics->mutex_wait);
        tell_cpu_classes(s);
    }
    if (s->metrics->watched)
        tell_latencies(s);
    tell_stat(s, STAT_EVENTS, s->nevents + s->nbuf + 1);
}
