/* stat_json.c: the figures of a trace as a JSON document. */
#include <string.h>

#include "json_writer.h"
#include "stat.h"

static void key_text(struct json *j, struct trace_text key)
{
    json_key_bytes(j, key.at, key.len);
}

static void put_text(struct json *j, const char *key, struct trace_text text)
{
    json_key(j, key);
    json_text(j, text.at, text.len);
}

static void put_times(struct json *j, const struct trace_times *t)
{
    json_put(j, "running", t->running);
    json_put(j, "runnable", t->runnable);
    json_put(j, "waiting", t->waiting);
    json_put(j, "syscall", t->syscall);
}

static void open_key(struct json *j, const char *key, char bracket)
{
    json_key(j, key);
    json_open(j, bracket);
}

static void put_kinds(struct json *j, const struct trace_summary *s)
{
    open_key(j, "kinds", '{');
    for (int kind = TRACE_SYNC; kind < TRACE_KINDS; kind++)
        if (s->kinds[kind])
            json_put_uint(j, trace_kind_name((enum trace_kind)kind), s->kinds[kind]);
    json_close(j, '}');
}

static void put_procs(struct json *j, const struct trace_summary *s)
{
    open_key(j, "procs", '[');
    for (size_t i = 0; i < s->nprocs; i++) {
        json_open(j, '{');
        json_put(j, "id", s->procs[i].id);
        json_put(j, "running", s->procs[i].running);
        json_put(j, "idle", s->procs[i].idle);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_goroutines(struct json *j, const struct trace_summary *s)
{
    open_key(j, "goroutines", '[');
    for (size_t i = 0; i < s->ngoroutines; i++) {
        json_open(j, '{');
        json_put(j, "id", s->goroutines[i].id);
        put_text(j, "start", s->goroutines[i].start);
        put_times(j, &s->goroutines[i].times);
        json_close(j, '}');
    }
    json_close(j, ']');
    open_key(j, "functions", '[');
    for (size_t i = 0; i < s->nfunctions; i++) {
        json_open(j, '{');
        put_text(j, "name", s->functions[i].name);
        json_put_uint(j, "goroutines", s->functions[i].goroutines);
        put_times(j, &s->functions[i].times);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_transitions(struct json *j, const struct trace_summary *s)
{
    open_key(j, "transitions", '{');
    for (int from = 0; from < TRACE_G_STATES; from++) {
        for (int to = 0; to < TRACE_G_STATES; to++) {
            char key[32] = "";

            if (!s->transitions[from][to])
                continue;
            strcat(key, trace_g_state_name((enum trace_g_state)from));
            strcat(key, "->");
            strcat(key, trace_g_state_name((enum trace_g_state)to));
            json_put_uint(j, key, s->transitions[from][to]);
        }
    }
    json_close(j, '}');
}

static void put_latency(struct json *j, const struct trace_latency *l)
{
    open_key(j, "latency", '{');
    json_put_uint(j, "count", l->count);
    json_put(j, "mean", l->mean);
    json_put(j, "p50", l->p50);
    json_put(j, "p90", l->p90);
    json_put(j, "p99", l->p99);
    json_put(j, "max", l->max);
    json_close(j, '}');
}

static void put_spans(struct json *j, const char *key, const struct trace_span *spans, size_t n)
{
    open_key(j, key, '[');
    for (size_t i = 0; i < n; i++) {
        json_open(j, '{');
        put_text(j, "name", spans[i].name);
        json_put_uint(j, "count", spans[i].count);
        json_put(j, "total", spans[i].total);
        json_put(j, "max", spans[i].max);
        json_put_uint(j, "open", spans[i].open);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_gc(struct json *j, const struct trace_gc *gc)
{
    open_key(j, "gc", '{');
    json_put_uint(j, "cycles", gc->cycles);
    json_put(j, "mark", gc->mark);
    json_put(j, "assist", gc->assist);
    json_put(j, "sweep", gc->sweep);
    json_put_uint(j, "stw_count", gc->stw_count);
    json_put(j, "stw_total", gc->stw_total);
    json_put(j, "stw_max", gc->stw_max);
    json_close(j, '}');
}

static void put_counts(struct json *j, const struct trace_count *counts, size_t n)
{
    json_open(j, '{');
    for (size_t i = 0; i < n; i++) {
        key_text(j, counts[i].name);
        json_uint(j, counts[i].count);
    }
    json_close(j, '}');
}

static void put_user(struct json *j, const struct trace_summary *s)
{
    put_spans(j, "tasks", s->tasks, s->ntasks);
    put_spans(j, "regions", s->regions, s->nregions);
    open_key(j, "task_regions", '{');
    for (size_t i = 0; i < s->ntask_regions; i++) {
        key_text(j, s->task_regions[i].task);
        put_counts(j, s->task_regions[i].regions, s->task_regions[i].nregions);
    }
    json_close(j, '}');
    json_key(j, "logs");
    put_counts(j, s->logs, s->nlogs);
}

static void put_metrics(struct json *j, const struct trace_summary *s)
{
    open_key(j, "metrics", '{');
    for (int i = 0; i < TRACE_METRICS; i++) {
        const struct trace_metric_range *m = &s->metrics[i];

        if (!m->count)
            continue;
        open_key(j, trace_metric_name((enum trace_metric)i), '{');
        json_put_uint(j, "count", m->count);
        json_put_uint(j, "first", m->first);
        json_put_uint(j, "last", m->last);
        json_put_uint(j, "min", m->min);
        json_put_uint(j, "max", m->max);
        json_close(j, '}');
    }
    json_close(j, '}');
}

/* The fields of the oracle's summary, in its order. */
static void put_trace(struct json *j, const struct trace_summary *s)
{
    json_open(j, '{');
    put_text(j, "go", (struct trace_text){s->go, strlen(s->go)});
    json_put_uint(j, "bytes", s->bytes);
    json_put_uint(j, "generations", s->generations);
    json_put_uint(j, "events", s->events);
    put_kinds(j, s);
    json_put(j, "duration", s->duration);
    json_put_uint(j, "threads", s->threads);
    put_procs(j, s);
    put_goroutines(j, s);
    put_transitions(j, s);
    put_latency(j, &s->latency);
    put_spans(j, "waits", s->waits, s->nwaits);
    put_gc(j, &s->gc);
    put_spans(j, "ranges", s->ranges, s->nranges);
    put_user(j, s);
    put_metrics(j, s);
    json_close(j, '}');
}

void stat_trace_json(const struct trace_summary *s, struct sb *out)
{
    struct json j = {.out = out};

    put_trace(&j, s);
}

/* ---- the summary of a scenario, as far as a trace tells it ---- */

static void put_machine(struct json *j, const struct trace_summary *s)
{
    const struct trace_metric_range *procs = &s->metrics[TRACE_GOMAXPROCS];

    open_key(j, "run", '{');
    json_put(j, "time", s->duration);
    json_put_uint(j, "events", s->events);
    json_close(j, '}');
    open_key(j, "threads", '{');
    json_put_uint(j, "max", s->threads); /* those that did anything while the trace was on */
    json_close(j, '}');
    if (!procs->count)
        return;
    open_key(j, "procs", '{');
    json_put_uint(j, "gomaxprocs", procs->last);
    if (s->duration > 0 && s->idle_time >= 0) {
        open_key(j, "idle", '{');
        json_key(j, "mean");
        json_ratio(j, (uint64_t)s->idle_time, (uint64_t)s->duration);
        json_close(j, '}');
    }
    json_close(j, '}');
}

/* A function's name as scenarios have it. */
static struct trace_text short_name(struct trace_text name)
{
    static const char prefix[] = "main.";
    const size_t len = sizeof prefix - 1;

    if (name.len > len && memcmp(name.at, prefix, len) == 0)
        return (struct trace_text){name.at + len, name.len - len};
    return name;
}

static void put_sched(struct json *j, const struct trace_summary *s)
{
    open_key(j, "sched", '{');
    put_latency(j, &s->user_latency);
    json_close(j, '}');
    open_key(j, "goroutines", '{');
    json_put_uint(j, "created", s->created);
    json_put_uint(j, "max", s->most);
    json_put_uint(j, "end", s->at_end);
    json_close(j, '}');
    open_key(j, "functions", '{');
    for (size_t i = 0; i < s->nfunctions; i++) {
        const struct trace_function *f = &s->functions[i];

        if (f->system)
            continue;
        key_text(j, short_name(f->name));
        json_open(j, '{');
        json_put_uint(j, "goroutines", f->goroutines);
        put_times(j, &f->times);
        open_key(j, "latency", '{');
        json_put(j, "max", f->latency_max);
        json_close(j, '}');
        json_close(j, '}');
    }
    json_close(j, '}');
}

/* What was seen in tasks of this name. */
static void put_task_regions(struct json *j, const struct trace_summary *s, struct trace_text task)
{
    const struct trace_task_regions *found = NULL;

    for (size_t i = 0; i < s->ntask_regions; i++)
        if (s->task_regions[i].task.len == task.len &&
            memcmp(s->task_regions[i].task.at, task.at, task.len) == 0)
            found = &s->task_regions[i];
    open_key(j, "regions", '[');
    for (size_t i = 0; found && i < found->nregions; i++)
        json_text(j, found->regions[i].name.at, found->regions[i].name.len);
    json_close(j, ']');
    json_put_uint(j, "late", found ? found->late : 0);
}

static void put_subtasks(struct json *j, const struct trace_summary *s, struct trace_text task)
{
    open_key(j, "subtasks", '[');
    for (size_t i = 0; i < s->nsubtasks; i++)
        if (s->subtasks[i].task.len == task.len &&
            memcmp(s->subtasks[i].task.at, task.at, task.len) == 0)
            json_text(j, s->subtasks[i].subtask.at, s->subtasks[i].subtask.len);
    json_close(j, ']');
}

static void put_annotations(struct json *j, const struct trace_summary *s)
{
    open_key(j, "tasks", '{');
    for (size_t i = 0; i < s->ntasks; i++) {
        key_text(j, s->tasks[i].name);
        json_open(j, '{');
        json_put_uint(j, "count", s->tasks[i].count);
        json_put(j, "total", s->tasks[i].total);
        json_put_uint(j, "open", s->tasks[i].open);
        put_task_regions(j, s, s->tasks[i].name);
        put_subtasks(j, s, s->tasks[i].name);
        json_close(j, '}');
    }
    json_close(j, '}');
    open_key(j, "regions", '{');
    for (size_t i = 0; i < s->nregions; i++) {
        key_text(j, s->regions[i].name);
        json_open(j, '{');
        json_put_uint(j, "count", s->regions[i].count);
        json_put(j, "total", s->regions[i].total);
        json_put_uint(j, "unclosed", s->regions[i].open);
        json_close(j, '}');
    }
    json_close(j, '}');
}

static void put_end(struct json *j, const struct trace_summary *s)
{
    open_key(j, "metrics", '{');
    for (int i = 0; i < TRACE_METRICS; i++)
        if (s->metrics[i].count)
            json_put_uint(j, trace_metric_name((enum trace_metric)i), s->metrics[i].last);
    json_close(j, '}');
    open_key(j, "gc", '{');
    json_put_uint(j, "cycles", s->gc.cycles);
    open_key(j, "pause", '{');
    json_put(j, "total", s->gc.pause_total);
    json_put(j, "max", s->gc.pause_max);
    json_close(j, '}');
    json_close(j, '}');
}

void stat_json(const struct trace_summary *s, struct sb *out)
{
    struct json j = {.out = out};

    json_open(&j, '{');
    put_machine(&j, s);
    put_sched(&j, s);
    put_annotations(&j, s);
    put_end(&j, s);
    json_key(&j, "trace");
    put_trace(&j, s);
    json_close(&j, '}');
    sb_putc(out, '\n');
}
