#include "load_run.h"

#include <stdlib.h>
#include <string.h>

#include "figures.h"
#include "gosrc.h"
#include "interrupt.h"
#include "progress.h"
#include "say.h"
#include "stat.h"
#include "trace_events.h"
#include "tracefile.h"

static const char *keep(struct arena *arena, struct sb *text)
{
    const char *kept = arena_text(arena, sb_text(text), text->len);

    sb_free(text);
    return kept;
}

/* ---- a scenario --------------------------------------------------------------------------------------------------- */

static const char *go_source(struct run *r, const struct program *p)
{
    struct sb text = {0};

    gosrc_write(p, &text);
    return keep(&r->arena, &text);
}

static const char *how_simulated(struct run *r, const struct program *p)
{
    struct sb text = {0};

    sb_printf(&text, "%s · GOMAXPROCS=%d · %d core%s · seed %llu", model_names[p->model],
              p->gomaxprocs, p->cores, p->cores == 1 ? "" : "s", (unsigned long long)p->seed);
    return keep(&r->arena, &text);
}

/* What of the command line makes it this run, for the address of a moment in it. */
static const char *options_of(struct run *r, const struct args *args)
{
    struct sb text = {0};

    for (size_t i = 0; i < args->options.len; i++) {
        const struct arg *o = &args->options.at[i];

        if (strcmp(o->name, "seed") == 0 || strcmp(o->name, "model") == 0 ||
            strcmp(o->name, "set") == 0)
            sb_printf(&text, " --%s %s", o->name, o->value);
    }
    return keep(&r->arena, &text);
}

static bool open_scenario(struct loaded *l, const struct args *args, const char *name,
                          struct sb *why)
{
    struct run *r = &l->run;
    const struct program *p;
    struct diags ds = {0};

    if (!session_read(&l->session, args, name, NULL, ENVIRONMENT_REAL, &ds)) {
        if (why)
            sb_puts(why, ds.list.at[0].message);
        else
            diags_print(&ds, stderr, l->session.source);
        diags_free(&ds);
        return false;
    }
    p = l->session.program;
    r->subject.name = strcmp(name, "-") == 0 ? p->name : name;
    r->subject.options = options_of(r, args);
    r->subject.program = p;
    r->subject.source = l->session.map;
    r->subject.go_source = go_source(r, p);
    r->how = how_simulated(r, p);
    run_init(r);
    l->rig.program = p;
    l->rig.source = l->session.map;
    l->rig.summarize = true;
    l->rig.choices = l->choices;
    l->rig.nchoices = l->nchoices;
    rig_listen(&l->rig, run_sink(r));
    rig_open(&l->rig);
    return true;
}

static void take_summary(struct loaded *l)
{
    cJSON *doc = rig_summary(&l->rig);

    figures_take(doc, &l->run);
    cJSON_Delete(doc);
    rig_close(&l->rig);
    l->rig = (struct rig){0};
    l->run.complete = true;
}

enum {
    SLICE = 500, /* moments between two looks at the clock */
    EVENTS_MOST =
        50000000 /* that are kept, in half a gigabyte: what goes on for ever must not take all memory */
};

static void cut_off(struct loaded *l)
{
    char t[VTIME_TEXT];

    vtime_format(t, sim_now(l->rig.sim));
    say("%s is cut off at %s, after %d events: that is as much as is kept", l->run.subject.name, t,
        EVENTS_MOST);
    sim_interrupt(l->rig.sim);
}

bool loaded_step(struct loaded *l, int64_t ns)
{
    int64_t until = wall_now() + ns;

    while (l->rig.sim && sim_step(l->rig.sim, SLICE) == SIM_RUNNING) {
        if (history_len(l->run.history) >= EVENTS_MOST)
            cut_off(l);
        if (wall_now() >= until)
            return false;
    }
    if (l->rig.sim)
        take_summary(l);
    return true;
}

bool loaded_finish(struct loaded *l)
{
    struct progress progress = progress_begin();
    bool complete = false;

    while (!complete && !interrupt_pending()) {
        complete = loaded_step(l, 50 * MSEC);
        if (!complete && progress_due(&progress))
            progress_show(&progress, l->run.subject.name, sim_now(l->rig.sim),
                          l->session.program->limit);
    }
    progress_hide(&progress);
    return complete;
}

