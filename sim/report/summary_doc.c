/* From what was gathered to the document, in the order of docs/scenario.md. */
#include "summary_doc.h"

#include <string.h>

#include "figure.h"

/* ---- the run, its threads and processors --------------------------------------------------------------------------- */

static const char *end_name(enum run_end end)
{
    switch (end) {
    case END_EXIT:
        return "exit";
    case END_DEADLOCK:
        return "deadlock";
    case END_PANIC:
        return "panic";
    case END_FATAL:
        return "fatal";
    case END_LIMIT:
        return "limit";
    case END_UNTIL:
        return "until";
    case END_INTERRUPT:
        return "interrupt";
    }
    return "";
}

static void put_run(const struct summary *s, cJSON *doc)
{
    cJSON *run = doc_object(doc, "run");

    doc_put(run, "time", s->time);
    if (s->ended) {
        doc_put(run, "exit", s->status);
        cJSON_AddStringToObject(run, "end", end_name(s->end));
    }
    if (s->told[STAT_EVENTS])
        doc_put(run, "events", s->stats[STAT_EVENTS]);
    doc_put(run, "seed", s->ctx->program->seed);
    cJSON_AddStringToObject(run, "model", model_names[s->ctx->program->model]);
}

static bool waits(const void *arg, goid g)
{
    enum g_state state;

    return goroutines_state(arg, g, &state) && state == STATE_WAITING;
}

static void put_threads(const struct summary *s, cJSON *doc)
{
    const struct threads *ts = &s->threads;
    cJSON *threads = doc_object(doc, "threads");

    doc_put(threads, "max", ts->max);
    doc_put(threads, "end", ts->now);
    doc_put(doc_object(threads, "idle"), "end", ts->idle);
    doc_put(doc_object(threads, "locked"), "end", threads_locked(ts, waits, &s->goroutines));
    doc_put(doc_object(threads, "blocked"), "max", ts->blocked_max);
    doc_put(threads, "created", ts->created);
}

static void put_procs(const struct summary *s, cJSON *doc)
{
    const struct threads *ts = &s->threads;
    cJSON *procs = doc_object(doc, "procs"), *idle;

    doc_put(procs, "gomaxprocs", ts->gomaxprocs);
    idle = doc_object(procs, "idle");
    cJSON_AddItemToObject(idle, "mean", figure_ratio(ts->idle_ps_time, s->time));
    doc_put(idle, "min", ts->idle_ps_min < 0 ? ts->idle_ps : ts->idle_ps_min);
    doc_put(idle, "max", ts->idle_ps_max < 0 ? ts->idle_ps : ts->idle_ps_max);
}

static void put_cpu(const struct summary *s, cJSON *doc)
{
    cJSON *cpu = doc_object(doc, "cpu");

    for (int i = STAT_CPU_TOTAL; i <= STAT_CPU_GC; i++) {
        if (s->told[i])
            doc_put(cpu, stat_path((enum stat)i) + strlen("cpu."), s->stats[i]);
    }
    if (s->told[STAT_CPU_TOTAL] && s->told[STAT_CPU_IDLE])
        cJSON_AddItemToObject(cpu, "idle.fraction",
                              figure_ratio(s->stats[STAT_CPU_IDLE], s->stats[STAT_CPU_TOTAL]));
}

/* ---- scheduling ----------------------------------------------------------------------------------------------------- */

/* A mean of times is a time: an integer of ns, rounded half up. */
static wide mean(const struct hist *h)
{
    return h->count ? (2 * h->sum + h->count) / (2 * (wide)h->count) : 0;
}

static void put_sched(struct summary *s, cJSON *doc)
{
    const struct threads *ts = &s->threads;
    struct hist *h = &s->goroutines.latency;
    cJSON *sched = doc_object(doc, "sched"), *latency;

    doc_put(sched, "switches", ts->switches);
    doc_put(sched, "steals", ts->steals);
    doc_put(sched, "handoffs", ts->handoffs);
    doc_put(sched, "retakes", ts->retakes);
    doc_put(sched, "preemptions", ts->preemptions);
    doc_put(sched, "wakeups", ts->wakeups);
    doc_put(doc_object(sched, "globrunq"), "max", (wide)s->queues.global_max);
    doc_put(doc_object(sched, "runq"), "max", (wide)s->queues.ring_max);
    latency = doc_object(sched, "latency");
    doc_put(latency, "count", h->count);
    doc_put(latency, "mean", mean(h));
    doc_put(latency, "p50", hist_percentile(h, 50));
    doc_put(latency, "p90", hist_percentile(h, 90));
    doc_put(latency, "p99", hist_percentile(h, 99));
    doc_put(latency, "max", h->most);
}

