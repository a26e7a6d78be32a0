#include "sweep_run.h"

#include <inttypes.h>
#include <string.h>

#include "figure.h"
#include "gosrc.h"
#include "load.h"
#include "rig.h"

bool sweep_load(const struct sweep_task *t, const struct grid_run *at, struct sweep_run *out,
                struct diags *ds)
{
    VEC(const char *) sets = {0};
    struct sb text = {0};
    char seed[24] = "";
    struct load_options opt;

    *out = (struct sweep_run){.at = *at};
    for (size_t i = 0; i < t->sets.len; i++)
        *VEC_PUSH(&sets) = t->sets.at[i];
    for (int i = 0; i < t->plan.naxes; i++) {
        sb_clear(&text);
        sb_printf(&text, "%s=%s", t->plan.axes[i].pointer, at->values[i]);
        *VEC_PUSH(&sets) = arena_text(&out->arena, text.text, text.len);
    }
    snprintf(seed, sizeof seed, "%" PRIu64, at->seed);
    opt = (struct load_options){.sets = sets.at,
                                .nsets = (int)sets.len,
                                .model = at->model,
                                .seed = t->plan.seeded ? seed : NULL};
    out->program = program_load(t->path, t->source, strlen(t->source), &opt, &out->arena, ds);
    if (out->program && t->find)
        out->find =
            expect_parse(&(struct expect_text){.text = t->find}, out->program, &out->arena, ds);
    if (out->program)
        out->map = gosrc_map(out->program, &out->arena);
    free(sets.at);
    sb_free(&text);
    return out->program && (out->find || !t->find);
}

void sweep_unload(struct sweep_run *r)
{
    arena_free(&r->arena);
}

cJSON *sweep_simulate(const struct sweep_run *r, vtime until, bool (*go_on)(void))
{
    struct rig rig = {.program = r->program, .source = r->map, .summarize = true, .until = until};
    cJSON *doc = NULL;
    bool on = true;

    rig_open(&rig);
    while (on && sim_step(rig.sim, SIM_BATCH) == SIM_RUNNING)
        on = go_on();
    if (on)
        doc = rig_summary(&rig);
    rig_close(&rig);
    return doc;
}

/* One figure of the summary; what this run does not have is left empty. */
static void put_figure(const struct sweep_task *t, int i, const cJSON *item, struct sb *out)
{
    struct sb text = {0};
    wide n;
    enum cell_kind kind = CELL_TEXT;

    if (cJSON_IsString(item)) {
        sb_puts(&text, item->valuestring);
    } else if (cJSON_IsBool(item)) {
        kind = CELL_NUMBER;
        sb_puts(&text, cJSON_IsTrue(item) ? "true" : "false");
    } else if (figure_read(item, &n)) {
        kind = CELL_NUMBER;
        figure_text(&text, n);
    } else {
        kind = CELL_NOTHING;
    }
    rowtext_cell(&t->form, i, kind, sb_text(&text), text.len, out);
    sb_free(&text);
}

void sweep_record(const struct sweep_task *t, const struct sweep_run *r, uint64_t row,
                  const cJSON *doc, struct sb *out)
{
    const char *model = model_names[r->program->model];
    char number[24];
    int i = 0;

    snprintf(number, sizeof number, "%" PRIu64, row);
    rowtext_cell(&t->form, i++, CELL_NUMBER, number, strlen(number), out);
    rowtext_cell(&t->form, i++, CELL_TEXT, model, strlen(model), out);
    for (int k = 0; k < t->plan.naxes; k++)
        rowtext_value(&t->form, i++, r->at.values[k], out);
    snprintf(number, sizeof number, "%" PRIu64, r->program->seed);
    rowtext_cell(&t->form, i++, CELL_NUMBER, number, strlen(number), out);
    for (size_t k = 0; k < t->columns.len; k++)
        put_figure(t, i++, figure_find(doc, t->columns.at[k]), out);
    rowtext_cell(&t->form, i, CELL_TEXT, t->stamp, strlen(t->stamp), out);
}

void sweep_describe(const struct sweep_task *t, const struct grid_run *at, struct sb *out)
{
    const char *comma = "";

    if (at->model) {
        sb_printf(out, "model %s", at->model);
        comma = ", ";
    }
    for (int i = 0; i < t->plan.naxes; i++) {
        sb_printf(out, "%s%s=%s", comma, t->plan.axes[i].pointer, at->values[i]);
        comma = ", ";
    }
    if (t->plan.seeded)
        sb_printf(out, "%sseed %" PRIu64, comma, at->seed);
    else if (!*comma)
        sb_puts(out, "as the scenario says");
}
