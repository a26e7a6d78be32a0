/* Games: a learner's choices are the run's, and nothing else about it changes. */
#include <string.h>

#include "load_text.h"
#include "play.h"
#include "rng.h"

enum { MOVES_MOST = 40 };
static const char *const games[] = {"work-stealing", "quit-unheard",   "one-core",
                                    "three-lies",    "threads-twenty", "long-task-last"};
enum { GAMES = sizeof games / sizeof *games };

static struct loaded load_game(const char *name)
{
    struct loaded l = {0};
    struct sb path = {0};

    sb_printf(&path, SOURCE_DIR "/scenarios/%s.json", name);
    l.p = program_load_file(sb_text(&path), NULL, &l.arena, &l.ds, NULL);
    sb_free(&path);
    return must_load(l);
}

static uint64_t mix(uint64_t hash, int64_t n)
{
    return (hash ^ (uint64_t)n) * 0x100000001b3u;
}

static void hash_events(void *self, const struct event *ev, size_t n)
{
    uint64_t *h = self;

    for (size_t i = 0; i < n; i++) {
        *h = mix(mix(mix(*h, ev[i].t), ev[i].a), ev[i].b);
        *h = mix(mix(mix(*h, ev[i].g), ev[i].m), ev[i].at);
        *h = mix(mix(mix(*h, ev[i].p), ev[i].kind), ev[i].flag);
    }
}

static bool hash_batch(void *arg, int64_t seq, const struct event *ev, size_t n)
{
    (void)seq;
    hash_events(arg, ev, n);
    return true;
}

/* Of all events of the game's run. */
static uint64_t hash_of(const struct play *p)
{
    uint64_t h = 0xcbf29ce484222325u;

    history_each(play_history(p), 0, history_len(play_history(p)), hash_batch, &h);
    return h;
}

/* Of the run that the simulator makes of a list of choices, without any game. */
static uint64_t hash_run(const struct program *p, const struct choice *list, int32_t n)
{
    uint64_t h = 0xcbf29ce484222325u;
    struct event_sink sink = {hash_events, &h};
    struct sim_config cfg = {.sinks = &sink, .nsinks = 1, .choices = list, .nchoices = n};
    struct sim *s = sim_new(p, &cfg);
    const char *why;

    while (sim_step(s, SIM_BATCH) == SIM_RUNNING)
        ;
    assert_null(sim_misfit(s, &why));
    sim_free(s);
    return h;
}

/* The file of choices, read back with no more than sscanf. */
static int32_t read_choices(const char *text, struct choice *out)
{
    int32_t n = 0;

    for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
        long long number, options, taken;
        char kind[32];

        if (*text == '#')
            continue;
        assert_int_equal(sscanf(text, "%lld %31s %lld %lld", &number, kind, &options, &taken), 4);
        out[n] = (struct choice){.number = number, .options = options, .taken = taken};
        while (strcmp(choice_kind_name(out[n].kind), kind) != 0)
            out[n].kind++;
        n++;
    }
    return n;
}

/* Takes random moves until the end, or for MOVES_MOST of them. */
static void play_at_random(struct play *p, struct rng *r)
{
    const struct play_question *q;

    while (play_moves(p) < MOVES_MOST && (q = play_question(p)))
        play_take(p, (int32_t)rng_below(r, (uint64_t)q->nmoves));
}

/* Law: the file of choices of a game is the game: the simulator makes the same events of it, all of them. */
static void choices_replay(void **state)
{
    (void)state;
    for (int i = 0; i < GAMES; i++) {
        struct loaded l = load_game(games[i]);
        struct play *p = play_new(l.p, NULL);
        struct choice list[MOVES_MOST];
        struct sb text = {0};
        struct rng r;
        int32_t n;

        rng_seed(&r, (uint64_t)i + 1);
        play_at_random(p, &r);
        play_choices(p, &text);
        n = read_choices(sb_text(&text), list);
        assert_true(hash_run(l.p, list, n) == hash_of(p));
        sb_free(&text);
        play_free(p);
        loaded_free(&l);
    }
}

/* Law: whoever takes Go's own move at every question, or lets Go choose all, plays the seed's run and writes an empty list. */
static void go_s_moves_are_the_seed_s(void **state)
{
    (void)state;
    for (int i = 0; i < GAMES; i++) {
        struct loaded l = load_game(games[i]);
        struct play *p = play_new(l.p, NULL);
        uint64_t seeds = hash_run(l.p, NULL, 0);
        const struct play_question *q;
        struct sb text = {0};

        assert_true(hash_of(p) == seeds);
        while (play_moves(p) < MOVES_MOST && (q = play_question(p))) {
            int32_t gos = 0, which = NOBODY;

            for (int32_t m = 0; m < q->nmoves; m++)
                if (q->moves[m].gos) {
                    gos++;
                    which = m;
                }
            assert_int_equal(gos, 1);
            play_take(p, which);
        }
        assert_true(play_moves(p) > 0);
        assert_true(hash_of(p) == seeds);
        play_let_go(p);
        assert_null(play_question(p));
        assert_true(hash_of(p) == seeds);
        play_choices(p, &text);
        assert_null(strchr(strchr(sb_text(&text), '\n') + 1, '\n'));
        sb_free(&text);
        play_free(p);
        loaded_free(&l);
    }
}

