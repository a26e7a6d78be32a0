#include "quiz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "gosrc.h"
#include "load.h"
#include "quiz_own.h"
#include "rig.h"

static const struct {
    const char *name, *about;
    bool (*make)(struct quiz *z);
} topics[QUIZ_TOPICS] = {
    [QUIZ_NEXT] = {"who-runs-next", "which goroutine a P runs next", quiz_make_next},
    [QUIZ_LINE] = {"what-the-line-says", "what schedtrace prints at this instant", quiz_make_line},
    [QUIZ_STATE] = {"which-state", "what a thread is doing, after what it did", quiz_make_state},
    [QUIZ_SUMMARY] = {"what-the-summary-says", "what a figure of the run comes to",
                      quiz_make_summary},
    [QUIZ_EVIDENCE] = {"what-this-evidence-supports", "which conclusion the figures allow",
                       quiz_make_evidence},
    [QUIZ_RULE] = {"which-rule", "by which rule something happened", quiz_make_rule},
};

const char *quiz_topic_name(enum quiz_topic topic)
{
    return topics[topic].name;
}

const char *quiz_topic_about(enum quiz_topic topic)
{
    return topics[topic].about;
}

const char *const *quiz_topic_names(void)
{
    static const char *const names[] = {"who-runs-next",
                                        "what-the-line-says",
                                        "which-state",
                                        "what-the-summary-says",
                                        "what-this-evidence-supports",
                                        "which-rule",
                                        NULL};

    return names;
}

enum quiz_topic quiz_topic_find(const char *name)
{
    int t = 0;

    while (t < QUIZ_TOPICS && strcmp(topics[t].name, name) != 0)
        t++;
    return (enum quiz_topic)t;
}

enum quiz_topic quiz_topic_at(enum quiz_topic topic, int32_t i)
{
    return topic == QUIZ_TOPICS ? (enum quiz_topic)(i % QUIZ_TOPICS) : topic;
}

uint64_t quiz_seed_at(uint64_t seed, int32_t i)
{
    return seed * 1000003u + (uint64_t)i;
}

/* ---- for the makers ------------------------------------------------------------------------------------------------------------- */

const char *quiz_keep(struct quiz *z, struct sb *text)
{
    const char *kept = arena_text(z->arena, sb_text(text), text->len);

    sb_free(text);
    return kept;
}

int64_t quiz_below(struct quiz *z, int64_t n)
{
    return (int64_t)rng_below(&z->rng, (uint64_t)n);
}

void quiz_answer(struct quiz *z, const char *text, const char *why)
{
    if (z->nanswers == QUIZ_ANSWERS)
        return;
    for (int32_t i = 0; i < z->nanswers; i++)
        if (strcmp(z->q->answers[i].text, text) == 0)
            return;
    z->q->answers[z->nanswers++] =
        (struct quiz_answer){.text = arena_text(z->arena, text, strlen(text)),
                             .why = arena_text(z->arena, why, strlen(why))};
}

struct event quiz_event(const struct quiz *z, int64_t seq)
{
    struct event ev;
    size_t n = history_read(z->history, seq, 1, &ev);

    assert(n == 1);
    (void)n;
    return ev;
}

int64_t quiz_pick(struct quiz *z, bool (*is)(struct quiz *z, int64_t seq, const struct event *ev))
{
    int64_t len = history_len(z->history), from = quiz_below(z, len);

    for (int64_t i = 0; i < len; i++) {
        int64_t seq = (from + i) % len;
        struct event ev = quiz_event(z, seq);

        if (is(z, seq, &ev))
            return seq;
    }
    return -1;
}

/* ---- making ------------------------------------------------------------------------------------------------------------------- */

static void note_places(void *self, const struct event *ev, size_t n)
{
    struct places *places = self;

    for (size_t i = 0; i < n; i++)
        if (ev[i].kind == EV_PLACE)
            places_note(places, &ev[i]);
}

static void run_it(struct quiz *z)
{
    struct rig r = {.program = z->program, .source = z->subject.source, .summarize = true};

    rig_listen(&r, history_sink(z->history));
    rig_listen(&r, (struct event_sink){note_places, &z->subject.places});
    rig_open(&r);
    while (sim_step(r.sim, SIM_BATCH) == SIM_RUNNING)
        ;
    z->summary = rig_summary(&r);
    rig_close(&r);
}

static void shuffle(struct quiz *z)
{
    struct quiz_question *q = z->q;

    q->right = 0;
    for (int32_t i = QUIZ_ANSWERS - 1; i > 0; i--) {
        int32_t j = (int32_t)quiz_below(z, i + 1);
        struct quiz_answer other = q->answers[i];

        q->answers[i] = q->answers[j];
        q->answers[j] = other;
        if (q->right == i)
            q->right = j;
        else if (q->right == j)
            q->right = i;
    }
}

/* One program, and the question if it has one. */
static bool try_program(struct quiz *z)
{
    struct sb json = {0}, sketch = {0};
    struct arena arena = {0};
    struct diags ds = {0};
    bool made;

    quiz_program(&z->rng, rng_next(&z->rng) >> 32, &json, &sketch);
    z->q->scenario = quiz_keep(z, &json);
    z->q->sketch = quiz_keep(z, &sketch);
    z->program = program_load("quiz", z->q->scenario, strlen(z->q->scenario), NULL, &arena, &ds);
    assert(z->program);
    z->subject = (struct subject){.name = z->program->name, .program = z->program};
    z->subject.source = gosrc_map(z->program, &arena);
    places_init(&z->subject.places, z->program->nops);
    z->history = history_new();
    run_it(z);
    z->cursor = cursor_new(z->history);
    z->nanswers = 0;
    made = topics[z->q->topic].make(z) && z->nanswers == QUIZ_ANSWERS;
    cursor_free(z->cursor);
    history_free(z->history);
    places_deinit(&z->subject.places);
    cJSON_Delete(z->summary);
    diags_free(&ds);
    arena_free(&arena);
    return made;
}

void quiz_make(enum quiz_topic topic, uint64_t seed, struct arena *arena, struct quiz_question *out)
{
    struct quiz z = {.arena = arena, .q = out};

    *out = (struct quiz_question){.topic = topic, .seed = seed};
    rng_seed(&z.rng, seed * QUIZ_TOPICS + (uint64_t)topic);
    while (!try_program(&z))
        ;
    shuffle(&z);
}
