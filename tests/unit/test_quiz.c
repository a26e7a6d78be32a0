/* Questions: whatever is marked right is what the program does when somebody else runs it and works it out in another way. */
#include <inttypes.h>
#include <string.h>

#include "expect.h"
#include "figure.h"
#include "gosrc.h"
#include "load_text.h"
#include "quiz.h"
#include "rig.h"
#include "world.h"

enum { EACH = 200 };

/* A run of the question's program, all its events, and its summary. */
struct again {
    struct loaded l;
    VEC(struct event) events;
    cJSON *summary;
};

static void keep(void *self, const struct event *ev, size_t n)
{
    struct again *a = self;

    for (size_t i = 0; i < n; i++)
        *VEC_PUSH(&a->events) = ev[i];
}

static void run_again(struct again *a, const struct quiz_question *q)
{
    struct rig r = {.summarize = true};

    *a = (struct again){.l = must_load(load_text(q->scenario, NULL))};
    r.program = a->l.p;
    r.source = gosrc_map(a->l.p, &a->l.arena);
    rig_listen(&r, (struct event_sink){keep, a});
    rig_open(&r);
    while (sim_step(r.sim, SIM_BATCH) == SIM_RUNNING)
        ;
    a->summary = rig_summary(&r);
    rig_close(&r);
}

static void free_again(struct again *a)
{
    free(a->events.at);
    cJSON_Delete(a->summary);
    loaded_free(&a->l);
}

static const char *right(const struct quiz_question *q)
{
    return q->answers[q->right].text;
}

static int64_t whole(const struct again *a, const char *path)
{
    wide n;

    assert_true(figure_read(figure_find(a->summary, path), &n));
    return (int64_t)(n / FIGURE_ONE);
}

/* The first one that starts on that P from then on. */
static void check_next(const struct again *a, const struct quiz_question *q)
{
    size_t i = (size_t)q->pos;
    char name[32];

    while (a->events.at[i].kind != EV_GO_START || a->events.at[i].p != q->subject)
        i++;
    snprintf(name, sizeof name, "G%" PRId32, a->events.at[i].g);
    assert_string_equal(right(q), name);
}

/* The sample with that number in the summary, which was made of the printed lines. */
static void check_line(const struct again *a, const struct quiz_question *q)
{
    struct sb text = {0}, path = {0};
    int64_t sample = 0;

    for (int64_t i = 0; i < q->pos; i++)
        sample += a->events.at[i].kind == EV_SNAP && a->events.at[i].b == SNAP_MS &&
                  a->events.at[i].flag == SNAP_SCHEDTRACE;
    sb_printf(&path, "schedtrace.samples[%" PRId64 "].idleprocs", sample);
    sb_printf(&text, "idleprocs=%" PRId64, whole(a, sb_text(&path)));
    sb_clear(&path);
    sb_printf(&path, "schedtrace.samples[%" PRId64 "].runqueue", sample);
    sb_printf(&text, " runqueue=%" PRId64 " [", whole(a, sb_text(&path)));
    for (int64_t i = 0; i < whole(a, "procs.gomaxprocs"); i++) {
        sb_clear(&path);
        sb_printf(&path, "schedtrace.samples[%" PRId64 "].local[%" PRId64 "]", sample, i);
        sb_printf(&text, " %" PRId64, whole(a, sb_text(&path)));
    }
    sb_puts(&text, " ]");
    assert_string_equal(right(q), sb_text(&text));
    sb_free(&text);
    sb_free(&path);
}

static const char *state_words(uint8_t state)
{
    switch ((enum world_m_state)state) {
    case M_RUNS:
        return "runs Go code";
    case M_SPINS:
        return "spinning";
    case M_IDLE:
        return "idle list";
    case M_SYSCALL:
        return "in a system call";
    case M_POLLS:
        return "network poller";
    default:
        return "?";
    }
}

static void check_state(const struct again *a, const struct quiz_question *q)
{
    struct world w;

    world_init(&w);
    for (int64_t i = 0; i < q->pos; i++)
        world_event(&w, &a->events.at[i]);
    assert_non_null(strstr(right(q), state_words(w.ms.at[q->subject].state)));
    world_deinit(&w);
}

static void check_summary(const struct again *a, const struct quiz_question *q)
{
    char text[32];

    snprintf(text, sizeof text, "%" PRId64, whole(a, q->path));
    assert_string_equal(right(q), text);
}

static bool holds(const struct again *a, const char *test)
{
    struct arena arena = {0};
    struct diags ds = {0};
    struct verdict v = {0};
    struct expect_text text = {.text = test};
    struct expectation *e = expect_parse(&text, a->l.p, &arena, &ds);

    assert_non_null(e);
    expect_judge(e, a->summary, &v);
    sb_free(&v.found);
    diags_free(&ds);
    arena_free(&arena);
    return v.held;
}

/* Each answer's reason has the claim as an expectation: true of the right one, and of no other. */
static void check_evidence(const struct again *a, const struct quiz_question *q)
{
    assert_true(holds(a, q->path));
    for (int32_t i = 0; i < QUIZ_ANSWERS; i++) {
        char test[128];

        assert_int_equal(sscanf(q->answers[i].why, "It says %127[^,],", test), 1);
        assert_int_equal(holds(a, test), i == q->right);
    }
}

