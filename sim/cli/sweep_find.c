#include "sweep_find.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "figure.h"
#include "file.h"
#include "interrupt.h"
#include "rig.h"
#include "say.h"
#include "vtime.h"

static bool not_interrupted(void)
{
    return !interrupt_pending();
}

/* Would a run that is stopped then meet it? */
static bool holds_at(const struct sweep_run *r, vtime until)
{
    cJSON *doc = sweep_simulate(r, until, not_interrupted);
    struct verdict v = {0};

    if (doc)
        expect_judge(r->find, doc, &v);
    cJSON_Delete(doc);
    sb_free(&v.found);
    return v.held;
}

/* The moment at which it begins to hold, or the end, where alone some things can be told: how a run ended. */
static vtime moment_of(const struct sweep_run *r, vtime end)
{
    vtime no = 0, yes = end;

    if (end < 2 || !holds_at(r, end - 1))
        return end;
    while (yes - no > 1 && !interrupt_pending()) {
        vtime half = no + (yes - no) / 2;

        if (holds_at(r, half))
            yes = half;
        else
            no = half;
    }
    return yes;
}

/* ---- choices -------------------------------------------------------------------------------------------------------- */

static void note_choices(void *self, const struct event *ev, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ev[i].kind == EV_CHOICE)
            sb_printf(self, "%" PRId64 " %s %d %" PRId64 "\n", ev[i].a,
                      choice_kind_name((enum choice_kind)ev[i].flag), ev[i].p, ev[i].b);
}

/* All choices of the run: with them any other seed runs alike. False, and a diag. */
static bool write_choices(const struct sweep_run *r, const char *path, struct diags *ds)
{
    struct rig rig = {.program = r->program, .source = r->map};
    struct sb text = {0};
    struct writer *w = writer_open(path, ds);

    if (!w)
        return false;
    sb_printf(&text, "# %s, seed %" PRIu64 ": number kind options taken\n", r->program->name,
              r->program->seed);
    rig_listen(&rig, (struct event_sink){note_choices, &text});
    rig_open(&rig);
    while (sim_step(rig.sim, SIM_BATCH) == SIM_RUNNING && !interrupt_pending())
        ;
    rig_close(&rig);
    writer_put(w, text.text, text.len);
    sb_free(&text);
    return writer_close(w, ds);
}

/* ---- telling ---------------------------------------------------------------------------------------------------------- */

/* A word of a command line, in quotes if a shell would take it otherwise. */
static void put_word(const char *word, struct sb *out)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "/._-=:,+@%~";

    if (*word && *word != '~' && word[strspn(word, plain)] == '\0') {
        sb_puts(out, word);
        return;
    }
    sb_putc(out, '\'');
    for (; *word; word++) {
        if (*word == '\'')
            sb_puts(out, "'\\''");
        else
            sb_putc(out, *word);
    }
    sb_putc(out, '\'');
}

static void put_set(const char *pointer, const char *value, struct sb *out)
{
    struct sb word = {0};

    sb_printf(&word, "%s%s%s", pointer, value ? "=" : "", value ? value : "");
    sb_puts(out, " --set ");
    put_word(word.text, out);
    sb_free(&word);
}

static void put_command(const struct sweep_task *t, const struct sweep_run *r, const char *scenario,
                        struct sb *out)
{
    sb_puts(out, "schedlab view ");
    put_word(scenario, out);
    if (r->at.model)
        sb_printf(out, " --model %s", r->at.model);
    if (t->plan.seeded)
        sb_printf(out, " --seed %" PRIu64, r->at.seed);
    for (size_t i = 0; i < t->sets.len; i++)
        put_set(t->sets.at[i], NULL, out);
    for (int i = 0; i < t->plan.naxes; i++)
        put_set(t->plan.axes[i].pointer, r->at.values[i], out);
}

static void print_found(const struct sweep_task *t, const struct sweep_run *r, uint64_t row,
                        const char *scenario, const cJSON *doc)
{
    struct verdict v = {0};
    struct sb text = {0};
    char at[VTIME_TEXT];
    wide end = 0;

    expect_judge(r->find, doc, &v);
    figure_read(figure_find(doc, "run.time"), &end);
    vtime_format(at, moment_of(r, (vtime)(end / FIGURE_ONE)));
    sb_printf(&text, "row %" PRIu64 " of %" PRIu64 ": ", row, t->plan.rows);
    sweep_describe(t, &r->at, &text);
    sb_printf(&text, "\n  meets %s: found %s\n  ", t->find, sb_text(&v.found));
    put_command(t, r, scenario, &text);
    sb_printf(&text, " --at %s\n", at);
    fputs(text.text, stdout);
    fflush(stdout);
    sb_free(&text);
    sb_free(&v.found);
}

int sweep_tell_found(const struct sweep_task *t, uint64_t row, const char *scenario,
                     const char *choices)
{
    struct sweep_run r;
    struct grid_run at;
    struct diags ds = {0};
    cJSON *doc = NULL;

    grid_at(&t->plan, row, &at);
    if (sweep_load(t, &at, &r, &ds))
        doc = sweep_simulate(&r, 0, not_interrupted);
    if (doc)
        print_found(t, &r, row, scenario, doc);
    if (doc && choices)
        write_choices(&r, choices, &ds);
    cJSON_Delete(doc);
    sweep_unload(&r);
    if (ds.list.len)
        return say_diags(&ds, t->source);
    return interrupt_pending() ? 128 + interrupt_pending() : STATUS_DONE;
}
