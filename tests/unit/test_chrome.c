/* Chrome traces: JSON that parses, slices that nest, arrows with both ends, names for every track. */
#include <cjson/cJSON.h>
#include <stdio.h>

#include "emit.h"
#include "file.h"
#include "test.h"
#include "walk.h"

/* The trace of a random walk of so many steps, or of what `tell` pushes. */
static cJSON *trace_of(uint64_t seed, int steps, void (*tell)(struct walk *w))
{
    struct program p = walk_program((enum model)(seed % MODELS));
    const struct emit_context ctx = {.program = &p};
    struct writer *out = writer_to_memory();
    void *emitter = calloc(1, emit_chrome.state_size);
    struct walk w;
    size_t len;
    const char *text;
    cJSON *doc;

    emit_chrome.begin(emitter, &ctx, out);
    walk_init(&w, seed, p.model, (struct event_sink){emit_chrome.events, emitter});
    while (w.steps < steps)
        walk_step(&w);
    if (tell)
        tell(&w);
    walk_end(&w);
    emit_chrome.end(emitter);
    text = writer_bytes(out, &len);
    doc = cJSON_ParseWithLength(text, len);
    assert_non_null(doc);
    writer_abandon(out);
    free(emitter);
    return doc;
}

static const cJSON *events_of(const cJSON *doc)
{
    return cJSON_GetObjectItemCaseSensitive(doc, "traceEvents");
}

static const char *text_of(const cJSON *e, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(e, key);

    return item ? cJSON_GetStringValue(item) : "";
}

static double number_of(const cJSON *e, const char *key)
{
    return cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(e, key));
}

static bool is(const cJSON *e, const char *ph)
{
    return strcmp(text_of(e, "ph"), ph) == 0;
}

struct slice {
    double pid, tid;
    long long from, to; /* ns */
};

static int by_track(const void *a, const void *b)
{
    const struct slice *x = a, *y = b;

    if (x->pid != y->pid)
        return x->pid < y->pid ? -1 : 1;
    if (x->tid != y->tid)
        return x->tid < y->tid ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to > y->to ? -1 : x->to < y->to;
}

static long long ns_of(const cJSON *e, const char *key)
{
    return (long long)(number_of(e, key) * 1000 + 0.5);
}

static size_t slices_of(const cJSON *doc, struct slice **out)
{
    const cJSON *e;
    size_t n = 0;

    *out = calloc((size_t)cJSON_GetArraySize(events_of(doc)) + 1, sizeof **out);
    cJSON_ArrayForEach(e, events_of(doc))
    {
        if (is(e, "X"))
            (*out)[n++] = (struct slice){number_of(e, "pid"), number_of(e, "tid"), ns_of(e, "ts"),
                                         ns_of(e, "ts") + ns_of(e, "dur")};
    }
    qsort(*out, n, sizeof **out, by_track);
    return n;
}

static void slices_nest(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 10; seed++) {
        cJSON *doc = trace_of(seed, 2000, NULL);
        struct slice *s, *open[16];
        size_t n = slices_of(doc, &s);
        int depth = 0;

        assert_true(n > 50);
        for (size_t i = 0; i < n; i++) {
            if (i > 0 && (s[i].pid != s[i - 1].pid || s[i].tid != s[i - 1].tid))
                depth = 0;
            while (depth > 0 && open[depth - 1]->to <= s[i].from)
                depth--;
            assert_true(depth == 0 || s[i].to <= open[depth - 1]->to);
            assert_true(depth < 16);
            open[depth++] = &s[i];
        }
        free(s);
        cJSON_Delete(doc);
    }
}

static bool within_a_slice(const cJSON *e, const struct slice *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i].pid == number_of(e, "pid") && s[i].tid == number_of(e, "tid") &&
            s[i].from <= ns_of(e, "ts") && ns_of(e, "ts") <= s[i].to)
            return true;
    return false;
}

static void arrows_have_two_ends(void **state)
{
    cJSON *doc = trace_of(8, 2000, NULL);
    struct slice *s;
    size_t n = slices_of(doc, &s);
    const cJSON *e;
    double begun = 0;
    int ends = 0;

    (void)state;
    cJSON_ArrayForEach(e, events_of(doc))
    {
        if (!is(e, "s") && !is(e, "f"))
            continue;
        assert_true(within_a_slice(e, s, n));
        if (is(e, "s"))
            begun = number_of(e, "id");
        else
            ends += number_of(e, "id") == begun;
    }
    assert_int_equal(ends, (int)begun);
    assert_true(ends > 5);
    free(s);
    cJSON_Delete(doc);
}

static const cJSON *find(const cJSON *doc, const char *ph, const char *name)
{
    const cJSON *e;

    cJSON_ArrayForEach(e, events_of(doc))
    {
        if (is(e, ph) && strcmp(text_of(e, "name"), name) == 0)
            return e;
    }
    return NULL;
}

static void tell_a_little(struct walk *w)
{
    walk_create(w, 0, 1, 3, 0);
    w->t += 1500;
    walk_put(w, EV_TASK_BEGIN, 0, 1, 1, 0, 1, 5);
    walk_put(w, EV_LOG, 0, 1, 1, 25, 1, 25);
    walk_put(w, EV_HEAP_ALLOC, 0, 1, 1 << 20, 0, 0, PLACE_NONE);
    walk_put(w, EV_TASK_END, 0, 1, 1, 5, 1, 5);
    w->t += 2500;
    walk_put(w, EV_GO_BLOCK, 0, 1, -1, WAIT_SLEEP, 0, 12);
    w->t += 12345;
}

static void everything_is_named(void **state)
{
    cJSON *doc = trace_of(4, 0, tell_a_little);
    const cJSON *e, *name;
    int tracks = 0;

    (void)state;
    cJSON_ArrayForEach(e, events_of(doc))
    {
        if (!is(e, "M") || strcmp(text_of(e, "name"), "thread_name") != 0)
            continue;
        name =
            cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(e, "args"), "name");
        tracks += strcmp(cJSON_GetStringValue(name), "P0") == 0 ||
                  strcmp(cJSON_GetStringValue(name), "M0") == 0;
        tracks += strcmp(cJSON_GetStringValue(name), "G7 main.main.func1") == 0;
        tracks += strcmp(cJSON_GetStringValue(name), "G1 main.main") == 0;
    }
    assert_int_equal(tracks, 4);
    e = find(doc, "X", "sleep");
    assert_non_null(e);
    assert_int_equal(ns_of(e, "ts"), 4000);
    assert_int_equal(ns_of(e, "dur"), 13345);
    e = find(doc, "i", "");
    assert_non_null(e);
    assert_string_equal(text_of(cJSON_GetObjectItemCaseSensitive(e, "args"), "message"),
                        "\"quoted\"\\ \x01 \xc3\xa9");
    assert_non_null(find(doc, "b", "request"));
    assert_non_null(find(doc, "e", "request"));
    assert_non_null(find(doc, "C", "heap in use"));
    assert_non_null(find(doc, "C", "goroutines"));
    cJSON_Delete(doc);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(slices_nest),
    cmocka_unit_test(arrows_have_two_ends),
    cmocka_unit_test(everything_is_named),
};
RUN_TESTS(tests)
