/* play_look.c: what the options of a choice lead to: the run is made with each, and those after which the same things happen are one
 * move. */
#include <stdlib.h>

#include "narrate.h"
#include "play_own.h"

/* So many events behind the choice are compared, of so much time. What differs only later differs by another choice. */
enum { AHEAD = 48, OPTIONS_MOST = 128 };
static const vtime AHEAD_TIME = MSEC;

struct outcome {
    int64_t option;
    struct event at[AHEAD];
    int32_t n;
};

/* Listens to a run, and keeps what comes behind the choice. */
struct ear {
    int64_t number;
    bool passed;
    struct outcome *to;
};

/* Neither what only tells of others, nor the end that the look itself makes. */
static bool is_deed(const struct event *ev)
{
    return ev->kind != EV_CHOICE && ev->kind != EV_PLACE && ev->kind != EV_STAT &&
           !(ev->kind == EV_END && ev->b == END_UNTIL);
}

static void hear(void *self, const struct event *ev, size_t n)
{
    struct ear *ear = self;

    for (size_t i = 0; i < n; i++) {
        if (ear->passed && ear->to->n < AHEAD && is_deed(&ev[i]))
            ear->to->at[ear->to->n++] = ev[i];
        ear->passed |= ev[i].kind == EV_CHOICE && ev[i].a == ear->number;
    }
}

static void try_option(struct play *p, const struct event *ev, int64_t option, struct outcome *to)
{
    struct choice *list = mem_alloc((p->taken.len + 2) * sizeof *list);
    struct choice more = {
        .number = ev->a, .kind = (enum choice_kind)ev->flag, .options = ev->p, .taken = option};
    struct ear ear = {.number = ev->a, .to = to};
    struct event_sink sink = {hear, &ear};
    struct rig r = {.choices = list};

    r.nchoices = play_list(p, &more, list);
    play_rig(p, &r);
    r.until = ev->t + AHEAD_TIME;
    to->option = option;
    to->n = 0;
    rig_listen(&r, sink);
    rig_open(&r);
    while (sim_step(r.sim, 256) == SIM_RUNNING && to->n < AHEAD)
        ;
    rig_close(&r);
    free(list);
}

/* ---- telling outcomes apart ----------------------------------------------------------------------------------------------------- */

/* Whether figure a of an event says who or what it is about. It may also tell a time or a count, in which a thief that looks in
 * vain at one queue more makes a difference, but no other move. */
static bool a_says_who(uint8_t kind)
{
    return kind == EV_GO_CREATE || kind == EV_GO_BLOCK || kind == EV_GO_READY || kind == EV_STEAL ||
           kind == EV_GLOBQ_GET || kind == EV_M_CREATE || kind == EV_M_WAKE || kind == EV_P_STEAL ||
           kind == EV_CHAN || kind == EV_SYNC || kind == EV_PRINT;
}

/* Who does what where; not when. */
static bool same_deed(const struct event *a, const struct event *b)
{
    return (!a_says_who(a->kind) || a->a == b->a) && a->kind == b->kind && a->g == b->g &&
           a->m == b->m && a->p == b->p && a->b == b->b && a->flag == b->flag;
}

/* The first event in which two outcomes differ, or -1. */
static int32_t differ_at(const struct outcome *a, const struct outcome *b)
{
    int32_t n = a->n < b->n ? a->n : b->n;

    for (int32_t i = 0; i < n; i++)
        if (!same_deed(&a->at[i], &b->at[i]))
            return i;
    return a->n == b->n ? -1 : n;
}

/* Keeps one of those alike: the seed's own where it is among them. Returns how many are left. */
static int32_t put_together(struct outcome *out, int32_t n, int64_t seeds)
{
    int32_t kept = 0;

    for (int32_t i = 0; i < n; i++) {
        int32_t j = 0;

        while (j < kept && differ_at(&out[i], &out[j]) >= 0)
            j++;
        if (j == kept)
            out[kept++] = out[i];
        else if (out[i].option == seeds)
            out[j].option = seeds;
    }
    return kept;
}

/* Something that a person would see in the picture. */
static bool is_telling(const struct event *ev)
{
    return ev->kind == EV_GO_START || ev->kind == EV_STEAL || ev->kind == EV_CHAN ||
           ev->kind == EV_GO_BLOCK || ev->kind == EV_CORE || ev->kind == EV_GO_END;
}

/* The sentence of the first telling event from `from` on. */
static const char *words_of(struct play *p, int64_t seq, const struct outcome *o, int32_t from)
{
    struct sb text = {0};
    struct world w;
    const char *words;
    int32_t i = 0;

    play_world(p, seq, &w);
    for (; i < o->n; i++) {
        world_event(&w, &o->at[i]);
        if (i >= from && is_telling(&o->at[i]))
            break;
    }
    if (i < o->n)
        narrate(&p->subject, &w, &o->at[i], &text);
    else
        sb_puts(&text, "Nothing more happens for a while.");
    world_deinit(&w);
    words = arena_text(&p->question_arena, sb_text(&text), text.len);
    sb_free(&text);
    return words;
}

/* ---- the question ---------------------------------------------------------------------------------------------------------------- */

static void set_question(struct play *p, int64_t seq, const struct event *ev,
                         const struct outcome *out, int32_t n)
{
    struct play_move *moves = ARENA_ARRAY(&p->question_arena, struct play_move, (size_t)n);

    for (int32_t i = 0; i < n; i++) {
        int32_t from = AHEAD;

        for (int32_t j = 0; j < n; j++) {
            int32_t at = j == i ? -1 : differ_at(&out[i], &out[j]);

            from = at >= 0 && at < from ? at : from;
        }
        moves[i] = (struct play_move){.taken = out[i].option,
                                      .words = words_of(p, seq, &out[i], from),
                                      .gos = out[i].option == ev->b};
    }
    p->question = (struct play_question){.number = ev->a,
                                         .kind = (enum choice_kind)ev->flag,
                                         .options = ev->p,
                                         .t = ev->t,
                                         .pos = seq,
                                         .moves = moves,
                                         .nmoves = n};
}

bool play_look(struct play *p, int64_t seq, const struct event *ev)
{
    int32_t n = ev->p < OPTIONS_MOST ? ev->p : OPTIONS_MOST;
    struct outcome *out = mem_alloc((size_t)n * sizeof *out);

    for (int32_t i = 0; i < n; i++)
        try_option(p, ev, i, &out[i]);
    n = put_together(out, n, ev->b);
    if (n > 1)
        set_question(p, seq, ev, out, n);
    free(out);
    return n > 1;
}
