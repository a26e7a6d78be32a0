#include "likeness.h"

#include <string.h>

#include "json_writer.h"

static void add_row(struct likeness *l, const char *name, bool time, const cJSON *a, const cJSON *b)
{
    struct likeness_row row = {.time = time};

    if (!a || !b || !figure_read(a, &row.trace) || !figure_read(b, &row.simulation))
        return;
    row.name = mem_alloc(strlen(name) + 1);
    memcpy(row.name, name, strlen(name) + 1);
    *VEC_PUSH(&l->rows) = row;
}

static const cJSON *function(const cJSON *doc, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(doc, "functions"),
                                            name);
}

/* A trace calls its main goroutine runtime.main, and leaves "main." out of the other names. */
static const cJSON *of_trace(const cJSON *doc, const char *name)
{
    if (strcmp(name, "main") == 0)
        return function(doc, function(doc, "main") ? "main" : "runtime.main");
    return function(doc, strncmp(name, "main.", 5) == 0 ? name + 5 : name);
}

static void add_function(struct likeness *l, const struct planned *f, const char *start,
                         const cJSON *trace, const cJSON *run)
{
    static const char *const states[] = {"goroutines", "running", "runnable", "waiting", "syscall"};
    const cJSON *a = of_trace(trace, start);
    const cJSON *b = function(run, f->name);

    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        struct sb name = {0};

        sb_printf(&name, "functions.%s.%s", f->name, states[i]);
        add_row(l, sb_text(&name), i > 0, cJSON_GetObjectItemCaseSensitive(a, states[i]),
                cJSON_GetObjectItemCaseSensitive(b, states[i]));
        sb_free(&name);
    }
}

static bool near(const struct likeness_row *row)
{
    wide by = row->simulation - row->trace;

    return (by < 0 ? -by : by) * 4 <= row->trace;
}

static void judge(struct likeness *l, const struct plan *p, const cJSON *run)
{
    const cJSON *end = figure_find(run, "run.end");

    if (!cJSON_IsString(end) || strcmp(end->valuestring, "exit") != 0)
        l->verdict = "the simulated program does not come to its end by itself";
    else if (l->rows.len == 0 || !near(&l->rows.at[0]))
        l->verdict = "the duration is more than a quarter off";
    else if (p->left_groups > 0 && p->funcs.len == PLAN_FUNCS)
        l->verdict = "the program has more start functions than a scenario that can be read";
}

void likeness_make(struct likeness *l, const struct plan *p, const cJSON *trace, const cJSON *run)
{
    static const struct {
        const char *path;
        bool time;
    } whole[] = {
        {"run.time", true},          {"goroutines.created", false}, {"sched.latency.count", false},
        {"sched.latency.p50", true}, {"sched.latency.p99", true},   {"gc.cycles", false},
    };

    *l = (struct likeness){0};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        add_row(l, whole[i].path, whole[i].time, figure_find(trace, whole[i].path),
                figure_find(run, whole[i].path));
    for (size_t i = 0; i < p->funcs.len; i++)
        if (p->funcs.at[i].n > 0)
            add_function(l, &p->funcs.at[i], p->d->groups.at[p->funcs.at[i].group].name, trace,
                         run);
    judge(l, p, run);
}

static void value(struct sb *out, const struct likeness_row *row, wide n)
{
    struct sb text = {0};
    char buf[VTIME_TEXT];

    if (row->time && n / FIGURE_ONE < VTIME_MAX) {
        vtime t = (vtime)(n / FIGURE_ONE);
        vtime unit = 1;

        while (t / unit >= 10000)
            unit *= 10;
        vtime_format(buf, t / unit * unit);
        sb_puts(&text, buf);
    } else {
        figure_text(&text, n);
    }
    sb_printf(out, " %13s", sb_text(&text));
    sb_free(&text);
}

void likeness_text(const struct likeness *l, struct sb *out)
{
    sb_printf(out, "%-36s %13s %13s %10s\n", "figure", "trace", "simulation", "deviation");
    for (size_t i = 0; i < l->rows.len; i++) {
        const struct likeness_row *row = &l->rows.at[i];
        wide by = row->simulation - row->trace;
        wide tenths = row->trace > 0 ? by * 1000 / row->trace : 0;

        sb_printf(out, "%-36s", row->name);
        value(out, row, row->trace);
        value(out, row, row->simulation);
        if (row->trace > 0 && tenths > -100000 && tenths < 100000)
            sb_printf(out, "  %c%d.%d%%", by < 0 ? '-' : '+',
                      (int)(tenths < 0 ? -tenths : tenths) / 10,
                      (int)(tenths < 0 ? -tenths : tenths) % 10);
        sb_putc(out, '\n');
    }
    if (l->verdict)
        sb_printf(out, "\nnot reproduced: %s\n", l->verdict);
    else
        sb_puts(out, "\nreproduced: the duration is within a quarter\n");
}

static void put(struct json *j, const char *key, wide millionths)
{
    struct sb text = {0};

    if (millionths < 0)
        sb_putc(&text, '-');
    figure_text(&text, millionths < 0 ? -millionths : millionths);
    json_key(j, key);
    json_number(j, sb_text(&text));
    sb_free(&text);
}

void likeness_json(const struct likeness *l, struct sb *out)
{
    struct json j = {.out = out};

    json_open(&j, '{');
    json_key(&j, "figures");
    json_open(&j, '[');
    for (size_t i = 0; i < l->rows.len; i++) {
        const struct likeness_row *row = &l->rows.at[i];

        json_open(&j, '{');
        json_key(&j, "name");
        json_text(&j, row->name, strlen(row->name));
        json_key(&j, "unit");
        json_text(&j, "ns", row->time ? 2 : 0);
        put(&j, "trace", row->trace);
        put(&j, "simulation", row->simulation);
        if (row->trace > 0)
            put(&j, "deviation", (row->simulation - row->trace) * FIGURE_ONE / row->trace);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_key(&j, "reproduced");
    json_bool(&j, !l->verdict);
    if (l->verdict) {
        json_key(&j, "why");
        json_text(&j, l->verdict, strlen(l->verdict));
    }
    json_close(&j, '}');
    sb_putc(out, '\n');
}

void likeness_free(struct likeness *l)
{
    for (size_t i = 0; i < l->rows.len; i++)
        free(l->rows.at[i].name);
    free(l->rows.at);
}
