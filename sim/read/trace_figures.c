/* trace_figures.c: from counts to figures: what is still running is accounted for, names become texts, lists are sorted. */
#include <string.h>

#include "rng.h"
#include "trace_count.h"

static int64_t plus(int64_t x, int64_t y)
{
    return (int64_t)((uint64_t)x + (uint64_t)y);
}

/* ---- percentiles ---- */

/* Moves items so that the one at `k` is where sorting would put it, with none larger before it. Pivots are drawn, so that no
 * trace is the worst case. */
static int64_t select_nth(int64_t *v, size_t n, size_t k, struct rng *rng)
{
    size_t low = 0;
    size_t high = n - 1;

    while (low < high) {
        int64_t pivot = v[low + rng_below(rng, high - low + 1)];
        size_t i = low;
        size_t j = high;

        for (;;) {
            int64_t t;

            while (v[i] < pivot)
                i++;
            while (v[j] > pivot)
                j--;
            if (i >= j)
                break;
            t = v[i];
            v[i++] = v[j];
            v[j--] = t;
        }
        /* Now v[low..j] <= pivot <= v[i..high]; when i == j, that one is the pivot. */
        if (i == j && k == i)
            break;
        if (i == j && k < i)
            high = i - 1;
        else if (i == j)
            low = i + 1;
        else if (k <= j)
            high = j;
        else
            low = i;
    }
    return v[k];
}

static size_t rank(size_t n, unsigned percent)
{
    return (percent * n + 99) / 100 - 1;
}

static struct trace_latency latency_of(int64_t *v, size_t n)
{
    struct trace_latency l = {.count = n};
    struct rng rng;
    int64_t sum = 0;

    if (n == 0)
        return l;
    l.max = v[0];
    for (size_t i = 0; i < n; i++) {
        sum = plus(sum, v[i]);
        l.max = v[i] > l.max ? v[i] : l.max;
    }
    rng_seed(&rng, 1);
    l.mean = sum / (int64_t)n;
    l.p50 = select_nth(v, n, rank(n, 50), &rng);
    l.p90 = select_nth(v, n, rank(n, 90), &rng);
    l.p99 = select_nth(v, n, rank(n, 99), &rng);
    return l;
}

/* ---- sorting ---- */

static int compare_ids(int64_t x, int64_t y)
{
    return x < y ? -1 : x > y;
}

static int compare_texts(struct trace_text x, struct trace_text y)
{
    size_t common = x.len < y.len ? x.len : y.len;
    int order = common ? memcmp(x.at, y.at, common) : 0;

    return order ? order : x.len < y.len ? -1 : x.len > y.len;
}

static int by_g(const void *x, const void *y)
{
    return compare_ids(((const struct trace_goroutine *)x)->id,
                       ((const struct trace_goroutine *)y)->id);
}

static int by_p(const void *x, const void *y)
{
    return compare_ids(((const struct trace_proc *)x)->id, ((const struct trace_proc *)y)->id);
}

static int by_function(const void *x, const void *y)
{
    return compare_texts(((const struct trace_function *)x)->name,
                         ((const struct trace_function *)y)->name);
}

static int by_span(const void *x, const void *y)
{
    return compare_texts(((const struct trace_span *)x)->name,
                         ((const struct trace_span *)y)->name);
}

static int by_count(const void *x, const void *y)
{
    return compare_texts(((const struct trace_count *)x)->name,
                         ((const struct trace_count *)y)->name);
}

static int by_task(const void *x, const void *y)
{
    return compare_texts(((const struct trace_task_regions *)x)->task,
                         ((const struct trace_task_regions *)y)->task);
}

/* The longest first; then by reason and stack, which are numbered in the order of the file. */
static int by_total(const void *x, const void *y)
{
    const struct trace_site *s = x;
    const struct trace_site *t = y;

    if (s->total != t->total)
        return compare_ids(t->total, s->total);
    if (s->count != t->count)
        return s->count > t->count ? -1 : 1;
    return compare_texts(s->reason, t->reason) ? compare_texts(s->reason, t->reason)
                                               : compare_ids((int64_t)s->stack, (int64_t)t->stack);
}

/* qsort wants an array, even for none. */
static void sort(void *items, size_t n, size_t size, int (*compare)(const void *, const void *))
{
    if (n > 1)
        qsort(items, n, size, compare);
}

