/* Comparing summaries: what both have, exactly; what one lacks, by name. */
#include <string.h>

#include "compare.h"
#include "test.h"

static const char first[] =
    "{\"run\":{\"time\":1500000,\"events\":7,\"seed\":1},\"procs\":{\"idle\":{\"mean\":2.5}},"
    "\"sched\":{\"latency\":{\"count\":4,\"max\":0}},\"functions\":{\"a.b\":{\"running\":"
    "9007199254740993}},"
    "\"marks\":[1,2],\"trace\":{\"events\":1},\"gc\":{\"cycles\":3}}";
static const char second[] =
    "{\"run\":{\"time\":3000000,\"events\":9,\"seed\":2},\"procs\":{\"idle\":{\"mean\":1.25}},"
    "\"sched\":{\"latency\":{\"count\":2,\"max\":20}},\"functions\":{\"a.b\":{\"running\":10,\"x\":"
    "1}},"
    "\"marks\":[1,2],\"trace\":{\"events\":2},\"gc\":{\"cycles\":\"none\"}}";

static struct comparison *compare(cJSON *docs[2], bool traces[2])
{
    docs[0] = cJSON_Parse(first);
    docs[1] = cJSON_Parse(second);
    return compare_new(&(struct compared){"first", traces[0], docs[0]},
                       &(struct compared){"second\x1b", traces[1], docs[1]});
}

static void close_all(struct comparison *c, cJSON *docs[2], struct sb *out)
{
    compare_free(c);
    cJSON_Delete(docs[0]);
    cJSON_Delete(docs[1]);
    sb_free(out);
}

static const cJSON *figure(const cJSON *doc, const char *name)
{
    const cJSON *f;

    cJSON_ArrayForEach(f, cJSON_GetObjectItemCaseSensitive(doc, "figures"))
    {
        if (strcmp(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(f, "name")), name) == 0)
            return f;
    }
    return NULL;
}

static void assert_figure(const cJSON *doc, const char *name, const char *unit, double difference,
                          double ratio)
{
    const cJSON *f = figure(doc, name);
    const cJSON *r;

    assert_non_null(f);
    r = cJSON_GetObjectItemCaseSensitive(f, "ratio");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(f, "unit")), unit);
    assert_true(cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(f, "difference")) ==
                difference);
    assert_true(r ? cJSON_GetNumberValue(r) == ratio : ratio == 0);
}

/* Law: a figure is there if both have a number at its path, and says which is how much more. */
static void document_has_what_both_have(void **state)
{
    bool traces[2] = {true, true};
    cJSON *docs[2], *doc;
    struct comparison *c = compare(docs, traces);
    struct sb out = {0};

    (void)state;
    compare_json(c, &out);
    doc = cJSON_Parse(sb_text(&out));
    assert_non_null(doc);
    assert_figure(doc, "run.time", "ns", 1500000, 2);
    assert_figure(doc, "run.events", "", 2, 1.285714);
    assert_figure(doc, "procs.idle.mean", "", -1.25, 0.5);
    assert_figure(doc, "sched.latency.count", "", -2, 0.5);
    assert_figure(doc, "sched.latency.max", "ns", 20, 0);
    assert_non_null(figure(doc, "functions.a.b.running"));
    assert_null(figure(doc, "run.seed"));
    assert_null(figure(doc, "trace.events"));
    assert_null(figure(doc, "gc.cycles"));
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(doc, "figures")), 6);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(doc, "only_a")), 1);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(doc, "only_b")), 1);
    cJSON_Delete(doc);
    close_all(c, docs, &out);
}

static void table_is_for_people(void **state)
{
    bool traces[2] = {true, false};
    cJSON *docs[2];
    struct comparison *c = compare(docs, traces);
    struct sb out = {0};

    (void)state;
    compare_text(c, &out);
    assert_non_null(strstr(sb_text(&out), "A: first (a trace)"));
    assert_non_null(strstr(sb_text(&out), "+1.5ms   +100.0%"));
    assert_non_null(strstr(sb_text(&out), "-1.25    -50.0%"));
    assert_null(strstr(sb_text(&out), "run.events"));
    assert_non_null(strstr(sb_text(&out), "only in A: 1 figure, the first is gc.cycles"));
    assert_null(strchr(sb_text(&out), '\x1b'));
    close_all(c, docs, &out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(document_has_what_both_have),
        cmocka_unit_test(table_is_for_people),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
