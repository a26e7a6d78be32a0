#include "stage.h"

#include <stdlib.h>
#include <string.h>

#include "say.h"

/* ---- opening ------------------------------------------------------------------------------------------------------ */

static bool is_model(const char *name)
{
    for (int i = 0; model_names[i]; i++)
        if (strcmp(name, model_names[i]) == 0)
            return true;
    return false;
}

/* The options with one more, which counts more than those before it. The words are borrowed. */
static struct args args_with(const struct args *args, const char *name, const char *value)
{
    struct args more = {.verb = args->verb};

    for (size_t i = 0; i < args->options.len; i++)
        *VEC_PUSH(&more.options) = args->options.at[i];
    *VEC_PUSH(&more.options) = (struct arg){name, value};
    return more;
}

/* The second run: another scenario or trace, or the same scenario by the rules of another release. */
static bool open_second(struct stage *st)
{
    const char *compare = st->opt->compare;
    bool model = is_model(compare);
    struct args args = args_with(st->args, "model", model ? compare : "");

    if (model)
        st->runs[1] = loaded_new(&args, st->args->operands.at[0], &st->input, NULL);
    else
        st->runs[1] = loaded_new(st->args, compare, &st->input, NULL);
    args_free(&args);
    return st->runs[1] != NULL;
}

static bool open_runs(struct stage *st)
{
    st->runs[0] = loaded_new(st->args, st->args->operands.at[0], &st->input, NULL);
    if (!st->runs[0])
        return false;
    if (st->opt->compare && !open_second(st))
        return false;
    st->nruns = st->opt->compare ? 2 : 1;
    return true;
}

static struct ui *new_ui(const struct stage *st)
{
    const struct run *runs[RUNS_MAX];

    for (int32_t i = 0; i < st->nruns; i++)
        runs[i] = &st->runs[i]->run;
    return ui_new(runs, st->nruns, st->fonts);
}

bool stage_open(struct stage *st, const struct args *args, const struct view_options *opt,
                const struct fonts *fonts)
{
    *st = (struct stage){.args = args,
                         .opt = opt,
                         .fonts = fonts,
                         .wanted = opt->at,
                         .wanted_percent = opt->at_percent,
                         .tour = opt->tour};
    st->deep = !opt->tour && (opt->at != OPTION_UNSET || opt->at_percent != OPTION_UNSET);
    st->at_main = opt->at == OPTION_UNSET && opt->at_percent == OPTION_UNSET;
    if (!open_runs(st))
        return false;
    st->ui = new_ui(st);
    if (opt->scale != OPTION_UNSET)
        st->ui->theme.scale = opt->scale;
    if (opt->light != OPTION_UNSET)
        st->ui->theme.light = opt->light;
    if (opt->presenter != OPTION_UNSET)
        st->ui->theme.presenter = opt->presenter;
    if (opt->tab != OPTION_UNSET)
        st->ui->tab = (enum tab)opt->tab;
    else if (st->nruns == 2)
        st->ui->tab = TAB_COMPARE;
    if (opt->speed != OPTION_UNSET)
        st->ui->speed = opt->speed;
    return true;
}

/* ---- simulating ---------------------------------------------------------------------------------------------------- */

static bool is_mains(const void *arg, const struct event *ev)
{
    (void)arg;
    return ev->g == 1;
}

/* Without an instant to go to, one begins where main does: before it there is nothing to be seen. */
static void go_to_main(struct stage *st)
{
    struct kinds starts = {{0, 0}};
    const struct run *r = &st->runs[0]->run;
    int64_t at = 0;

    kinds_add(&starts, EV_GO_START);
    if (!st->at_main || st->ui->pos > 0)
        return;
    if (r->subject.program)
        at = history_find(r->history, 0, false, &starts, is_mains, NULL);
    if (at < 0)
        return;
    if (r->subject.program)
        ui_go(st->ui, at + 1);
    else
        ui_go_time(st->ui, 0); /* a trace begins with how everything is */
    st->at_main = false;
}

/* Only the complete run tells how deep; a person who has zoomed meanwhile knows better. */
static void look_deep(struct stage *st, bool complete)
{
    const struct window *w = &st->ui->window;

    if (!st->deep || !complete)
        return;
    st->deep = false;
    if (w->from == 0 && (w->to == 0 || w->to >= history_time(st->runs[0]->run.history)))
        ui_look_around(st->ui);
}