/* ---- lists ---- */

static struct trace_span *list_spans(struct trace_summary *s, const struct spans *from, size_t *n)
{
    struct trace_span *list = ARENA_ARRAY(&s->arena, struct trace_span, from->list.len + 1);

    for (size_t i = 0; i < from->list.len; i++) {
        const struct span_count *c = &from->list.at[i];

        if (c->count)
            list[(*n)++] = (struct trace_span){trace_text(&s->names, c->name), c->count, c->total,
                                               c->max, c->open};
    }
    sort(list, *n, sizeof *list, by_span);
    return list;
}

static void add_range(struct trace_summary *s, const char *name, const struct span_count *c)
{
    if (c->count)
        s->ranges[s->nranges++] =
            (struct trace_span){{name, strlen(name)}, c->count, c->total, c->max, c->open};
}

static struct trace_text stw_name(struct trace_summary *s, uint32_t reason)
{
    static const char begin[] = "stop-the-world (";
    struct trace_text why = trace_text(&s->names, reason);
    char *name = arena_alloc(&s->arena, sizeof begin + why.len + 1, 1);

    memcpy(name, begin, sizeof begin - 1);
    memcpy(name + sizeof begin - 1, why.at, why.len);
    name[sizeof begin - 1 + why.len] = ')';
    return (struct trace_text){name, sizeof begin + why.len};
}

static void list_ranges(struct trace_summary *s, const struct counter *c)
{
    s->ranges = ARENA_ARRAY(&s->arena, struct trace_span, c->stw.list.len + 3);
    add_range(s, "GC concurrent mark phase", &c->marks);
    add_range(s, "GC incremental sweep", &c->sweeps);
    add_range(s, "GC mark assist", &c->assists);
    s->gc.cycles = c->marks.count;
    s->gc.mark = c->marks.total;
    s->gc.sweep = c->sweeps.total;
    s->gc.assist = c->assists.total;
    for (size_t i = 0; i < c->stw.list.len; i++) {
        const struct span_count *span = &c->stw.list.at[i];
        struct trace_text why = trace_text(&s->names, span->name);

        if (!span->count)
            continue; /* only ends were seen */
        s->ranges[s->nranges++] = (struct trace_span){stw_name(s, span->name), span->count,
                                                      span->total, span->max, span->open};
        s->gc.stw_count += span->count;
        s->gc.stw_total = plus(s->gc.stw_total, span->total);
        s->gc.stw_max = span->max > s->gc.stw_max ? span->max : s->gc.stw_max;
        if (why.len < 3 || memcmp(why.at, "GC ", 3) != 0)
            continue;
        s->gc.pauses += span->count;
        s->gc.pause_total = plus(s->gc.pause_total, span->total);
        s->gc.pause_max = span->max > s->gc.pause_max ? span->max : s->gc.pause_max;
    }
    sort(s->ranges, s->nranges, sizeof *s->ranges, by_span);
}

static void list_logs(struct trace_summary *s, const struct spans *from)
{
    s->logs = ARENA_ARRAY(&s->arena, struct trace_count, from->list.len + 1);
    s->nlogs = from->list.len;
    for (size_t i = 0; i < s->nlogs; i++)
        s->logs[i] = (struct trace_count){trace_text(&s->names, from->list.at[i].name),
                                          from->list.at[i].count};
    sort(s->logs, s->nlogs, sizeof *s->logs, by_count);
}

static int by_pair_task(const void *x, const void *y)
{
    return compare_ids(((const struct count_pair *)x)->task, ((const struct count_pair *)y)->task);
}

