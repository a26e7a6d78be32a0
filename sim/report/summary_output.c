/* What the program printed and wrote: its streams, files, traces, and the tasks and regions in them. */
#include <string.h>

#include "summary_doc.h"
#include "trace.h"

/* ---- what was printed ------------------------------------------------------------------------------------------------- */

void summary_put_lines(struct console *c, enum console_stream which, cJSON *doc, const char *name)
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

void summary_put_streams(const struct summary *s, cJSON *doc)
{
    cJSON *streams = doc_object(doc, "streams");

    cJSON_AddStringToObject(streams, "stdout", stream_end(s->ctx->program, false));
    cJSON_AddStringToObject(streams, "stderr", stream_end(s->ctx->program, true));
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
void summary_put_files(const struct summary *s, cJSON *doc, struct console *console)
{
    const struct files *fs = &s->files;
    cJSON *open = doc_object(doc_object(doc, "fds"), "open"),
          *used = doc_object(doc_object(doc, "disk"), "used");
    cJSON *files = doc_object(doc, "files");

    doc_put(open, "max", fs->open_max);
    doc_put(open, "end", fs->open);
    doc_put(used, "max", fs->used_max);
    doc_put(used, "end", fs->used);
    for (size_t id = 0; id < fs->by_id.len; id++) {
        const char *name = files_name(fs, (int64_t)id);
        const struct file_tally *t = name ? &fs->list.at[fs->by_id.at[id].name] : NULL;
        cJSON *f;

        if (!t || t->file != (int32_t)id)
            continue;
        f = doc_object(files, name);
        doc_put(f, "bytes", bytes_of(name, t, console));
        cJSON_AddBoolToObject(f, "open", t->open);
        if (t->closed_at >= 0)
            doc_put(f, "closed_at", t->closed_at);
        if (t->removed_at >= 0)
            doc_put(f, "removed_at", t->removed_at);
    }
}

void summary_put_errors(const struct summary *s, cJSON *doc)
{
    cJSON *errors = cJSON_AddArrayToObject(doc, "errors");

    for (size_t i = 0; i < s->errors.len; i++) {
        const struct error_note *n = &s->errors.at[i];
        cJSON *e = cJSON_CreateObject();

        cJSON_AddItemToArray(errors, e);
        doc_put(e, "time", n->t);
        doc_put(e, "goid", n->g);
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

    doc_put(t, "events", events);
    doc_put(t, "bytes", (wide)len);
    cJSON_AddBoolToObject(t, "valid", valid);
    if (!valid)
        cJSON_AddStringToObject(t, "error", err.text);
    return t;
}

void summary_put_traces(const struct summary *s, cJSON *doc, const struct proctrace *pt)
{
    cJSON *traces = doc_object(doc, "traces");

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

void summary_put_spans(const struct summary *s, cJSON *doc)
{
    const struct spans *sp = &s->spans;
    cJSON *tasks = doc_object(doc, "tasks"), *regions = doc_object(doc, "regions");

    for (size_t i = 0; i < sp->tasks.len; i++) {
        const struct task_tally *t = &sp->tasks.at[i];
        cJSON *task = doc_object(tasks, sp->task_names.list.at[i]);

        doc_put(task, "count", t->count);
        doc_put(task, "total", t->total);
        doc_put(task, "open", t->open);
        put_names(task, "regions", &t->regions, &sp->region_names);
        doc_put(task, "late", t->late);
        put_names(task, "subtasks", &t->subtasks, &sp->task_names);
    }
    for (size_t i = 0; i < sp->regions.len; i++) {
        const struct region_tally *t = &sp->regions.at[i];
        cJSON *region = doc_object(regions, sp->region_names.list.at[i]);

        doc_put(region, "count", t->count);
        doc_put(region, "total", t->total);
        doc_put(region, "unclosed", t->unclosed);
    }
}