/* Where the command line, or the run before, wants us to be. The tour needs all of the run to find its stops. */
static void go_to_wanted(struct stage *st, bool complete)
{
    go_to_main(st);
    if (complete && st->wanted_percent != OPTION_UNSET) {
        vtime end = history_time(st->runs[0]->run.history);

        st->wanted = end / 100 * st->wanted_percent + end % 100 * st->wanted_percent / 100;
        st->wanted_percent = OPTION_UNSET;
    }
    if (complete && st->tour) {
        ui_command(st->ui, CMD_TOUR, 0);
        st->tour = false;
    }
    if (st->wanted == OPTION_UNSET) {
        look_deep(st, complete);
        return;
    }
    if (!complete && history_time(st->runs[0]->run.history) < st->wanted)
        return;
    ui_go_time(st->ui, st->wanted);
    st->wanted = OPTION_UNSET;
    look_deep(st, complete);
}

bool stage_step(struct stage *st, int64_t ns)
{
    bool complete = true;

    for (int32_t i = 0; i < st->nruns; i++)
        if (!st->runs[i]->run.complete)
            complete &= loaded_step(st->runs[i], ns / st->nruns);
    go_to_wanted(st, complete);
    return complete;
}

bool stage_finish(struct stage *st)
{
    for (int32_t i = 0; i < st->nruns; i++)
        if (!st->runs[i]->run.complete && !loaded_finish(st->runs[i]))
            return false;
    go_to_wanted(st, true);
    return true;
}

/* ---- what the command line asks for in it --------------------------------------------------------------------------- */

/* The number behind a letter, of the thing as it is shown: goroutines and threads of a trace have Go's own numbers. */
static bool pick_numbered(const struct subject *su, const char *what, struct pick *out)
{
    static const char letters[] = "GMP";
    static const enum pick_kind kinds[] = {PICK_G, PICK_M, PICK_P};
    const char *letter = strchr(letters, *what);
    char *end;
    long long id;

    if (!*what || !letter || what[1] < '0' || what[1] > '9')
        return false;
    id = strtoll(what + 1, &end, 10);
    *out = (struct pick){kinds[letter - letters], id, 0};
    if (*end)
        return false;
    if (*letter == 'G')
        out->id = subject_find_g(su, id);
    else if (*letter == 'M')
        out->id = subject_find_m(su, id);
    return out->id > 0 || *letter != 'G';
}

bool stage_pick(const struct stage *st, const char *what, struct pick *out)
{
    const struct subject *su = &st->runs[0]->run.subject;

    if (pick_numbered(su, what, out))
        return true;
    for (int32_t i = 0; su->program && i < su->program->nobjects; i++)
        if (strcmp(su->program->objects[i].name, what) == 0) {
            *out = (struct pick){PICK_OBJECT, i, 0};
            return true;
        }
    return false;
}

bool stage_apply(struct stage *st, int32_t w, int32_t h, struct script_ear ear)
{
    struct diags ds = {0};
    struct pick pick;

    if (st->opt->select && stage_pick(st, st->opt->select, &pick))
        ui_select(st->ui, pick);
    else if (st->opt->select)
        diags_hint(&ds,
                   diags_add(&ds, NULL, "--select %s: there is no such thing", st->opt->select),
                   "G18, M3, P0, or the name of an object of the scenario");
    if (st->opt->keys && ds.list.len == 0)
        script_apply(st->ui, st->opt->keys, w, h, ear, &ds);
    return ds.list.len == 0 || say_diags(&ds, NULL) == STATUS_DONE;
}

const struct scene *stage_still(struct stage *st, int32_t w, int32_t h)
{
    bool playing = st->ui->playing;

    st->ui->playing = false;
    ui_build(st->ui, w, h);
    ui_tick(st->ui, UI_GLIDE + MSEC);
    st->ui->playing = playing;
    return ui_build(st->ui, w, h);
}

/* ---- running again -------------------------------------------------------------------------------------------------- */

/* Adds what one line ("--set /machine/cores=2") says to the options. */
static void add_line(struct args *args, const char *line, size_t n)
{
    static const char *const names[] = {"set", "seed", "model"};
    const char *space = memchr(line, ' ', n);

    for (size_t i = 0; space && i < sizeof names / sizeof names[0]; i++)
        if ((size_t)(space - line) == strlen(names[i]) + 2 &&
            strncmp(line + 2, names[i], strlen(names[i])) == 0)
            *VEC_PUSH(&args->options) = (struct arg){
                names[i], arena_text(&args->arena, space + 1, n - (size_t)(space + 1 - line))};
}

