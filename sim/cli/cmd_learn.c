/* schedlab learn: a scenario of an execution trace, to ask what if. */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "file.h"
#include "gosrc.h"
#include "interrupt.h"
#include "likeness.h"
#include "load.h"
#include "recipe.h"
#include "rig.h"
#include "same.h"
#include "say.h"
#include "stat.h"
#include "trace_events.h"
#include "tracefile.h"

/* Runs the scenario; its summary, or NULL: a signal came, or *ds says what is wrong. */
static cJSON *run(const char *path, const struct sb *text, struct diags *ds)
{
    struct arena arena = {0};
    struct program *p = program_load(path, text->text, text->len, NULL, &arena, ds);
    struct rig r = {.program = p, .summarize = true};
    cJSON *doc = NULL;

    if (p) {
        r.source = gosrc_map(p, &arena);
        rig_open(&r);
        while (sim_step(r.sim, SIM_BATCH) == SIM_RUNNING && !interrupt_pending())
            ;
        if (!interrupt_pending())
            doc = rig_summary(&r);
        rig_close(&r);
    }
    arena_free(&arena);
    return doc;
}

static bool stands_still(const cJSON *doc)
{
    const cJSON *end = figure_find(doc, "run.end");

    return cJSON_IsString(end) && strcmp(end->valuestring, "deadlock") == 0;
}

static void put(struct writer *w, const struct sb *text)
{
    writer_put(w, text->text, text->len);
}

/* Writes the scenario and, unless it has standard output itself, the table. */
static bool write(const struct args *args, const struct sb *scenario, const struct likeness *l,
                  struct diags *ds)
{
    const char *path = args_value(args, "out");
    struct writer *w = writer_open(path, ds);
    struct sb report = {0};

    if (!w)
        return false;
    put(w, scenario);
    if (!writer_close(w, ds))
        return false;
    if (args_has(args, "json"))
        likeness_json(l, &report);
    else
        likeness_text(l, &report);
    if (strcmp(path, "-") == 0) {
        fputs(sb_text(&report), stderr);
    } else {
        w = writer_open("-", ds);
        if (w) {
            put(w, &report);
            writer_close(w, ds);
        }
    }
    sb_free(&report);
    return ds->list.len == 0;
}

/* The scenario, its run and the comparison. Returns the exit status. */
static int learn_from(const struct args *args, struct deeds *d, struct diags *ds)
{
    const char *path = args->operands.at[0];
    struct plan plan;
    struct sb scenario = {0}, figures = {0};
    cJSON *trace = NULL, *doc = NULL;
    struct likeness l = {0};
    int status = STATUS_BAD;

    plan_make(&plan, d);
    for (int buffered = 0; buffered < 2; buffered++) {
        sb_clear(&scenario);
        recipe_write(&plan, strcmp(path, "-") == 0 ? "trace" : path, buffered, &scenario);
        doc = run(args_value(args, "out"), &scenario, ds);
        if (!doc || !stands_still(doc) || buffered)
            break;
        cJSON_Delete(doc);
    }
    if (doc) {
        stat_json(d->s, &figures);
        trace = cJSON_ParseWithLength(sb_text(&figures), figures.len);
        likeness_make(&l, &plan, trace, doc);
        if (write(args, &scenario, &l, ds))
            status = l.verdict ? STATUS_MISSED : STATUS_DONE;
        likeness_free(&l);
    }
    cJSON_Delete(trace);
    cJSON_Delete(doc);
    sb_free(&figures);
    sb_free(&scenario);
    plan_free(&plan);
    return status;
}

static int learn(const struct args *args, const char *bytes, size_t len,
                 const struct trace_summary *s, struct diags *ds)
{
    const char *path = args->operands.at[0];
    struct imported table = {.name = path};
    struct deeds d;
    const char *why;
    int status = STATUS_BAD;

    deeds_init(&d, s, &table);
    if (!trace_events(bytes, len, s, &table, deeds_sink(&d), &why)) {
        diags_add(ds, path, "%s", why);
    } else {
        deeds_end(&d);
        why = recipe_refusal(&d);
        if (why) {
            say("nothing can be learnt from %s: %s", path, why);
            status = STATUS_MISSED;
        } else {
            status = learn_from(args, &d, ds);
        }
    }
    deeds_free(&d);
    imported_free(&table);
    return status;
}

static int learn_file(const struct args *args, struct diags *ds)
{
    const char *path = args->operands.at[0];
    struct trace_summary s;
    int status = STATUS_BAD;
    char *bytes;
    size_t len;

    if (!tracefile_read(path, &bytes, &len, ds))
        return STATUS_BAD;
    if (trace_summarize(bytes, len, &s)) {
        if (s.error.dropped)
            say("%s ends in the middle of a table: what follows is lost", path);
        status = learn(args, bytes, len, &s, ds);
    } else {
        tracefile_refuse(path, &s, NULL, ds);
    }
    trace_summary_free(&s);
    free(bytes);
    return status;
}

static int cmd_learn(const struct args *args)
{
    const char *path = args->operands.at[0];
    const char *to = args_value(args, "out");
    struct diags ds = {0};
    int status;

    if (!to) {
        say("learn what into? `-o FILE` names the scenario, \"-\" is standard output");
        return STATUS_BAD;
    }
    if (strcmp(path, "-") != 0 && same_file(to, path)) {
        say("--out would overwrite %s, the trace itself", path);
        return STATUS_BAD;
    }
    interrupt_catch();
    status = learn_file(args, &ds);
    if (interrupt_pending())
        return 128 + interrupt_pending();
    return ds.list.len ? say_diags(&ds, NULL) : status;
}

static const struct option options[] = {
    {"out", "FILE", "the scenario; -o FILE is the same", COMPLETE_FILE},
    {"json", NULL, "the comparison as a JSON document", COMPLETE_NOTHING},
    OPTIONS_END,
};

const struct verb verb_learn = {
    .name = "learn",
    .operands = "TRACE",
    .least = 1,
    .most = 1,
    .summary = "make a scenario of an execution trace, to ask what if",
    .about =
        "Reads a Go execution trace, simulated or real (Go 1.22 and later; gzip is unpacked), and "
        "writes a\n"
        "scenario whose goroutines do what the trace's did: computing, sleeping, system calls, "
        "waits for each\n"
        "other, with durations as distributions. Then it runs the scenario and prints how near "
        "its figures\n"
        "come. docs/learn.md says what can be learnt and how well it predicts. The status is 1 if "
        "nothing can\n"
        "be learnt or the duration is more than a quarter off. TRACE may be - for standard input; "
        "with -o -\n"
        "the comparison goes to standard error.",
    .examples =
        "schedlab learn trace.out -o learnt.json\n"
        "schedlab run learnt.json --set /env/GOMAXPROCS=8 --set /machine/cores=8 --summary -\n"
        "schedlab learn trace.out -o learnt.json --json | jq .reproduced\n",
    .options = options,
    .run = cmd_learn,
};
