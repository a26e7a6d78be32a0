#include <string.h>

#include "expect.h"
#include "fields.h"
#include "figure.h"
#include "test.h"

static const char document[] =
    "{\"run\": {\"time\": 1500000000, \"end\": \"exit\", \"model\": \"go1.27\"},"
    " \"threads\": {\"max\": 66, \"idle\": {\"end\": 3}},"
    " \"procs\": {\"idle\": {\"mean\": 1.500000}},"
    " \"cpu\": {\"idle\": 10, \"idle.fraction\": 0.250000},"
    " \"functions\": {\"main.func1\": {\"goroutines\": 2}},"
    " \"marks\": {\"storm\": [{\"idleprocs\": 3, \"local\": [0, 2]}, {\"idleprocs\": 4}], \"odd "
    "name\": [{\"time\": 9}]},"
    " \"measures\": {\"serial\": {\"total\": 1000}, \"parallel\": {\"total\": 600}},"
    " \"schedtrace\": {\"lines\": 0}, \"tasks\": {\"t\": {\"regions\": [\"257\", \"1m30s\"]}},"
    " \"stdout\": [\"done\", \"2 lines\"], \"stderr\": [],"
    " \"files\": {\"trace.out\": {\"bytes\": 70, \"open\": false},"
    " \"new.out\": {\"bytes\": 9, \"open\": false}},"
    " \"traces\": {}, \"errors\": [{\"error\": \"too many open files\"}]}";

static struct param params[] = {{"readers", PARAM_NUMBER, 64},
                                {"wait", PARAM_TIME, 100 * MSEC},
                                {"q", PARAM_DECIMAL, 990000000},
                                {"tracing", PARAM_BOOL, 1}};
static const struct program program = {.params = params, .nparams = 4};

static void assert_judged(const cJSON *doc, const char *text, bool held, const char *found)
{
    struct arena arena = {0};
    struct diags ds = {0};
    struct verdict v = {0};
    struct expectation *e =
        expect_parse(&(struct expect_text){.text = text}, &program, &arena, &ds);

    if (!e)
        fail_msg("%s: %s", text, ds.list.at[0].message);
    expect_judge(e, doc, &v);
    if (v.held != held)
        fail_msg("%s: %s, found %s", text, v.held ? "held" : "missed", sb_text(&v.found));
    if (found && strcmp(sb_text(&v.found), found) != 0)
        fail_msg("%s: found \"%s\", expected \"%s\"", text, sb_text(&v.found), found);
    sb_free(&v.found);
    diags_free(&ds);
    arena_free(&arena);
}