/* ---- a trace ------------------------------------------------------------------------------------------------------ */

static void take_figures(struct run *r, const struct trace_summary *s)
{
    struct sb text = {0};
    cJSON *doc;

    stat_json(s, &text);
    doc = cJSON_ParseWithLength(sb_text(&text), text.len);
    figures_take(doc, r);
    cJSON_Delete(doc);
    sb_free(&text);
}

static const char *how_traced(struct run *r, const struct trace_summary *s)
{
    struct sb text = {0};

    sb_printf(&text, "a trace of %s · %llu events", s->go, (unsigned long long)s->events);
    return keep(&r->arena, &text);
}

static bool import(struct loaded *l, const char *name, const char *bytes, size_t len,
                   const struct trace_summary *s)
{
    struct run *r = &l->run;
    const char *why;

    l->imported.name = r->subject.name = arena_text(&r->arena, name, strlen(name));
    r->subject.options = "";
    r->subject.imported = &l->imported;
    r->how = how_traced(r, s);
    run_init(r);
    if (!trace_events(bytes, len, s, &l->imported, run_sink(r), &why)) {
        say("%s cannot be shown: %s", name, why);
        return false;
    }
    take_figures(r, s);
    r->complete = true;
    return true;
}

static bool open_trace(struct loaded *l, const char *name, const char *bytes, size_t len)
{
    struct trace_summary s;
    struct diags ds = {0};
    bool opened = false;

    if (!trace_summarize(bytes, len, &s)) {
        tracefile_refuse(name, &s, NULL, &ds);
        say_diags(&ds, NULL);
    } else {
        if (s.error.dropped)
            say("%s ends in the middle of a table: what follows is lost", name);
        opened = import(l, name, bytes, len, &s);
    }
    trace_summary_free(&s);
    return opened;
}

/* ---- which of them ------------------------------------------------------------------------------------------------ */

static bool is_json(const char *bytes)
{
    return bytes[strspn(bytes, " \t\r\n")] == '{';
}

static bool read_given(const char *name, struct given *given)
{
    struct diags ds = {0};

    if (given->bytes || tracefile_read(name, &given->bytes, &given->len, &ds))
        return true;
    say_diags(&ds, NULL);
    return false;
}

static bool open_input(struct loaded *l, const struct args *args, struct given *input,
                       struct sb *why)
{
    if (!read_given("-", input))
        return false;
    if (!is_json(input->bytes))
        return open_trace(l, "-", input->bytes, input->len);
    l->session.source = arena_text(&l->session.arena, input->bytes, input->len);
    return open_scenario(l, args, "-", why);
}

/* A file is a trace unless it looks like JSON, or like nothing at all, which the loader of scenarios says more about. */
static bool open_named(struct loaded *l, const struct args *args, const char *name, struct sb *why)
{
    struct given file = {0};
    bool opened;

    if (!tracefile_exists(name))
        return open_scenario(l, args, name, why);
    if (!read_given(name, &file))
        return false;
    opened = file.len == 0 || is_json(file.bytes) ? open_scenario(l, args, name, why)
                                                  : open_trace(l, name, file.bytes, file.len);
    free(file.bytes);
    return opened;
}

struct loaded *loaded_new(const struct args *args, const char *name, struct given *input,
                          struct sb *why)
{
    return loaded_new_chosen(args, name, input, NULL, 0, why);
}

struct loaded *loaded_new_chosen(const struct args *args, const char *name, struct given *input,
                                 const struct choice *list, int32_t n, struct sb *why)
{
    struct loaded *l = mem_zalloc(1, sizeof *l);

    if (n) {
        l->choices = mem_alloc((size_t)n * sizeof *list);
        memcpy(l->choices, list, (size_t)n * sizeof *list);
        l->nchoices = n;
    }
    if (strcmp(name, "-") == 0 ? open_input(l, args, input, why) : open_named(l, args, name, why))
        return l;
    loaded_free(l);
    return NULL;
}

void loaded_free(struct loaded *l)
{
    if (l->rig.sim)
        rig_close(&l->rig);
    if (l->run.history)
        run_deinit(&l->run);
    else
        arena_free(&l->run.arena);
    imported_free(&l->imported);
    session_free(&l->session);
    free(l->choices);
    free(l);
}
