#include "play.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "board_text.h"
#include "expect.h"
#include "gosrc.h"
#include "play_own.h"
#include "rig.h"

enum {
    EVENTS_MOST = 1000000,
    WORK_MOST = 20000000 /* events that may be simulated to find the next question */
};

/* ---- running -------------------------------------------------------------------------------------------------------------------- */

int32_t play_list(const struct play *p, const struct choice *more, struct choice *out)
{
    int32_t n = 0;

    for (size_t i = 0; i < p->taken.len; i++)
        if (!p->taken.at[i].gos)
            out[n++] = p->taken.at[i].choice;
    if (more)
        out[n++] = *more;
    return n;
}

static void note_places(void *self, const struct event *ev, size_t n)
{
    struct play *p = self;

    for (size_t i = 0; i < n; i++)
        if (ev[i].kind == EV_PLACE)
            places_note(&p->subject.places, &ev[i]);
}

bool play_stopped(const struct play *p)
{
    return p->stop && p->stop();
}

void play_rig(const struct play *p, struct rig *r)
{
    r->program = p->program;
    r->source = p->subject.source;
    r->until = p->until;
}

/* A program that serves for ever must not take all memory: from the first run that is too long, all end where it was cut. */
static bool cut_off(struct play *p, const struct sim *s)
{
    if (history_len(p->history) < EVENTS_MOST)
        return false;
    if (!p->until || sim_now(s) < p->until)
        p->until = sim_now(s);
    return true;
}

bool play_gave_up(const struct play *p)
{
    return p->gave_up;
}

vtime play_cut(const struct play *p)
{
    return p->until;
}

/* Runs the game as it stands from its beginning to the end that the seed gives it. NOBODY, or which of the choices taken does not
 * fit, and *why: that can only be one of a file. */
static int32_t run_again(struct play *p, const char **why)
{
    struct choice *list = mem_alloc((p->taken.len + 1) * sizeof *list);
    struct rig r = {.choices = list, .nchoices = play_list(p, NULL, list)};
    const struct choice *misfit;
    int32_t wrong;

    play_rig(p, &r);
    if (p->history)
        history_free(p->history);
    places_deinit(&p->subject.places);
    places_init(&p->subject.places, p->program->nops);
    p->history = history_new();
    rig_listen(&r, history_sink(p->history));
    rig_listen(&r, (struct event_sink){note_places, p});
    rig_open(&r);
    while (sim_step(r.sim, SIM_BATCH) == SIM_RUNNING)
        if (play_stopped(p) || cut_off(p, r.sim))
            sim_interrupt(r.sim);
    misfit = sim_misfit(r.sim, why);
    wrong = misfit ? (int32_t)(misfit - list) : NOBODY;
    rig_close(&r);
    free(list);
    p->asked = false;
    return wrong;
}

/* Every other list of choices has been made by looking at what the run asks, and fits. */
static void run_on(struct play *p)
{
    const char *why;
    int32_t wrong = run_again(p, &why);

    assert(wrong == NOBODY || play_stopped(p));
    (void)wrong;
}

struct play *play_new(const struct program *program, bool (*stop)(void))
{
    struct play *p = mem_zalloc(1, sizeof *p);

    p->program = program;
    p->stop = stop;
    p->subject = (struct subject){.name = program->name, .program = program};
    p->subject.source = gosrc_map(program, &p->arena);
    places_init(&p->subject.places, program->nops);
    run_on(p);
    return p;
}

const struct choice *play_start(struct play *p, const struct choice *list, int32_t n,
                                const char **why)
{
    int32_t wrong;

    assert(p->taken.len == 0);
    for (int32_t i = 0; i < n; i++)
        *VEC_PUSH(&p->taken) = (struct play_taken){.choice = list[i], .words = "from a file"};
    wrong = run_again(p, why);
    if (wrong == NOBODY)
        return NULL;
    p->taken.len = 0;
    run_on(p);
    return &list[wrong];
}

