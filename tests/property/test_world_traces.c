/* Laws of the world of an imported run: random walks written as Go traces and read back, damaged ones, and the real traces of
 * ../shared where there are any. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "file.h"
#include "history_internal.h"
#include "rng.h"
#include "test.h"
#include "trace_events.h"
#include "walk.h"

enum { STEPS = 400, SEEDS = 40, DAMAGES = 10 };

/* ---- everyone is somewhere ---- */

struct found {
    const struct world *w;
    int64_t in_list, loose;
};

static void is_somewhere(void *arg, goid id, void *record)
{
    struct found *f = arg;
    const struct world_g *g = record;

    switch ((enum world_place)g->place) {
    case AT_RUNNING:
        assert_int_equal(f->w->ps.at[g->p].running, id);
        assert_int_equal(f->w->ms.at[g->m].g, id);
        f->loose++;
        break;
    case AT_SYSCALL:
    case AT_NOWHERE:
        f->loose++;
        break;
    case AT_RUNNEXT:
    case AT_RING:
    case AT_GLOBAL:
        fail_msg("G%d is in a queue, of which a trace knows nothing", (int)id);
    case AT_ROOM:
        f->in_list++;
        break;
    }
}

static void everyone_is_somewhere(const struct world *w)
{
    struct found f = {.w = w};
    int64_t waiting = 0, statuses = 0;

    gtable_each(&w->gs, is_somewhere, &f);
    for (size_t i = 0; i < w->rooms.len; i++)
        waiting += w->rooms.at[i].waiters.len;
    for (int i = 0; i <= G_PREEMPTED; i++) {
        assert_true(w->statuses[i] >= 0);
        statuses += w->statuses[i];
    }
    assert_int_equal(f.in_list, waiting);
    assert_int_equal(f.in_list + f.loose, w->ngs);
    assert_int_equal(statuses, w->ngs);
    assert_true(w->ngs == 0 || w->derived);
}

struct played {
    struct world w;
    struct cursor *c;
    int64_t every;
};

static bool at_each(void *arg, int64_t seq, const struct event *ev, size_t n)
{
    struct played *pl = arg;

    for (size_t i = 0; i < n; i++) {
        int64_t pos = seq + (int64_t)i + 1;

        world_event(&pl->w, &ev[i]);
        if (pos % pl->every)
            continue;
        everyone_is_somewhere(&pl->w);
        cursor_seek(pl->c, pos / 2);
        cursor_seek(pl->c, pos);
        assert_true(world_same(&pl->w, cursor_world(pl->c)));
    }
    return true;
}

/* Law: what a trace tells, damaged or not, can be folded; everyone is in one place then; and seeking is playing. */
static void trace_folds(const void *bytes, size_t len, int64_t every)
{
    struct history *h = history_new_sized(64, 128);
    struct played pl = {.c = cursor_new(h), .every = every};
    struct imported table = {.name = "trace"};
    struct trace_summary s;
    const char *why;

    (void)trace_summarize(bytes, len, &s);
    (void)trace_events(bytes, len, &s, &table, history_sink(h), &why);
    world_init(&pl.w);
    history_each(h, 0, history_len(h), at_each, &pl);
    everyone_is_somewhere(&pl.w);
    world_deinit(&pl.w);
    cursor_free(pl.c);
    history_free(h);
    trace_summary_free(&s);
    imported_free(&table);
}

/* ---- random ones ---- */

static struct writer *walk_trace(uint64_t seed)
{
    struct program p = walk_program((enum model)(seed % MODELS));
    const struct emit_context ctx = {.program = &p};
    struct writer *out = writer_to_memory();
    struct emitter *e = emitter_new(&emit_gotrace, &ctx, out);
    struct walk w;

    walk_init(&w, seed, p.model, emitter_sink(e));
    while (w.steps < STEPS)
        walk_step(&w);
    walk_end(&w);
    emitter_end(e);
    return out;
}

static void walks_fold(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct writer *w = walk_trace(seed);
        size_t len;
        const void *bytes = writer_bytes(w, &len);
        uint8_t *damaged = mem_alloc(len);
        struct rng r;

        trace_folds(bytes, len, 1);
        rng_seed(&r, seed);
        for (int i = 0; i < DAMAGES; i++) {
            memcpy(damaged, bytes, len);
            damaged[rng_below(&r, len)] = (uint8_t)rng_next(&r);
            trace_folds(damaged, len, 50);
        }
        free(damaged);
        writer_abandon(w);
    }
}

/* ---- real ones ---- */

#define REAL SOURCE_DIR "/../shared/traces/real"

static void real_trace_folds(const char *name)
{
    char path[4096];
    struct diags ds = {0};
    size_t len;
    char *bytes;

    snprintf(path, sizeof path, "%s/%s", REAL, name);
    assert_true(file_read(path, SIZE_MAX, &bytes, &len, &ds));
    trace_folds(bytes, len, 25);
    diags_free(&ds);
    free(bytes);
}

static void real_traces_fold(void **state)
{
    DIR *dir = opendir(REAL);
    const struct dirent *entry;
    int n = 0;

    (void)state;
    if (!dir)
        skip();
    while ((entry = readdir(dir)))
        if (strstr(entry->d_name, ".trace")) {
            print_message("%s\n", entry->d_name);
            real_trace_folds(entry->d_name);
            n++;
        }
    closedir(dir);
    assert_true(n > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walks_fold),
        cmocka_unit_test(real_traces_fold),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
