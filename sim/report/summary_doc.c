/* From what was gathered to the document, in the order of docs/scenario.md. */
#include <string.h>

#include "figure.h"
#include "summary_internal.h"
#include "trace.h"

static void put(cJSON *to, const char *name, wide n)
{
    cJSON_AddItemToObject(to, name, figure_int(n));
}

static cJSON *object(cJSON *in, const char *name)
{
    return cJSON_AddObjectToObject(in, name);
}

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
    cJSON *run = object(doc, "run");

    put(run, "time", s->time);
    if (s->ended) {
        put(run, "exit", s->status);
        cJSON_AddStringToObject(run, "end", end_name(s->end));
    }
    if (s->told[STAT_EVENTS])
        put(run, "events", s->stats[STAT_EVENTS]);
    put(run, "seed", s->ctx->program->seed);
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
    cJSON *threads = object(doc, "threads");

    put(threads, "max", ts->max);
    put(threads, "end", ts->now);
    put(object(threads, "idle"), "end", ts->idle);
    put(object(threads, "locked"), "end", threads_locked(ts, waits, &s->goroutines));
    put(object(threads, "blocked"), "max", ts->blocked_max);
    put(threads, "created", ts->created);
}

static void put_procs(const struct summary *s, cJSON *doc)
{
    const struct threads *ts = &s->threads;
    cJSON *procs = object(doc, "procs"), *idle;

    put(procs, "gomaxprocs", ts->gomaxprocs);
    idle = object(procs, "idle");
    cJSON_AddItemToObject(idle, "mean", figure_ratio(ts->idle_ps_time, s->time));
    put(idle, "min", ts->idle_ps_min < 0 ? ts->idle_ps : ts->idle_ps_min);
    put(idle, "max", ts->idle_ps_max < 0 ? ts->idle_ps : ts->idle_ps_max);
}

static void put_cpu(const struct summary *s, cJSON *doc)
{
    cJSON *cpu = object(doc, "cpu");

    for (int i = STAT_CPU_TOTAL; i <= STAT_CPU_GC; i++) {
        if (s->told[i])
            put(cpu, stat_path((enum stat)i) + strlen("cpu."), s->stats[i]);
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
    cJSON *sched = object(doc, "sched"), *latency;

    put(sched, "switches", ts->switches);
    put(sched, "steals", ts->steals);
    put(sched, "handoffs", ts->handoffs);
    put(sched, "retakes", ts->retakes);
    put(sched, "preemptions", ts->preemptions);
    put(sched, "wakeups", ts->wakeups);
    put(object(sched, "globrunq"), "max", (wide)s->queues.global_max);
    put(object(sched, "runq"), "max", (wide)s->queues.ring_max);
    latency = object(sched, "latency");
    put(latency, "count", h->count);
    put(latency, "mean", mean(h));
    put(latency, "p50", hist_percentile(h, 50));
    put(latency, "p90", hist_percentile(h, 90));
    put(latency, "p99", hist_percentile(h, 99));
    put(latency, "max", h->most);
}

static void put_goroutines(const struct summary *s, cJSON *doc)
{
    cJSON *goroutines = object(doc, "goroutines");

    put(goroutines, "created", s->goroutines.created);
    put(goroutines, "max", s->goroutines.max);
    put(goroutines, "end", s->goroutines.now);
}

static void put_functions(const struct summary *s, cJSON *doc)
{
    cJSON *functions = object(doc, "functions");

    for (size_t i = 0; i < s->goroutines.order.len; i++) {
        int32_t func = s->goroutines.order.at[i];
        const struct func_tally *t = &s->goroutines.funcs[func];
        cJSON *f = object(functions, s->ctx->program->funcs[func].name);

        put(f, "goroutines", t->goroutines);
        put(f, "running", t->time[STATE_RUNNING]);
        put(f, "runnable", t->time[STATE_RUNNABLE]);
        put(f, "waiting", t->time[STATE_WAITING]);
        put(f, "syscall", t->time[STATE_SYSCALL]);
        put(object(f, "latency"), "max", t->latency_max);
    }
}

/* ---- what the program noted ----------------------------------------------------------------------------------------- */

static const char *const snap_names[SNAP_FIELDS] = {
    [SNAP_MS] = "ms",
    [SNAP_GOMAXPROCS] = "gomaxprocs",
    [SNAP_IDLEPROCS] = "idleprocs",
    [SNAP_THREADS] = "threads",
    [SNAP_SPINNING] = "spinningthreads",
    [SNAP_NEEDSPINNING] = "needspinning",
    [SNAP_IDLETHREADS] = "idlethreads",
    [SNAP_RUNQUEUE] = "runqueue",
    [SNAP_GCWAITING] = "gcwaiting",
    [SNAP_NMIDLELOCKED] = "nmidlelocked",
    [SNAP_STOPWAIT] = "stopwait",
    [SNAP_SYSMONWAIT] = "sysmonwait",
};

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
        if (!(sample->fields & 1u << f) || (f == SNAP_NEEDSPINNING && model < GO1_23))
            continue;
        if (f == SNAP_GCWAITING || f == SNAP_SYSMONWAIT)
            cJSON_AddBoolToObject(to, snap_names[f], sample->head[f] != 0);
        else
            put(to, snap_names[f], sample->head[f]);
    }
    put_list(&s->snaps, to, "local", sample->local, sample->nlocal);
    if (model >= GO1_26)
        put_list(&s->snaps, to, "schedticks", sample->ticks, sample->nticks);
}