static void the_language(void **state)
{
    static const struct {
        const char *text;
        bool held;
        const char *found;
    } cases[] = {
        {"threads.max >= 67", false, "66"},
        {"threads.max>=66", true, "66"},
        {"threads.max >= $readers + 2", true, "66, against 66"},
        {"threads.max >= $readers + 3", false, "66, against 67"},
        {"threads.max == 2 * threads.idle.end + 60", true, "66, against 66"},
        {"threads.max <= 1.1 * $readers", true, "66, against 70.4"},
        {"measures.parallel.total <= 0.6 * measures.serial.total", true, "600, against 600"},
        {"measures.parallel.total < 0.6 * measures.serial.total", false, "600, against 600"},
        {"run.time > 1s", true, "1.5s"},
        {"run.time <= 1m30s", true, "1.5s"},
        {"run.time == 15 * $wait", true, "1.5s, against 1.5s"},
        {"run.time != 1500ms", false, "1.5s"},
        {"procs.idle.mean >= 1.5", true, "1.5"},
        {"procs.idle.mean > 1.5", false, "1.5"},
        {"procs.idle.mean < 2", true, "1.5"},
        {"cpu.idle == 10", true, "10"},
        {"cpu.idle.fraction == 0.25", true, "0.25"},
        {"functions.main.func1.goroutines == 2", true, "2"},
        {"functions['main.func1'].goroutines == 2", true, "2"},
        {"run.end == exit", true, "'exit'"},
        {"run.end == 'exit'", true, NULL},
        {"run.end != deadlock", true, NULL},
        {"run.model == 'go1.27'", true, NULL},
        {"marks.storm[0].idleprocs >= 3", true, "3"},
        {"marks.storm[-1].idleprocs == 4", true, "4"},
        {"marks.storm[2].idleprocs == 4", false, "nothing (there is no [2])"},
        {"marks.storm.length == 2", true, "2"},
        {"marks.storm[*].idleprocs >= 3", true, "4 in [1]"},
        {"marks.storm[*].idleprocs >= 4", false, "3 in [0]"},
        {"marks.storm[?].idleprocs >= 4", true, "4 in [1]"},
        {"marks.storm[?].idleprocs >= 5", false, "4 in [1]"},
        {"marks.storm[0].local[*] <= 2", true, "2 in [1]"},
        {"marks['odd name'][0].time == 9ns", true, "9ns"},
        {"marks.calm exists", false, "nothing (there is no calm)"},
        {"marks.calm missing", true, NULL},
        {"marks.calm[*].time > 0", false, NULL},
        {"stderr[*] == x", true, "an empty list"},
        {"stderr[?] == x", false, "an empty list"},
        {"stderr.length == 0", true, "0"},
        {"stdout contains done", true, "a list of 2: 'done', '2 lines'"},
        {"stdout contains 'don'", false, NULL},
        {"stdout[1] contains lines", true, "'2 lines'"},
        {"stdout[?] contains lin", true, "'2 lines' in [1]"},
        {"files['trace.out'].bytes < 1kB", true, "70"},
        {"files['trace.out'].open == false", true, "false"},
        {"files['trace.out'].open != $tracing", true, NULL},
        {"files.length == 2", true, "2"},
        {"files[-1].bytes == 9", true, "9"},
        {"files[0].bytes == 70", true, "70"},
        {"files[2].bytes exists", false, "nothing (there is no [2])"},
        {"files[*].bytes >= 9", true, "9 in ['new.out']"},
        {"traces[*].valid == true", true, "none"},
        {"files[*].bytes > 9", false, "9 in ['new.out']"},
        {"files[?].open == true", false, "false in ['new.out']"},
        {"functions[?].goroutines == 2", true, "2 in ['main.func1']"},
        {"tasks[?].regions[?] == 257", true, "'257' in ['t'][0]"},
        {"errors[0].error == 'too many open files'", true, NULL},
        {"errors[0].file missing", true, NULL},
        {"threads.max == six", false, "66"},
        {"threads.max < six", false, "66"},
        {"threads.max == 67 - 1", true, "66, against 66"},
        {"threads.max == 66.66 * $q + 0.0066", true, "66, against 66"},
        {"run.end < exotic", true, NULL},
        {"tasks.t.regions[0] == 257", true, "'257'"},
        {"tasks.t.regions[0] >= 256", true, NULL},
        {"tasks.t.regions[0] != 258", true, NULL},
        {"tasks.t.regions[1] == 90s", true, NULL},
        {"tasks.t.regions contains 257", true, NULL},
        {"stdout[1] == 2", false, "'2 lines'"},
        {"run.end == deadlock or run.end == exit", true, "'exit'"},
        {"run.end == exit or run.end == deadlock", true, "'exit'"},
        {"threads.max <= 5 or threads.idle.end == 2 or run.time > 2s", false, "66, or 3, or 1.5s"},
        {"marks.calm missing or threads.max == 1", true, NULL},
        {"stdout[?] == 'no or yes' or stderr[?] exists", false, NULL},
        {"stderr[?] == x or stderr[?] == y", false, "an empty list, or an empty list"},
        {"measures[*].total >= 600", true, "600 in ['parallel']"},
        {"measures[*].total > 600", false, "600 in ['parallel']"},
        {"measures[?].total > 600", true, "1000 in ['serial']"},
        {"tasks[?].regions contains 257", true, NULL},
        {"marks[?][-1].idleprocs == 4", true, "4 in ['storm']"},
        {"regions[?].count > 0", false, "nothing (there is no regions)"},
    };
    cJSON *doc = cJSON_Parse(document);

    (void)state;
    assert_non_null(doc);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_judged(doc, cases[i].text, cases[i].held, cases[i].found);
    cJSON_Delete(doc);
}

/* Law: integers compare exactly, however large. */
static void integers_are_exact(void **state)
{
    cJSON *doc = cJSON_CreateObject();

    (void)state;
    cJSON_AddItemToObject(cJSON_AddObjectToObject(doc, "run"), "time",
                          figure_int(9007199254740993));
    assert_judged(doc, "run.time == 9007199254740993", true, "9007199254740993");
    assert_judged(doc, "run.time == 9007199254740992", false, NULL);
    assert_judged(doc, "run.time > 9007199254740992", true, NULL);
    cJSON_Delete(doc);
}