static void list_task_regions(struct trace_summary *s, struct counter *c)
{
    struct trace_count *counts = ARENA_ARRAY(&s->arena, struct trace_count, c->pairs.len + 1);

    s->task_regions = ARENA_ARRAY(&s->arena, struct trace_task_regions, c->pairs.len + 1);
    sort(c->pairs.at, c->pairs.len, sizeof *c->pairs.at, by_pair_task);
    for (size_t i = 0; i < c->pairs.len; i++) {
        const struct count_pair *pair = &c->pairs.at[i];
        struct trace_task_regions *t;

        if (i == 0 || pair[-1].task != pair->task) {
            uint32_t late = idmap_find(&c->late_of, pair->task);

            s->task_regions[s->ntask_regions++] =
                (struct trace_task_regions){trace_text(&s->names, pair->task), counts + i, 0,
                                            late == IDMAP_NONE ? 0 : c->late.at[late].count};
        }
        t = &s->task_regions[s->ntask_regions - 1];
        t->regions[t->nregions++] =
            (struct trace_count){trace_text(&s->names, pair->region), pair->count};
    }
    for (size_t i = 0; i < s->ntask_regions; i++)
        sort(s->task_regions[i].regions, s->task_regions[i].nregions, sizeof *counts, by_count);
    sort(s->task_regions, s->ntask_regions, sizeof *s->task_regions, by_task);
}

static int by_subtask(const void *x, const void *y)
{
    const struct trace_subtask *a = x, *b = y;
    int order = compare_texts(a->task, b->task);

    return order ? order : compare_texts(a->subtask, b->subtask);
}

static void list_subtasks(struct trace_summary *s, const struct counter *c)
{
    s->subtasks = ARENA_ARRAY(&s->arena, struct trace_subtask, c->children.len + 1);
    s->nsubtasks = c->children.len;
    for (size_t i = 0; i < s->nsubtasks; i++)
        s->subtasks[i] = (struct trace_subtask){trace_text(&s->names, c->children.at[i].parent),
                                                trace_text(&s->names, c->children.at[i].task)};
    sort(s->subtasks, s->nsubtasks, sizeof *s->subtasks, by_subtask);
}

static void list_sites(struct trace_summary *s, const struct counter *c)
{
    s->sites = ARENA_ARRAY(&s->arena, struct trace_site, c->sites.len + 1);
    s->nsites = c->sites.len;
    for (size_t i = 0; i < s->nsites; i++) {
        const struct count_site *site = &c->sites.at[i];

        s->sites[i] = (struct trace_site){trace_text(&s->names, site->reason), site->stack,
                                          site->count, site->total, site->max};
    }
    sort(s->sites, s->nsites, sizeof *s->sites, by_total);
}

/* ---- goroutines and processors ---- */

/* As the trace viewer tells them: no name, or one of the runtime's. go: internal/trace.IsSystemGoroutine */
static bool is_system(struct trace_text start)
{
    static const char prefix[] = "runtime.";
    static const char main[] = "runtime.main";

    if (start.len == sizeof main - 1 && memcmp(start.at, main, start.len) == 0)
        return false;
    return start.len == 0 ||
           (start.len >= sizeof prefix - 1 && memcmp(start.at, prefix, sizeof prefix - 1) == 0);
}

static void finish_time(struct count_g *g, int64_t now)
{
    int64_t time = (int64_t)((uint64_t)now - (uint64_t)g->since);
    int64_t *slot[TRACE_G_STATES] = {[TRACE_G_RUNNABLE] = &g->times.runnable,
                                     [TRACE_G_RUNNING] = &g->times.running,
                                     [TRACE_G_WAITING] = &g->times.waiting,
                                     [TRACE_G_SYSCALL] = &g->times.syscall};

    if (slot[g->state])
        *slot[g->state] = plus(*slot[g->state], time);
}

static void add_times(struct trace_times *to, const struct trace_times *t)
{
    to->running = plus(to->running, t->running);
    to->runnable = plus(to->runnable, t->runnable);
    to->waiting = plus(to->waiting, t->waiting);
    to->syscall = plus(to->syscall, t->syscall);
}

static void list_goroutines(struct trace_summary *s, struct counter *c)
{
    struct idmap of = {0};
    bool sorted = true;

    s->goroutines = ARENA_ARRAY(&s->arena, struct trace_goroutine, c->gs.len + 1);
    s->functions = ARENA_ARRAY(&s->arena, struct trace_function, c->gs.len + 1);
    s->ngoroutines = c->gs.len;
    for (size_t i = 0; i < c->gs.len; i++) {
        struct count_g *g = &c->gs.at[i];
        struct trace_text start = trace_text(&s->names, g->start);
        uint32_t f = idmap_find(&of, g->start);

        finish_time(g, c->now);
        sorted = sorted && (i == 0 || g[-1].id < g->id);
        s->goroutines[i] = (struct trace_goroutine){
            g->id, start, g->times, g->latency_max, is_system(start), g->created};
        if (f == IDMAP_NONE) {
            f = (uint32_t)s->nfunctions++;
            s->functions[f].name = start;
            s->functions[f].system = is_system(start);
            idmap_put(&of, g->start, f);
        }
        s->functions[f].goroutines++;
        add_times(&s->functions[f].times, &g->times);
        if (g->latency_max > s->functions[f].latency_max)
            s->functions[f].latency_max = g->latency_max;
    }
    if (!sorted)
        sort(s->goroutines, s->ngoroutines, sizeof *s->goroutines, by_g);
    sort(s->functions, s->nfunctions, sizeof *s->functions, by_function);
    idmap_free(&of);
}