static void put_marks(const struct summary *s, cJSON *doc)
{
    cJSON *marks = object(doc, "marks");

    for (size_t i = 0; i < s->snaps.marks.len; i++) {
        const struct mark *m = &s->snaps.marks.at[i];
        const char *name = s->snaps.names.list.at[m->name];
        cJSON *list = cJSON_GetObjectItemCaseSensitive(marks, name), *mark = cJSON_CreateObject();

        if (!list)
            list = cJSON_AddArrayToObject(marks, name);
        cJSON_AddItemToArray(list, mark);
        put(mark, "time", m->sample.t);
        put(mark, "goid", m->g);
        put(mark, "m", m->m);
        put(mark, "p", m->p);
        put(mark, "gc", m->gc);
        put_sample(s, mark, &m->sample);
    }
}

static void put_measures(struct summary *s, cJSON *doc)
{
    cJSON *measures = object(doc, "measures");

    for (size_t i = 0; i < s->measures.len; i++) {
        struct hist *h = &s->measures.at[i];
        cJSON *m = object(measures, s->measure_names.list.at[i]);

        put(m, "count", h->count);
        put(m, "total", h->sum);
        put(m, "min", h->least);
        put(m, "mean", mean(h));
        put(m, "p50", hist_percentile(h, 50));
        put(m, "p99", hist_percentile(h, 99));
        put(m, "max", h->most);
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
    cJSON *locks = object(doc, "locks"), *chans = object(doc, "chans");

    for (int32_t i = 0; i < s->ctx->program->nobjects; i++) {
        const struct object *o = &s->ctx->program->objects[i];
        const struct wait_tally *t = &s->waits.objects[i];

        if (is_channel(o->kind)) {
            cJSON *chan = object(chans, o->name);

            put(chan, "sent", t->sent);
            put(chan, "blocked", t->blocked);
        }
        if (!is_channel(o->kind) || o->kind == OBJ_SEMAPHORE) {
            cJSON *wait = object(object(locks, o->name), "wait");

            put(wait, "max", t->max);
            put(wait, "total", t->total);
        }
    }
}

/* ---- what was printed ------------------------------------------------------------------------------------------------- */

static void put_lines(struct console *c, enum console_stream which, cJSON *doc, const char *name)
{
    size_t n;
    const char *const *lines = console_lines(c, which, &n);
    cJSON *list = cJSON_AddArrayToObject(doc, name);

    for (size_t i = 0; i < n; i++)
        cJSON_AddItemToArray(list, cJSON_CreateString(lines[i]));
}

/* Where a stream of the process ends, after `redirect`. */
static const char *stream_end(const struct program *p, bool err)
{
    const struct redirect *r = err ? &p->err : &p->out;

    switch (r->to) {
    case TO_TERMINAL:
        return err ? "stderr" : "stdout";
    case TO_CROSS:
        return err ? "stdout" : "stderr";
    case TO_NULL:
        return "/dev/null";
    case TO_FILE:
        return r->file;
    case TO_OTHER: /* the other one never says the same */
        return stream_end(p, !err);
    }
    return "";
}

static void put_streams(const struct summary *s, cJSON *doc)
{
    cJSON *streams = object(doc, "streams");

    cJSON_AddStringToObject(streams, "stdout", stream_end(s->ctx->program, false));
    cJSON_AddStringToObject(streams, "stderr", stream_end(s->ctx->program, true));
}

static void put_schedtrace(const struct summary *s, cJSON *doc)
{
    cJSON *schedtrace = object(doc, "schedtrace"), *samples;

    put(schedtrace, "lines", (wide)s->snaps.lines.len);
    samples = cJSON_AddArrayToObject(schedtrace, "samples");
    for (size_t i = 0; i < s->snaps.lines.len; i++) {
        cJSON *sample = cJSON_CreateObject();

        cJSON_AddItemToArray(samples, sample);
        put_sample(s, sample, &s->snaps.lines.at[i]);
    }
}

/* ---- files and traces ------------------------------------------------------------------------------------------------- */

/* SCHED lines and messages of the runtime that a redirection sends to a file are known to the console only. */
static int64_t bytes_of(const char *name, const struct file_tally *t, struct console *console)
{
    size_t n = 0;
    const struct console_file *files = console ? console_files(console, &n) : NULL;

    for (size_t i = 0; i < n; i++) {
        if (strcmp(files[i].name, name) == 0)
            return (int64_t)files[i].len;
    }
    return t->bytes;
}

/* The files in the order in which they were created; one that was created again has its place by the last time. */
static void put_files(const struct summary *s, cJSON *doc, struct console *console)
{
    const struct files *fs = &s->files;
    cJSON *open = object(object(doc, "fds"), "open"), *used = object(object(doc, "disk"), "used");
    cJSON *files = object(doc, "files");

    put(open, "max", fs->open_max);
    put(open, "end", fs->open);
    put(used, "max", fs->used_max);
    put(used, "end", fs->used);
    for (size_t id = 0; id < fs->by_id.len; id++) {
        const char *name = files_name(fs, (int64_t)id);
        const struct file_tally *t = name ? &fs->list.at[fs->by_id.at[id].name] : NULL;
        cJSON *f;

        if (!t || t->file != (int32_t)id)
            continue;
        f = object(files, name);
        put(f, "bytes", bytes_of(name, t, console));
        cJSON_AddBoolToObject(f, "open", t->open);
        if (t->closed_at >= 0)
            put(f, "closed_at", t->closed_at);
        if (t->removed_at >= 0)
            put(f, "removed_at", t->removed_at);
    }
}

static void put_errors(const struct summary *s, cJSON *doc)
{
    cJSON *errors = cJSON_AddArrayToObject(doc, "errors");

    for (size_t i = 0; i < s->errors.len; i++) {
        const struct error_note *n = &s->errors.at[i];
        cJSON *e = cJSON_CreateObject();

        cJSON_AddItemToArray(errors, e);
        put(e, "time", n->t);
        put(e, "goid", n->g);
        if (n->op != NOBODY)
            cJSON_AddStringToObject(e, "op",
                                    op_verb((enum op_kind)s->ctx->program->ops[n->op].kind));
        if (n->file != NOBODY)
            cJSON_AddStringToObject(e, "file", s->failed.list.at[n->file]);
        cJSON_AddStringToObject(e, "error", sim_errno_text(n->why));
    }
}

/* What a reader says of a trace that the program wrote. */
static cJSON *verdict(const void *bytes, size_t len)
{
    struct trace_error err;
    uint64_t events = 0;
    bool valid = trace_verdict(bytes, len, &events, &err);
    cJSON *t = cJSON_CreateObject();

    put(t, "events", events);
    put(t, "bytes", (wide)len);
    cJSON_AddBoolToObject(t, "valid", valid);
    if (!valid)
        cJSON_AddStringToObject(t, "error", err.text);
    return t;
}

static void put_traces(const struct summary *s, cJSON *doc, const struct proctrace *pt)
{
    cJSON *traces = object(doc, "traces");

    for (size_t i = 0; pt && i < s->traced.len; i++) {
        const char *name = files_name(&s->files, s->traced.at[i]);
        const uint8_t *bytes;
        size_t len;

        if (!name || !proctrace_file(pt, s->traced.at[i], &bytes, &len))
            continue;
        cJSON_DeleteItemFromObjectCaseSensitive(traces, name);
        cJSON_AddItemToObject(traces, name, verdict(bytes, len));
    }
}

static void put_names(cJSON *to, const char *name, const struct numbers *which,
                      const struct names *names)
{
    cJSON *list = cJSON_AddArrayToObject(to, name);

    for (size_t i = 0; i < which->len; i++)
        cJSON_AddItemToArray(list, cJSON_CreateString(names->list.at[which->at[i]]));
}

static void put_spans(const struct summary *s, cJSON *doc)
{
    const struct spans *sp = &s->spans;
    cJSON *tasks = object(doc, "tasks"), *regions = object(doc, "regions");

    for (size_t i = 0; i < sp->tasks.len; i++) {
        const struct task_tally *t = &sp->tasks.at[i];
        cJSON *task = object(tasks, sp->task_names.list.at[i]);

        put(task, "count", t->count);
        put(task, "total", t->total);
        put(task, "open", t->open);
        put_names(task, "regions", &t->regions, &sp->region_names);
        put(task, "late", t->late);
        put_names(task, "subtasks", &t->subtasks, &sp->task_names);
    }
    for (size_t i = 0; i < sp->regions.len; i++) {
        const struct region_tally *t = &sp->regions.at[i];
        cJSON *region = object(regions, sp->region_names.list.at[i]);

        put(region, "count", t->count);
        put(region, "total", t->total);
        put(region, "unclosed", t->unclosed);
    }
}

/* ---- runtime/metrics, the collector ------------------------------------------------------------------------------------- */

/* "/sched/latencies:seconds p50" is a member of an object, the others are figures themselves. */
static void put_metrics(const struct summary *s, cJSON *doc)
{
    cJSON *metrics = object(doc, "metrics");

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
                in = object(metrics, name);
            path = part + 1;
        }
        put(in, path, s->stats[i]);
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
        put(p, "value", n->value);
        put(p, "count", n->count);
    }
}

static void put_gc(const struct summary *s, cJSON *doc)
{
    cJSON *gc = object(doc, "gc"), *pause;

    put(gc, "cycles", s->gc.cycles);
    pause = object(gc, "pause");
    put(pause, "total", s->gc.pause_total);
    put(pause, "max", s->gc.pause_max);
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
        put_lines(from->console, CONSOLE_OUT, doc, "stdout");
        put_lines(from->console, CONSOLE_ERR, doc, "stderr");
    }
    put_streams(s, doc);
    put_schedtrace(s, doc);
    put_files(s, doc, from->console);
    put_errors(s, doc);
    put_traces(s, doc, from->proctrace);
    put_spans(s, doc);
    put_metrics(s, doc);
    put_percentiles(s, doc);
    put_gc(s, doc);
    return doc;
}
