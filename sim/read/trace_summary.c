/* trace_summary.c: counts a trace's events, one by one, without looking back. */
#include "trace_summary.h"

#include <stdio.h>
#include <string.h>

#include "trace_count.h"

/* Sums of times that a damaged clock spread over all 64 bits wrap around, as they do in Go. */
static int64_t plus(int64_t x, int64_t y)
{
    return (int64_t)((uint64_t)x + (uint64_t)y);
}

static int64_t minus(int64_t x, int64_t y)
{
    return (int64_t)((uint64_t)x - (uint64_t)y);
}

/* Finds the place of a goroutine; it may move all of them, so it stands alone in an expression. */
static uint32_t find_g(struct counter *c, int64_t id)
{
    uint32_t *cached = &c->g_cache[(uint64_t)id % COUNT_CACHE];
    uint32_t i = *cached;

    if (i < c->gs.len && c->gs.at[i].id == id)
        return i;
    i = idmap_find(&c->g_of, (uint64_t)id);
    if (i == IDMAP_NONE) {
        i = (uint32_t)c->gs.len;
        *VEC_PUSH(&c->gs) = (struct count_g){.id = id, .since = c->now};
        idmap_put(&c->g_of, (uint64_t)id, i);
    }
    *cached = i;
    return i;
}

static struct count_p *find_p(struct counter *c, int64_t id)
{
    uint32_t i = (uint64_t)id < c->ps.len && c->ps.at[id].id == id
                     ? (uint32_t)id
                     : idmap_find(&c->p_of, (uint64_t)id);

    if (i == IDMAP_NONE) {
        i = (uint32_t)c->ps.len;
        *VEC_PUSH(&c->ps) = (struct count_p){.id = id, .since = c->now};
        idmap_put(&c->p_of, (uint64_t)id, i);
    }
    return &c->ps.at[i];
}

static void note_thread(struct counter *c, int64_t m)
{
    int64_t *cached = &c->m_cache[(uint64_t)m % COUNT_CACHE];

    if (*cached == plus(m, 1))
        return;
    *cached = plus(m, 1);
    idmap_put(&c->threads, (uint64_t)m, 0);
}

/* Function that the outermost frame is in. */
static uint32_t outermost(const struct counter *c, uint32_t stack)
{
    size_t n;
    const struct trace_frame *frames = trace_frames(&c->out->names, stack, &n);

    return n ? frames[n - 1].func : 0;
}

static uint32_t find_span(struct spans *s, uint32_t name)
{
    uint32_t i = idmap_find(&s->of, name);

    if (i == IDMAP_NONE) {
        i = (uint32_t)s->list.len;
        *VEC_PUSH(&s->list) = (struct span_count){.name = name};
        idmap_put(&s->of, name, i);
    }
    return i;
}

static void span_begin(struct span_count *s)
{
    s->count++;
    s->open++;
}

static void span_end(struct span_count *s, int64_t time)
{
    s->total = plus(s->total, time);
    s->max = time > s->max ? time : s->max;
    s->open--;
}

/* Opens `key`; false if it is open already: a new generation says so again. */
static bool open_key(struct opens *o, uint64_t key, uint32_t span, int64_t now)
{
    uint32_t i;

    if (idmap_find(&o->of, key) != IDMAP_NONE)
        return false;
    if (o->free.len) {
        i = o->free.at[--o->free.len];
    } else {
        i = (uint32_t)o->list.len;
        (void)VEC_PUSH(&o->list);
    }
    o->list.at[i] = (struct opened){span, now};
    idmap_put(&o->of, key, i);
    return true;
}

/* Closes `key`; false if it is not open. */
static bool close_key(struct opens *o, uint64_t key, struct opened *was)
{
    uint32_t i = idmap_find(&o->of, key);

    if (i == IDMAP_NONE)
        return false;
    *was = o->list.at[i];
    idmap_remove(&o->of, key);
    *VEC_PUSH(&o->free) = i;
    return true;
}

static void range(struct counter *c, const struct trace_event *ev)
{
    struct span_count *span = &c->marks;
    struct opens *opens = &c->open_mark;
    uint64_t key = (uint64_t)ev->subject;
    struct opened was;
    uint32_t i = 0;

    if (ev->what == TRACE_STW) {
        i = find_span(&c->stw, ev->text);
        opens = &c->open_stw;
        key = (uint64_t)find_g(c, ev->subject) << 32 | ev->text;
        span = &c->stw.list.at[i];
    } else if (ev->what == TRACE_GC_SWEEP) {
        span = &c->sweeps;
        opens = &c->open_sweep;
    } else if (ev->what == TRACE_GC_ASSIST) {
        span = &c->assists;
        opens = &c->open_assist;
    }
    if (ev->kind != TRACE_RANGE_END) {
        if (open_key(opens, key, i, c->now))
            span_begin(span);
    } else if (close_key(opens, key, &was)) {
        span_end(span, minus(c->now, was.at));
    }
}