static void put_goroutines(const struct summary *s, cJSON *doc)
{
    cJSON *goroutines = doc_object(doc, "goroutines");

    doc_put(goroutines, "created", s->goroutines.created);
    doc_put(goroutines, "max", s->goroutines.max);
    doc_put(goroutines, "end", s->goroutines.now);
}

static void put_functions(const struct summary *s, cJSON *doc)
{
    cJSON *functions = doc_object(doc, "functions");

    for (size_t i = 0; i < s->goroutines.order.len; i++) {
        int32_t func = s->goroutines.order.at[i];
        const struct func_tally *t = &s->goroutines.funcs[func];
        cJSON *f = doc_object(functions, s->ctx->program->funcs[func].name);

        doc_put(f, "goroutines", t->goroutines);
        doc_put(f, "running", t->time[STATE_RUNNING]);
        doc_put(f, "runnable", t->time[STATE_RUNNABLE]);
        doc_put(f, "waiting", t->time[STATE_WAITING]);
        doc_put(f, "syscall", t->time[STATE_SYSCALL]);
        doc_put(doc_object(f, "latency"), "max", t->latency_max);
    }
}

/* ---- what the program noted ----------------------------------------------------------------------------------------- */

static void put_list(const struct snaps *sn, cJSON *to, const char *name, size_t from, size_t n)
{
    cJSON *list;

    if (n == 0)
        return;
    list = cJSON_AddArrayToObject(to, name);
    for (size_t i = 0; i < n; i++)
        cJSON_AddItemToArray(list, figure_int(sn->pool.at[from + i]));
}

/* The fields of a SCHED line, by their names there. */
static void put_sample(const struct summary *s, cJSON *to, const struct sample *sample)
{
    enum model model = s->ctx->program->model;

    for (int f = 0; f < SNAP_FIELDS; f++) {
        const char *name = snap_field_name((enum snap_field)f);

        if (!(sample->fields & 1u << f) || (f == SNAP_NEEDSPINNING && model < GO1_23))
            continue;
        if (f == SNAP_GCWAITING || f == SNAP_SYSMONWAIT)
            cJSON_AddBoolToObject(to, name, sample->head[f] != 0);
        else
            doc_put(to, name, sample->head[f]);
    }
    put_list(&s->snaps, to, "local", sample->local, sample->nlocal);
    if (model >= GO1_26)
        put_list(&s->snaps, to, "schedticks", sample->ticks, sample->nticks);
}

static void put_marks(const struct summary *s, cJSON *doc)
{
    cJSON *marks = doc_object(doc, "marks");

    for (size_t i = 0; i < s->snaps.marks.len; i++) {
        const struct mark *m = &s->snaps.marks.at[i];
        const char *name = s->snaps.names.list.at[m->name];
        cJSON *list = cJSON_GetObjectItemCaseSensitive(marks, name), *mark = cJSON_CreateObject();

        if (!list)
            list = cJSON_AddArrayToObject(marks, name);
        cJSON_AddItemToArray(list, mark);
        doc_put(mark, "time", m->sample.t);
        doc_put(mark, "goid", m->g);
        doc_put(mark, "m", m->m);
        doc_put(mark, "p", m->p);
        doc_put(mark, "gc", m->gc);
        put_sample(s, mark, &m->sample);
    }
}

static void put_schedtrace(const struct summary *s, cJSON *doc)
{
    cJSON *schedtrace = doc_object(doc, "schedtrace"), *samples;

    doc_put(schedtrace, "lines", (wide)s->snaps.lines.len);
    samples = cJSON_AddArrayToObject(schedtrace, "samples");
    for (size_t i = 0; i < s->snaps.lines.len; i++) {
        cJSON *sample = cJSON_CreateObject();

        cJSON_AddItemToArray(samples, sample);
        put_sample(s, sample, &s->snaps.lines.at[i]);
    }
}

static void put_measures(struct summary *s, cJSON *doc)
{
    cJSON *measures = doc_object(doc, "measures");

    for (size_t i = 0; i < s->measures.len; i++) {
        struct hist *h = &s->measures.at[i];
        cJSON *m = doc_object(measures, s->measure_names.list.at[i]);

        doc_put(m, "count", h->count);
        doc_put(m, "total", h->sum);
        doc_put(m, "min", h->least);
        doc_put(m, "mean", mean(h));
        doc_put(m, "p50", hist_percentile(h, 50));
        doc_put(m, "p99", hist_percentile(h, 99));
        doc_put(m, "max", h->most);
    }
}

static bool is_channel(enum object_kind kind)
{
    switch (kind) {
    case OBJ_CHAN:
    case OBJ_NIL_CHAN:
    case OBJ_SEMAPHORE: /* a channel of that capacity */
    case OBJ_TICKER:
        return true;
    case OBJ_MUTEX:
    case OBJ_RWMUTEX:
    case OBJ_WAITGROUP:
    case OBJ_ONCE:
    case OBJ_COND:
        return false;
    }
    return false;
}