/* The function of the runtime that does such a thing. */
static const char *function_of(const struct event *ev)
{
    switch ((enum event_kind)ev->kind) {
    case EV_STEAL:
        return "(runqsteal)";
    case EV_P_STEAL:
        return "(retake)";
    case EV_PREEMPT:
        return "(preemptone)";
    case EV_GO_READY:
        return "(goready)";
    case EV_GO_START:
        return ev->b == FROM_GLOBAL    ? "(globrunqget)"
               : ev->b == FROM_RUNNEXT ? "on the same time slice (runqget)"
                                       : "first in, first out (runqget)";
    case EV_M_PARK:
        return "(stopm)";
    case EV_P_STOP:
        return "(handoffp)";
    case EV_GO_STOP:
        return "(goschedImpl)";
    default:
        return "?";
    }
}

static void check_rule(const struct again *a, const struct quiz_question *q)
{
    assert_non_null(strstr(right(q), function_of(&a->events.at[q->pos])));
}

static void check(const struct quiz_question *q)
{
    struct again a;

    run_again(&a, q);
    switch (q->topic) {
    case QUIZ_NEXT:
        check_next(&a, q);
        break;
    case QUIZ_LINE:
        check_line(&a, q);
        break;
    case QUIZ_STATE:
        check_state(&a, q);
        break;
    case QUIZ_SUMMARY:
        check_summary(&a, q);
        break;
    case QUIZ_EVIDENCE:
        check_evidence(&a, q);
        break;
    case QUIZ_RULE:
    case QUIZ_TOPICS:
        check_rule(&a, q);
        break;
    }
    free_again(&a);
}

static void is_well_formed(const struct quiz_question *q)
{
    assert_true(strlen(q->sketch) > 40 && strlen(q->asks) > 20);
    assert_in_range(q->right, 0, QUIZ_ANSWERS - 1);
    for (int32_t i = 0; i < QUIZ_ANSWERS; i++) {
        assert_true(*q->answers[i].text && strlen(q->answers[i].why) > 10);
        assert_null(strstr(q->answers[i].text, "-1"));
        for (int32_t j = 0; j < i; j++)
            assert_string_not_equal(q->answers[i].text, q->answers[j].text);
    }
}

/* Law: every topic has two hundred different questions, well formed, and in each the right answer is what the program does. Every
 * letter is the right one now and then. */
static void answers_are_what_happens(void **state)
{
    (void)state;
    for (int t = 0; t < QUIZ_TOPICS; t++) {
        struct arena arena = {0};
        static struct quiz_question qs[EACH];
        int32_t letters[QUIZ_ANSWERS] = {0};

        for (int32_t i = 0; i < EACH; i++) {
            quiz_make((enum quiz_topic)t, quiz_seed_at(5, i), &arena, &qs[i]);
            is_well_formed(&qs[i]);
            check(&qs[i]);
            letters[qs[i].right]++;
            for (int32_t j = 0; j < i; j++)
                assert_false(strcmp(qs[i].sketch, qs[j].sketch) == 0 &&
                             strcmp(qs[i].asks, qs[j].asks) == 0 &&
                             strcmp(qs[i].shown, qs[j].shown) == 0);
        }
        for (int32_t i = 0; i < QUIZ_ANSWERS; i++)
            assert_in_range(letters[i], EACH / 8, EACH / 2);
        arena_free(&arena);
    }
}

/* Law: the same seed asks the same; another one does not. A sheet too, and its key has as many right answers as it has questions. */
static void same_seed_same_questions(void **state)
{
    struct sb sheets[3] = {{0}}, keys[3] = {{0}};
    int32_t answers = 0;

    (void)state;
    for (int i = 0; i < 3; i++)
        quiz_sheet(QUIZ_TOPICS, i < 2 ? 9 : 10, 12, &sheets[i], &keys[i]);
    assert_string_equal(sb_text(&sheets[0]), sb_text(&sheets[1]));
    assert_string_equal(sb_text(&keys[0]), sb_text(&keys[1]));
    assert_string_not_equal(sb_text(&sheets[0]), sb_text(&sheets[2]));
    for (const char *at = sb_text(&keys[0]); (at = strstr(at, ", right: ")); at++)
        answers++;
    assert_int_equal(answers, 12);
    assert_null(strstr(sb_text(&sheets[0]), "right:"));
    for (int i = 0; i < 3; i++) {
        sb_free(&sheets[i]);
        sb_free(&keys[i]);
    }
}

/* Law: each answer is explained, the right one as right, the others with the right one beside them. */
static void each_answer_is_explained(void **state)
{
    (void)state;
    for (int t = 0; t < QUIZ_TOPICS; t++) {
        struct arena arena = {0};
        struct quiz_question q;

        quiz_make((enum quiz_topic)t, 3, &arena, &q);
        for (int32_t i = 0; i < QUIZ_ANSWERS; i++) {
            struct sb text = {0};

            quiz_explain(&q, i, &text);
            assert_int_equal(strncmp(sb_text(&text), "Right", 5) == 0, i == q.right);
            assert_non_null(strstr(sb_text(&text), right(&q)));
            assert_non_null(strstr(sb_text(&text), q.answers[i].why));
            sb_free(&text);
        }
        arena_free(&arena);
        assert_int_equal(quiz_topic_find(quiz_topic_name((enum quiz_topic)t)), t);
        assert_string_equal(quiz_topic_names()[t], quiz_topic_name((enum quiz_topic)t));
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_what_happens),
        cmocka_unit_test(same_seed_same_questions),
        cmocka_unit_test(each_answer_is_explained),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