static void end_wait(struct counter *c, struct count_g *g)
{
    struct count_site *site;
    int64_t time = minus(c->now, g->wait_at);

    if (!g->site)
        return;
    site = &c->sites.at[g->site - 1];
    g->site = 0;
    site->total = plus(site->total, time);
    site->max = time > site->max ? time : site->max;
    span_end(&c->waits.list.at[site->span], time);
}

static void begin_wait(struct counter *c, struct count_g *g, const struct trace_event *ev)
{
    uint64_t key = (uint64_t)ev->text << 32 | ev->subject_stack;
    uint32_t i = idmap_find(&c->site_of, key);

    if (i == IDMAP_NONE) {
        i = (uint32_t)c->sites.len;
        *VEC_PUSH(&c->sites) = (struct count_site){
            .reason = ev->text, .stack = ev->subject_stack, .span = find_span(&c->waits, ev->text)};
        idmap_put(&c->site_of, key, i);
    }
    c->sites.at[i].count++;
    span_begin(&c->waits.list.at[c->sites.at[i].span]);
    g->site = i + 1;
    g->wait_at = c->now;
}

static void add_time(struct count_g *g, int64_t now)
{
    int64_t time = minus(now, g->since);

    switch ((enum trace_g_state)g->state) {
    case TRACE_G_RUNNING:
        g->times.running = plus(g->times.running, time);
        break;
    case TRACE_G_RUNNABLE:
        g->times.runnable = plus(g->times.runnable, time);
        break;
    case TRACE_G_WAITING:
        g->times.waiting = plus(g->times.waiting, time);
        break;
    case TRACE_G_SYSCALL:
        g->times.syscall = plus(g->times.syscall, time);
        break;
    case TRACE_G_UNDETERMINED:
    case TRACE_G_NOT_EXIST:
    case TRACE_G_STATES:
        break;
    }
    g->since = now;
}

static void note_life(struct counter *c, uint32_t i, const struct trace_event *ev)
{
    struct count_g *g = &c->gs.at[i];

    if (ev->from == TRACE_G_NOT_EXIST) {
        g->created = true;
        *VEC_PUSH(&c->lives) = (struct count_life){i, true};
    } else if (ev->to == TRACE_G_NOT_EXIST) {
        *VEC_PUSH(&c->lives) = (struct count_life){i, false};
    } else if (ev->from == TRACE_G_UNDETERMINED) {
        g->existed = true;
    }
}

static void go_transition(struct counter *c, const struct trace_event *ev)
{
    uint32_t i = find_g(c, ev->subject);
    struct count_g *g = &c->gs.at[i];

    c->out->transitions[ev->from][ev->to]++;
    if (g->start == 0)
        g->start = outermost(c, ev->subject_stack);
    add_time(g, c->now);
    g->state = ev->to;
    if (ev->from == ev->to)
        return; /* said again by a new generation */
    end_wait(c, g);
    if (ev->from == TRACE_G_RUNNING && ev->to == TRACE_G_WAITING)
        begin_wait(c, g, ev);
    if (ev->to == TRACE_G_RUNNING && g->ready != 0) {
        int64_t latency = minus(c->now, g->ready);

        *VEC_PUSH(&c->latencies) = latency;
        *VEC_PUSH(&c->latency_of) = i;
        g->latency_max = latency > g->latency_max ? latency : g->latency_max;
    }
    g->ready = ev->to == TRACE_G_RUNNABLE && ev->from != TRACE_G_UNDETERMINED ? c->now : 0;
    if (ev->from <= TRACE_G_NOT_EXIST || ev->to == TRACE_G_NOT_EXIST)
        note_life(c, i, ev);
}

static void proc_transition(struct counter *c, const struct trace_event *ev)
{
    struct count_p *p = find_p(c, ev->subject);
    int64_t time = minus(c->now, p->since);

    if (p->state == TRACE_P_RUNNING)
        p->running = plus(p->running, time);
    else if (p->state == TRACE_P_IDLE)
        p->idle = plus(p->idle, time);
    if (ev->from == TRACE_P_UNDETERMINED && ev->to == TRACE_P_RUNNING)
        c->p_before = plus(
            c->p_before, minus(c->now, c->first)); /* a status speaks of the time before it, too */
    p->since = c->now;
    p->state = ev->to;
}