/* A semaphore is in both lists: something to wait for, and a channel. */
static void put_objects(const struct summary *s, cJSON *doc)
{
    cJSON *locks = doc_object(doc, "locks"), *chans = doc_object(doc, "chans");

    for (int32_t i = 0; i < s->ctx->program->nobjects; i++) {
        const struct object *o = &s->ctx->program->objects[i];
        const struct wait_tally *t = &s->waits.objects[i];

        if (is_channel(o->kind)) {
            cJSON *chan = doc_object(chans, o->name);

            doc_put(chan, "sent", t->sent);
            doc_put(chan, "blocked", t->blocked);
        }
        if (!is_channel(o->kind) || o->kind == OBJ_SEMAPHORE) {
            cJSON *wait = doc_object(doc_object(locks, o->name), "wait");

            doc_put(wait, "max", t->max);
            doc_put(wait, "total", t->total);
        }
    }
}

/* ---- runtime/metrics, the collector ------------------------------------------------------------------------------------- */

/* "/sched/latencies:seconds p50" is a member of an object, the others are figures themselves. */
static void put_metrics(const struct summary *s, cJSON *doc)
{
    cJSON *metrics = doc_object(doc, "metrics");

    for (int i = 0; i < STATS; i++) {
        const char *path = stat_path((enum stat)i), *part = strchr(path, ' ');
        cJSON *in = metrics;

        if (!s->told[i] || path[0] != '/')
            continue;
        if (part) {
            char name[64];
            size_t len = (size_t)(part - path);

            memcpy(name, path, len);
            name[len] = '\0';
            in = cJSON_GetObjectItemCaseSensitive(metrics, name);
            if (!in)
                in = doc_object(metrics, name);
            path = part + 1;
        }
        doc_put(in, path, s->stats[i]);
    }
}

static const char *rank_name(enum rank rank)
{
    switch (rank) {
    case RANK_EVENTS:
        return "events";
    case RANK_BUCKETS:
        return "buckets";
    case RANK_INDEX:
        return "index";
    }
    return "";
}

/* The variable's name: it stands in the function or in one that encloses it. */
static const char *var_name(const struct program *p, const struct op *op)
{
    int32_t func = op->func;

    for (int up = op->as.up; up > 0 && func != NOBODY; up--)
        func = p->funcs[func].outer;
    if (op->as.up < 0 || func == NOBODY || op->as.slot < 0 || op->as.slot >= p->funcs[func].nvars)
        return "";
    return p->funcs[func].vars[op->as.slot];
}

static void put_percentiles(const struct summary *s, cJSON *doc)
{
    cJSON *list = cJSON_AddArrayToObject(doc, "percentiles");

    for (size_t i = 0; i < s->percentiles.len; i++) {
        const struct percentile_note *n = &s->percentiles.at[i];
        cJSON *p = cJSON_CreateObject();

        cJSON_AddItemToArray(list, p);
        if (n->op != NOBODY) {
            cJSON_AddStringToObject(p, "of",
                                    var_name(s->ctx->program, &s->ctx->program->ops[n->op]));
            cJSON_AddItemToObject(p, "q", figure_ratio(s->ctx->program->ops[n->op].n, SEC));
        }
        cJSON_AddStringToObject(p, "rank", rank_name(n->rank));
        doc_put(p, "value", n->value);
        doc_put(p, "count", n->count);
    }
}

static void put_gc(const struct summary *s, cJSON *doc)
{
    cJSON *gc = doc_object(doc, "gc"), *pause;

    doc_put(gc, "cycles", s->gc.cycles);
    pause = doc_object(gc, "pause");
    doc_put(pause, "total", s->gc.pause_total);
    doc_put(pause, "max", s->gc.pause_max);
}

cJSON *summary_finish(struct summary *s, const struct summary_sources *from)
{
    cJSON *doc = cJSON_CreateObject();

    goroutines_end(&s->goroutines, s->time);
    threads_end(&s->threads, s->time);
    waits_end(&s->waits, s->time);
    put_run(s, doc);
    put_threads(s, doc);
    put_procs(s, doc);
    put_cpu(s, doc);
    put_sched(s, doc);
    put_goroutines(s, doc);
    put_functions(s, doc);
    put_marks(s, doc);
    put_measures(s, doc);
    put_objects(s, doc);
    if (from->console) {
        summary_put_lines(from->console, CONSOLE_OUT, doc, "stdout");
        summary_put_lines(from->console, CONSOLE_ERR, doc, "stderr");
    }
    summary_put_streams(s, doc);
    put_schedtrace(s, doc);
    summary_put_files(s, doc, from->console);
    summary_put_errors(s, doc);
    summary_put_traces(s, doc, from->proctrace);
    summary_put_spans(s, doc);
    put_metrics(s, doc);
    put_percentiles(s, doc);
    put_gc(s, doc);
    return doc;
}