static struct args args_changed(const struct args *args, const char *lines)
{
    struct args changed = {.verb = args->verb};

    for (size_t i = 0; i < args->options.len; i++) {
        const struct arg *o = &args->options.at[i];

        *VEC_PUSH(&changed.options) =
            (struct arg){o->name, arena_text(&changed.arena, o->value, strlen(o->value))};
    }
    while (*lines) {
        size_t n = strcspn(lines, "\n");

        add_line(&changed, lines, n);
        lines += n + (lines[n] == '\n');
    }
    return changed;
}

/* `l` comes to the front; the run that was there stays beside it, to compare. The place in time is kept. */
static void put_in_front(struct stage *st, struct loaded *l)
{
    const struct run *runs[RUNS_MAX];
    struct loaded *last = st->runs[RUNS_MAX - 1]; /* goes when nobody looks at it any more */

    st->runs[1] = st->runs[0];
    st->runs[0] = l;
    st->nruns = RUNS_MAX;
    for (int32_t i = 0; i < RUNS_MAX; i++)
        runs[i] = &st->runs[i]->run;
    st->wanted = st->ui->t;
    ui_replace(st->ui, runs, RUNS_MAX);
    if (last)
        loaded_free(last);
}

void stage_rerun(struct stage *st, const char *lines)
{
    struct args changed = args_changed(st->args, lines);
    const char *name = st->name ? st->name : st->args->operands.at[0];
    struct sb why = {0};
    struct loaded *l = loaded_new(&changed, name, &st->input, &why);

    if (l) {
        put_in_front(st, l);
        *VEC_PUSH(&st->changed) = changed;
        ui_tell(st->ui, "Run again with what was changed; the run before is under Compare.");
    } else {
        args_free(&changed);
        ui_tell(st->ui, "This cannot be run: %s.", sb_text(&why));
    }
    sb_free(&why);
}

bool stage_load(struct stage *st, const char *path)
{
    struct sb why = {0};
    struct loaded *l = loaded_new(st->args, path, &st->input, &why);

    if (l) {
        st->name = arena_text(&st->arena, path, strlen(path));
        put_in_front(st, l);
        st->wanted = OPTION_UNSET;
        st->at_main = true;
        ui_go(st->ui, 0);
    } else {
        ui_tell(st->ui, "This cannot be run: %s.", sb_text(&why));
    }
    sb_free(&why);
    return l != NULL;
}

/* ---- playing -------------------------------------------------------------------------------------------------------- */

/* The options of the run in front. */
static const struct args *args_now(const struct stage *st)
{
    return st->changed.len ? &st->changed.at[st->changed.len - 1] : st->args;
}

static const char *name_now(const struct stage *st)
{
    return st->name ? st->name : st->args->operands.at[0];
}

bool stage_session(const struct stage *st, struct session *out, struct diags *ds)
{
    if (strcmp(name_now(st), "-") == 0 && st->input.bytes)
        out->source = arena_text(&out->arena, st->input.bytes, st->input.len);
    return session_read(out, args_now(st), name_now(st), NULL, ENVIRONMENT_REAL, ds);
}

void stage_play(struct stage *st, const struct choice *list, int32_t n, int64_t pos)
{
    struct sb why = {0};
    struct loaded *l = loaded_new_chosen(args_now(st), name_now(st), &st->input, list, n, &why);

    if (l && loaded_finish(l)) {
        put_in_front(st, l);
        st->wanted = OPTION_UNSET;
        ui_go(st->ui, pos);
    } else if (l) {
        loaded_free(l);
    } else {
        ui_tell(st->ui, "This cannot be run: %s.", sb_text(&why));
    }
    sb_free(&why);
}

/* ---- its end ------------------------------------------------------------------------------------------------------ */

void stage_close(struct stage *st)
{
    if (st->ui)
        ui_free(st->ui);
    for (int32_t i = 0; i < RUNS_MAX; i++)
        if (st->runs[i])
            loaded_free(st->runs[i]);
    for (size_t i = 0; i < st->changed.len; i++)
        args_free(&st->changed.at[i]);
    free(st->changed.at);
    free(st->input.bytes);
    arena_free(&st->arena);
}