/* A task was begun within another that the trace knows. */
static void note_child(struct counter *c, const struct trace_event *ev)
{
    uint32_t parent = idmap_find(&c->task_of, ev->more);
    uint32_t name = parent == IDMAP_NONE ? 0 : c->tasks.at[parent].name;
    uint64_t key = (uint64_t)name << 32 | ev->text;

    if (parent == IDMAP_NONE || idmap_find(&c->child_of, key) != IDMAP_NONE)
        return;
    idmap_put(&c->child_of, key, (uint32_t)c->children.len);
    *VEC_PUSH(&c->children) = (struct count_child){name, ev->text};
}

static void task_begin(struct counter *c, const struct trace_event *ev)
{
    uint32_t i = idmap_find(&c->task_of, ev->task);
    uint32_t span = find_span(&c->task_spans, ev->text);

    if (i == IDMAP_NONE) {
        i = (uint32_t)c->tasks.len;
        *VEC_PUSH(&c->tasks) = (struct count_task){0};
        idmap_put(&c->task_of, ev->task, i);
    }
    note_child(c, ev);
    span_begin(&c->task_spans.list.at[span]);
    c->tasks.at[i] = (struct count_task){ev->text, span, c->now, true};
}

static void task_end(struct counter *c, const struct trace_event *ev)
{
    uint32_t i = idmap_find(&c->task_of, ev->task);

    if (i == IDMAP_NONE || !c->tasks.at[i].open)
        return;
    c->tasks.at[i].open = false;
    span_end(&c->task_spans.list.at[c->tasks.at[i].span], minus(c->now, c->tasks.at[i].at));
}

static void region_begin(struct counter *c, const struct trace_event *ev)
{
    uint32_t owner = find_g(c, ev->g);
    struct count_g *g = &c->gs.at[owner];
    uint32_t task = idmap_find(&c->task_of, ev->task);
    uint32_t task_name = task == IDMAP_NONE ? 0 : c->tasks.at[task].name;
    uint64_t key = (uint64_t)task_name << 32 | ev->text;
    uint32_t pair = idmap_find(&c->pair_of, key);
    uint32_t span = find_span(&c->region_spans, ev->text);
    uint32_t i;

    if (pair == IDMAP_NONE) {
        pair = (uint32_t)c->pairs.len;
        *VEC_PUSH(&c->pairs) = (struct count_pair){task_name, ev->text, 0};
        idmap_put(&c->pair_of, key, pair);
    }
    c->pairs.at[pair].count++;
    if (c->free_regions.len) {
        i = c->free_regions.at[--c->free_regions.len];
    } else {
        i = (uint32_t)c->regions.len;
        (void)VEC_PUSH(&c->regions);
    }
    c->regions.at[i] = (struct count_region){span, g->region, c->now, ev->task};
    g->region = i + 1;
    span_begin(&c->region_spans.list.at[span]);
}

/* A region that ends after its task: somebody still worked for a task that was called done. */
static void note_late(struct counter *c, uint64_t task)
{
    uint32_t i = idmap_find(&c->task_of, task);
    uint32_t late;

    if (i == IDMAP_NONE || c->tasks.at[i].open)
        return;
    late = idmap_find(&c->late_of, c->tasks.at[i].name);
    if (late == IDMAP_NONE) {
        late = (uint32_t)c->late.len;
        *VEC_PUSH(&c->late) = (struct count_late){c->tasks.at[i].name, 0};
        idmap_put(&c->late_of, c->tasks.at[i].name, late);
    }
    c->late.at[late].count++;
}

static void region_end(struct counter *c, const struct trace_event *ev)
{
    uint32_t owner = find_g(c, ev->g);
    struct count_g *g = &c->gs.at[owner];
    const struct count_region *region;

    if (!g->region)
        return; /* it began before the trace */
    region = &c->regions.at[g->region - 1];
    span_end(&c->region_spans.list.at[region->span], minus(c->now, region->at));
    note_late(c, region->task);
    *VEC_PUSH(&c->free_regions) = g->region - 1;
    g->region = region->outer;
}

static void log_message(struct counter *c, const struct trace_event *ev)
{
    uint32_t i = find_span(&c->log_spans, ev->text);

    c->log_spans.list.at[i].count++;
}