/* How many user goroutines there were at a time. Those that were there before the trace count from its begin. */
static void count_lives(struct trace_summary *s, const struct counter *c)
{
    uint64_t alive = 0;

    for (size_t i = 0; i < c->gs.len; i++)
        if (c->gs.at[i].existed && !is_system(trace_text(&s->names, c->gs.at[i].start)))
            alive++;
    s->most = alive;
    for (size_t i = 0; i < c->lives.len; i++) {
        const struct count_life *life = &c->lives.at[i];

        if (is_system(trace_text(&s->names, c->gs.at[life->g].start)))
            continue;
        if (life->lives) {
            alive++;
            s->created++;
        } else if (alive) {
            alive--;
        }
        s->most = alive > s->most ? alive : s->most;
    }
    s->at_end = alive;
}

static void list_procs(struct trace_summary *s, struct counter *c)
{
    int64_t running = c->p_before;

    s->procs = ARENA_ARRAY(&s->arena, struct trace_proc, c->ps.len + 1);
    s->nprocs = c->ps.len;
    for (size_t i = 0; i < c->ps.len; i++) {
        struct count_p *p = &c->ps.at[i];
        int64_t time = (int64_t)((uint64_t)c->now - (uint64_t)p->since);

        if (p->state == TRACE_P_RUNNING)
            p->running = plus(p->running, time);
        else if (p->state == TRACE_P_IDLE)
            p->idle = plus(p->idle, time);
        running = plus(running, p->running);
        s->procs[i] = (struct trace_proc){p->id, p->running, p->idle};
    }
    sort(s->procs, s->nprocs, sizeof *s->procs, by_p);
    s->idle_time = -1;
    if (s->metrics[TRACE_GOMAXPROCS].count) {
        int64_t all =
            plus(c->procs_time, (int64_t)(c->procs * ((uint64_t)c->now - (uint64_t)c->procs_at)));

        s->idle_time = all > running ? all - running : 0;
    }
}

/* Latencies of user goroutines alone: moved to the front of the array. */
static size_t keep_user(const struct trace_summary *s, struct counter *c)
{
    size_t kept = 0;

    for (size_t i = 0; i < c->latencies.len; i++)
        if (!is_system(trace_text(&s->names, c->gs.at[c->latency_of.at[i]].start)))
            c->latencies.at[kept++] = c->latencies.at[i];
    return kept;
}

void counter_finish(struct counter *c)
{
    struct trace_summary *s = c->out;

    s->duration = (int64_t)((uint64_t)c->now - (uint64_t)c->first);
    s->threads = c->threads.len;
    list_goroutines(s, c);
    count_lives(s, c);
    list_procs(s, c);
    s->waits = list_spans(s, &c->waits, &s->nwaits);
    s->tasks = list_spans(s, &c->task_spans, &s->ntasks);
    s->regions = list_spans(s, &c->region_spans, &s->nregions);
    list_ranges(s, c);
    list_logs(s, &c->log_spans);
    list_task_regions(s, c);
    list_subtasks(s, c);
    list_sites(s, c);
    /* The order of this array is lost by the first call: so the part comes first, from a copy of its own. */
    {
        int64_t *all = mem_alloc((c->latencies.len + 1) * sizeof *all);

        if (c->latencies.len)
            memcpy(all, c->latencies.at, c->latencies.len * sizeof *all);
        s->latency = latency_of(all, c->latencies.len);
        free(all);
        s->user_latency = latency_of(c->latencies.at, keep_user(s, c));
    }
}