void play_free(struct play *p)
{
    history_free(p->history);
    places_deinit(&p->subject.places);
    free(p->taken.at);
    arena_free(&p->question_arena);
    arena_free(&p->goals_arena);
    arena_free(&p->arena);
    free(p);
}

int32_t play_taken(const struct play *p, struct choice **list)
{
    *list = mem_alloc((p->taken.len + 1) * sizeof **list);
    return play_list(p, NULL, *list);
}

vtime play_end(const struct play *p)
{
    return history_time(p->history);
}

const struct history *play_history(const struct play *p)
{
    return p->history;
}

/* ---- asking --------------------------------------------------------------------------------------------------------------------- */

/* What a learner can have a say in; draws are the world's, and the sampling of the histogram is nobody's. */
static bool is_open(const struct event *ev)
{
    return ev->kind == EV_CHOICE && ev->p > 1 &&
           (ev->flag == CHOICE_STEAL_START || ev->flag == CHOICE_SELECT || ev->flag == CHOICE_CORE);
}

struct search {
    struct play *p;
    struct world w; /* at the event that is looked at */
    int64_t after;  /* choices up to this number are settled */
    int64_t work;   /* events simulated */
    bool found;
};

/* Is there anything that a thief could find? A round of stealing is one moment, so that without prey the order of the looks is
 * nothing to run the program for. */
static bool has_prey(const struct world *w)
{
    struct world_timer first;

    for (int32_t i = 0; i < w->gomaxprocs; i++)
        if (w->ps.at[i].ring.len || w->ps.at[i].runnext)
            return true;
    return world_timers_next(w, &first, 1) && first.when <= w->now;
}

static bool look_at(void *arg, int64_t seq, const struct event *ev, size_t n)
{
    struct search *s = arg;

    for (size_t i = 0; i < n && !s->found; i++) {
        world_event(&s->w, &ev[i]);
        if (is_open(&ev[i]) && ev[i].a > s->after &&
            (ev[i].flag != CHOICE_STEAL_START || has_prey(&s->w))) {
            s->work += (seq + (int64_t)i) * ev[i].p;
            if (s->work > WORK_MOST)
                return false;
            s->found = play_look(s->p, seq + (int64_t)i, &ev[i]);
        }
    }
    return !s->found && !play_stopped(s->p);
}

static void ask(struct play *p)
{
    struct search s = {.p = p, .after = -1};

    if (p->taken.len)
        s.after = p->taken.at[p->taken.len - 1].choice.number;
    p->question = (struct play_question){.nmoves = 0};
    arena_free(&p->question_arena);
    world_init(&s.w);
    if (!p->let_go)
        history_each(p->history, 0, history_len(p->history), look_at, &s);
    world_deinit(&s.w);
    p->gave_up = s.work > WORK_MOST;
    p->asked = true;
}

const struct play_question *play_question(struct play *p)
{
    if (!p->asked)
        ask(p);
    return p->question.nmoves ? &p->question : NULL;
}

void play_take(struct play *p, int32_t move)
{
    const struct play_question *q = play_question(p);
    const struct play_move *m = &q->moves[move];
    struct play_taken *t = VEC_PUSH(&p->taken);

    *t = (struct play_taken){
        .choice = {.number = q->number, .kind = q->kind, .options = q->options, .taken = m->taken},
        .gos = m->gos,
        .words = arena_text(&p->arena, m->words, strlen(m->words))};
    if (m->gos)
        p->asked = false; /* the run is what it was */
    else
        run_on(p);
}

void play_let_go(struct play *p)
{
    p->let_go = true;
    p->asked = false;
}

bool play_undo(struct play *p)
{
    bool changed;

    if (p->let_go) {
        p->let_go = p->asked = false;
        return true;
    }
    if (p->taken.len == 0)
        return false;
    changed = !p->taken.at[--p->taken.len].gos;
    p->asked = false;
    if (changed)
        run_on(p);
    return true;
}

int32_t play_moves(const struct play *p)
{
    return (int32_t)p->taken.len;
}