static void metric(struct counter *c, const struct trace_event *ev)
{
    struct trace_metric_range *m = &c->out->metrics[ev->what];

    if (m->count++ == 0)
        m->first = m->min = m->max = ev->value;
    m->last = ev->value;
    m->min = ev->value < m->min ? ev->value : m->min;
    m->max = ev->value > m->max ? ev->value : m->max;
    if (ev->what == TRACE_GOMAXPROCS) {
        int64_t since = m->count == 1 ? c->first : c->procs_at;

        c->procs_time = plus(c->procs_time, (int64_t)((m->count == 1 ? ev->value : c->procs) *
                                                      (uint64_t)minus(c->now, since)));
        c->procs_at = c->now;
        c->procs = ev->value;
    }
}

static void count_event(void *self, const struct trace_event *ev)
{
    struct counter *c = self;

    if (c->out->events++ == 0)
        c->first = ev->time;
    c->now = ev->time;
    c->out->kinds[ev->kind]++;
    if (ev->p != TRACE_NONE)
        find_p(c, ev->p);
    if (ev->m != TRACE_NONE)
        note_thread(c, ev->m);
    if (ev->g != TRACE_NONE) {
        uint32_t i = find_g(c, ev->g);

        if (c->gs.at[i].start == 0)
            c->gs.at[i].start = outermost(c, ev->stack);
    }
    switch ((enum trace_kind)ev->kind) {
    case TRACE_SYNC:
        c->out->generations = ev->value - 1; /* one before each generation, one after the last */
        break;
    case TRACE_TRANSITION:
        if (ev->scope == TRACE_OF_G)
            go_transition(c, ev);
        else
            proc_transition(c, ev);
        break;
    case TRACE_RANGE_BEGIN:
    case TRACE_RANGE_ACTIVE:
    case TRACE_RANGE_END:
        range(c, ev);
        break;
    case TRACE_TASK_BEGIN:
        task_begin(c, ev);
        break;
    case TRACE_TASK_END:
        task_end(c, ev);
        break;
    case TRACE_REGION_BEGIN:
        region_begin(c, ev);
        break;
    case TRACE_REGION_END:
        region_end(c, ev);
        break;
    case TRACE_LOG:
        log_message(c, ev);
        break;
    case TRACE_METRIC:
        metric(c, ev);
        break;
    case TRACE_LABEL:
    case TRACE_STACK_SAMPLE:
    case TRACE_EXPERIMENTAL:
    case TRACE_KINDS:
        break;
    }
}

/* "go1.26" of the header "go 1.26 trace". */
static void note_version(struct trace_summary *s, const char *bytes, size_t len)
{
    char head[17] = {0};
    char word[2][17] = {{0}};

    memcpy(head, bytes, len < 16 ? len : 16);
    if (sscanf(head, "%16s %16s", word[0], word[1]) == 2)
        snprintf(s->go, sizeof s->go, "%.10s%.10s", word[0], word[1]);
}

static void opens_free(struct opens *o)
{
    idmap_free(&o->of);
    free(o->list.at);
    free(o->free.at);
}

static void spans_free(struct spans *s)
{
    idmap_free(&s->of);
    free(s->list.at);
}

static void counter_free(struct counter *c)
{
    struct spans *spans[] = {&c->waits, &c->stw, &c->task_spans, &c->region_spans, &c->log_spans};
    struct opens *opens[] = {&c->open_stw, &c->open_sweep, &c->open_assist, &c->open_mark};
    struct idmap *maps[] = {&c->g_of,    &c->p_of,    &c->threads, &c->task_of,
                            &c->site_of, &c->pair_of, &c->late_of, &c->child_of};
    void *lists[] = {c->gs.at,       c->ps.at,    c->regions.at,   c->free_regions.at,
                     c->tasks.at,    c->sites.at, c->pairs.at,     c->late.at,
                     c->children.at, c->lives.at, c->latencies.at, c->latency_of.at};

    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        spans_free(spans[i]);
    for (size_t i = 0; i < sizeof opens / sizeof *opens; i++)
        opens_free(opens[i]);
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        idmap_free(maps[i]);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        free(lists[i]);
}

bool trace_summarize(const void *bytes, size_t len, struct trace_summary *s)
{
    struct counter c = {.out = s};

    *s = (struct trace_summary){.bytes = len};
    s->valid = trace_read(bytes, len, &s->names, (struct trace_sink){count_event, &c}, &s->error);
    if (len)
        note_version(s, bytes, len);
    counter_finish(&c);
    counter_free(&c);
    return s->valid;
}

void trace_summary_free(struct trace_summary *s)
{
    trace_names_free(&s->names);
    arena_free(&s->arena);
}