static void what_is_wrong_is_told(void **state)
{
    static const struct {
        const char *text;
        int column; /* in the text, from 1 */
        const char *message, *hint;
    } cases[] = {
        {"", 1, "it is empty", NULL},
        {"threads.max", 12, "a comparison is missing", NULL},
        {"threads.mx >= 3", 1, "a summary has no figure \"threads.mx\"", "threads.max"},
        {"thread.max >= 3", 1, "a summary has no figure", "threads.max"},
        {"threads.max => 3", 13, "\"=>\" is no comparison", "\">=\""},
        {"threads.max = 3", 13, "\"=\" is no comparison", "\"==\""},
        {"threads.max contain 3", 13, "\"contain\" is no comparison", "\"contains\""},
        {"threads.max >= ", 16, "a value is missing", NULL},
        {"threads.max >= $reader", 16, "there is no param \"reader\"", "$readers"},
        {"threads.max >= readers + 3", 24, "stands between numbers", "$readers"},
        {"threads.max >= 3x", 16, "no number, duration or size", NULL},
        {"run.model == go1.27", 14, "has no figure \"go1.27\"", "'go1.27'"},
        {"run.end == 'exit", 12, "the quote ' has no end", NULL},
        {"stdout[ >= 3", 7, "[ ] holds", NULL},
        {"marks.storm[1.time > 3", 12, "[ ] holds", NULL},
        {"threads.max > marks.storm[*].threads", 26, "[*] and [?] stand on the left", NULL},
        {"threads.max exists 3", 20, "\"3\" is too much", NULL},
        {"marks.storm[0].idleproc >= 3", 1, "has no figure", "marks.storm[0].idleprocs"},
        {"threads[0] >= 3", 1, "has no figure", NULL},
        {"files[0].byte >= 3", 1, "has no figure", "files[0].bytes"},
        {"3 < threads.max", 1, "has no figure \"3\"", NULL},
        {"threads.max > 3 or", 19, "a comparison is missing", "for example"},
        {"threads.max > 3 or threads.mx > 3", 20, "has no figure \"threads.mx\"", "threads.max"},
        {"threads.max > 3 and run.time > 3s", 17, "\"and run.time > 3s\" is too much", NULL},
        {"threads[?] > 3", 1, "has no figure \"threads[?]\"", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct diags ds = {0};
        char source[200] = "{\n  \"expect\": [ \"";
        struct expect_text where = {
            .text = cases[i].text, .file = "f.json", .line = 2, .source = source};
        size_t before = 15;

        strcat(source, cases[i].text);
        strcat(source, "\" ]\n}\n");
        if (expect_parse(&where, &program, &arena, &ds))
            fail_msg("%s: was taken", cases[i].text);
        assert_int_equal(ds.list.len, 1);
        if (!strstr(ds.list.at[0].message, cases[i].message))
            fail_msg("%s: %s", cases[i].text, ds.list.at[0].message);
        if (cases[i].hint && (!ds.list.at[0].hint || !strstr(ds.list.at[0].hint, cases[i].hint)))
            fail_msg("%s: hint %s", cases[i].text,
                     ds.list.at[0].hint ? ds.list.at[0].hint : "none");
        if (cases[i].text[0])
            assert_int_equal(ds.list.at[0].column, (int)before + cases[i].column);
        diags_free(&ds);
        arena_free(&arena);
    }
}

static void figures_as_text(void **state)
{
    static const struct {
        wide part, whole;
        const char *text;
    } cases[] = {{1, 3, "0.333333"},
                 {2, 3, "0.666667"},
                 {3, 2, "1.500000"},
                 {0, 5, "0.000000"},
                 {5, 0, "0.000000"}};
    cJSON *big = figure_int((wide)1000000000000 * 1000000000000);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cJSON *item = figure_ratio(cases[i].part, cases[i].whole);
        wide back;

        assert_string_equal(item->valuestring, cases[i].text);
        assert_true(figure_read(item, &back));
        cJSON_Delete(item);
    }
    assert_string_equal(big->valuestring, "1000000000000000000000000");
    cJSON_Delete(big);
}

/* Law: each name is found, and by nothing else; a real path finds its pattern. */
static void fields_are_found(void **state)
{
    struct sb page = {0};

    (void)state;
    for (size_t i = 0; i < nfields; i++) {
        assert_ptr_equal(field_find_in(fields[i].set, fields[i].name), &fields[i]);
        assert_true(fields[i].counts[0] && fields[i].not_this[0] && fields[i].instead[0]);
    }
    assert_string_equal(field_find("idleprocs")->name, "idleprocs");
    assert_string_equal(field_find("marks.storm[0].idleprocs")->name, "idleprocs");
    assert_string_equal(field_find("locks.mu.wait.max")->name, "locks.NAME.wait.max");
    assert_string_equal(field_find("files['trace.out'].bytes")->name, "files.NAME.bytes");
    assert_string_equal(field_find("metrics['/sched/latencies:seconds']")->name,
                        "/sched/latencies:seconds");
    assert_null(field_find("threads.mx"));
    assert_string_equal(field_nearest("idelprocs"), "idleprocs");
    field_describe(field_find("needspinning"), &page);
    assert_non_null(strstr(page.text, "does not count"));
    sb_free(&page);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_language),          cmocka_unit_test(integers_are_exact),
    cmocka_unit_test(what_is_wrong_is_told), cmocka_unit_test(figures_as_text),
    cmocka_unit_test(fields_are_found),
};

RUN_TESTS(tests)