void play_choices(const struct play *p, struct sb *out)
{
    sb_printf(out, "# %s, seed %llu: number kind options taken\n", p->program->name,
              (unsigned long long)p->program->seed);
    for (size_t i = 0; i < p->taken.len; i++) {
        const struct play_taken *t = &p->taken.at[i];

        if (!t->gos)
            sb_printf(out, "%lld %s %lld %lld %s\n", (long long)t->choice.number,
                      choice_kind_name(t->choice.kind), (long long)t->choice.options,
                      (long long)t->choice.taken, t->words);
    }
}

/* ---- showing ---------------------------------------------------------------------------------------------------------------------- */

static bool fold(void *arg, int64_t seq, const struct event *ev, size_t n)
{
    (void)seq;
    world_events(arg, ev, n);
    return true;
}

void play_world(const struct play *p, int64_t seq, struct world *w)
{
    world_init(w);
    history_each(p->history, 0, seq, fold, w);
}

/* The world at the question, or at the end; to world_deinit. */
static void world_now(struct play *p, struct world *w)
{
    const struct play_question *q = play_question(p);

    play_world(p, q ? q->pos : history_len(p->history), w);
}

void play_board(struct play *p, int32_t width, struct sb *out)
{
    struct world w;

    world_now(p, &w);
    board_text(&p->subject, &w, width, out);
    world_deinit(&w);
}

void play_refuse(struct play *p, goid g, struct sb *out)
{
    struct world w;

    world_now(p, &w);
    board_refuse(&p->subject, &w, g, out);
    world_deinit(&w);
}

const char *play_asks(enum choice_kind kind)
{
    switch (kind) {
    case CHOICE_STEAL_START:
        return "A thread without work looks at the other Ps. Where does it begin?";
    case CHOICE_SELECT:
        return "A select looks at its cases. In which order?";
    case CHOICE_CORE:
        return "More threads than cores: whom does the operating system let run?";
    case CHOICE_DRAW:
    case CHOICE_TRACKING:
    case CHOICE_LATENCY:
        break;
    }
    return "Chance decides. How?";
}

/* ---- judging ---------------------------------------------------------------------------------------------------------------------- */

static cJSON *summary_of(const struct play *p, const struct choice *list, int32_t n)
{
    struct rig r = {.summarize = true, .choices = list, .nchoices = n};
    cJSON *doc;

    play_rig(p, &r);
    rig_open(&r);
    while (sim_step(r.sim, SIM_BATCH) == SIM_RUNNING)
        if (play_stopped(p))
            sim_interrupt(r.sim);
    doc = rig_summary(&r);
    rig_close(&r);
    return doc;
}

/* Goals were parsed when the program was taken up, so they parse here. */
static void judge(struct play *p, struct play_goal *goals, const cJSON *ours, const cJSON *gos)
{
    struct diags ds = {0};
    struct expectation **parsed = expect_parse_goals(p->program, NULL, &p->goals_arena, &ds);
    struct verdict v = {0};

    for (int32_t i = 0; parsed && i < p->program->ngoals; i++) {
        expect_judge(parsed[i], gos, &v);
        goals[i].gos = v.held;
        expect_judge(parsed[i], ours, &v);
        goals[i].met = v.held;
        goals[i].found = arena_text(&p->goals_arena, sb_text(&v.found), v.found.len);
        goals[i].text = p->program->goals[i];
        goals[i].why = p->program->goals_why[i];
    }
    sb_free(&v.found);
    diags_free(&ds);
}

const struct play_goal *play_goals(struct play *p, int32_t *n)
{
    struct choice *list = mem_alloc((p->taken.len + 1) * sizeof *list);
    int32_t len = play_list(p, NULL, list);
    cJSON *ours = summary_of(p, list, len), *gos = summary_of(p, NULL, 0);
    struct play_goal *goals;

    arena_free(&p->goals_arena);
    goals = ARENA_ARRAY(&p->goals_arena, struct play_goal, (size_t)p->program->ngoals + 1);
    judge(p, goals, ours, gos);
    cJSON_Delete(ours);
    cJSON_Delete(gos);
    free(list);
    *n = p->program->ngoals;
    return goals;
}