/* Law: undo leads back exactly, move by move, to the same question and the same run; the first has none before it. */
static void undo_leads_back(void **state)
{
    (void)state;
    for (int i = 0; i < GAMES; i++) {
        struct loaded l = load_game(games[i]);
        struct play *p = play_new(l.p, NULL);
        uint64_t hashes[MOVES_MOST + 1];
        int64_t numbers[MOVES_MOST + 1];
        const struct play_question *q;
        struct rng r;
        int32_t n = 0;

        rng_seed(&r, 7);
        for (; n < MOVES_MOST && (q = play_question(p)); n++) {
            hashes[n] = hash_of(p);
            numbers[n] = q->number;
            play_take(p, (int32_t)rng_below(&r, (uint64_t)q->nmoves));
        }
        play_let_go(p);
        assert_true(play_undo(p)); /* of letting Go play */
        while (n-- > 0) {
            assert_true(play_undo(p));
            q = play_question(p);
            assert_non_null(q);
            assert_true(q->number == numbers[n]);
            assert_true(hash_of(p) == hashes[n]);
        }
        assert_false(play_undo(p));
        play_free(p);
        loaded_free(&l);
    }
}

/* Law: the moves of a question lead to different events, and say so in different words. */
static void moves_differ(void **state)
{
    (void)state;
    for (int i = 0; i < GAMES; i++) {
        struct loaded l = load_game(games[i]);
        struct play *p = play_new(l.p, NULL);
        uint64_t hashes[64];

        for (int32_t step = 0; step < 6; step++) {
            const struct play_question *q = play_question(p);
            int32_t n = q ? q->nmoves : 0;

            if (!q)
                break;
            assert_true(n >= 2 && n <= 64);
            for (int32_t a = 0; a < n; a++)
                for (int32_t b = 0; b < a; b++)
                    assert_string_not_equal(q->moves[a].words, q->moves[b].words);
            for (int32_t m = 0; m < n; m++) {
                play_question(p);
                play_take(p, m);
                hashes[m] = hash_of(p);
                for (int32_t before = 0; before < m; before++)
                    assert_false(hashes[before] == hashes[m]);
                play_undo(p);
            }
            play_question(p);
            play_take(p, step % n);
        }
        play_free(p);
        loaded_free(&l);
    }
}

/* Law: a goroutine that may not run is answered, whoever it is and at whichever question; nobody is told of a G-1 or an M-1. */
static void every_refusal_has_a_rule(void **state)
{
    (void)state;
    for (int i = 0; i < GAMES; i++) {
        struct loaded l = load_game(games[i]);
        struct play *p = play_new(l.p, NULL);

        for (int32_t step = 0; step < 5 && play_question(p); step++) {
            struct sb text = {0};

            for (goid g = 1; g < 50; g++) {
                sb_clear(&text);
                play_refuse(p, g, &text);
                assert_true(text.len > 10);
                assert_null(strstr(sb_text(&text), "-1"));
            }
            sb_clear(&text);
            play_board(p, 100, &text);
            assert_null(strstr(sb_text(&text), "-1"));
            sb_free(&text);
            play_take(p, 0);
        }
        play_free(p);
        loaded_free(&l);
    }
}

/* Law: a choice that does not fit the run is found, and the game is what it was. */
static void a_misfit_is_refused(void **state)
{
    struct choice list[] = {
        {.number = 0, .kind = CHOICE_SELECT, .options = 77, .taken = 3},
    };
    struct loaded l = load_game("work-stealing");
    struct play *p = play_new(l.p, NULL);
    const char *why = NULL;

    (void)state;
    assert_ptr_equal(play_start(p, list, 1, &why), &list[0]);
    assert_non_null(why);
    assert_int_equal(play_moves(p), 0);
    assert_true(hash_of(p) == hash_run(l.p, NULL, 0));
    play_free(p);
    loaded_free(&l);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(choices_replay),           cmocka_unit_test(go_s_moves_are_the_seed_s),
        cmocka_unit_test(undo_leads_back),          cmocka_unit_test(moves_differ),
        cmocka_unit_test(every_refusal_has_a_rule), cmocka_unit_test(a_misfit_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
