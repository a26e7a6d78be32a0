/* exercises.h: a tiny exercise in a folder of its own: n workers, and a main that does not wait for them.
 *
 *     struct tiny t = tiny_open();
 *     tiny_write(&t, "mine.json", TINY_FIXED);
 *     tiny_close(&t);
 *
 * Texts have ' for ". */
#ifndef TESTS_EXERCISES_H
#define TESTS_EXERCISES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "exercise.h"
#include "sb.h"
#include "test.h"

#define TINY_HEAD                                                                                  \
    "{'schedlab': 1, 'name': 'tiny', 'params': {'n': 4}, 'objects': {'wg': 'waitgroup'}, "
#define TINY_WORKER                                                                                \
    "'worker': [{'cpu': '1ms'}, {'print': 'worker %g'}, {'Done': 'wg'}]}, 'expect': ["             \
    "'stdout.length == 4'], 'limit': '2s'}"
#define TINY_START "{'Add': 'wg', 'n': '$n'}, {'go': 'worker', 'n': '$n'}"
#define TINY_BUG TINY_HEAD "'funcs': {'main': [" TINY_START "], " TINY_WORKER
#define TINY_FIXED TINY_HEAD "'funcs': {'main': [" TINY_START ", {'Wait': 'wg'}], " TINY_WORKER

#define TINY_EXERCISE                                                                              \
    "{'schedlab-exercise': 1, 'number': 7, 'name': 'tiny', 'title': 'Tiny', 'story': 'S',"         \
    " 'question': {'text': 'Q', 'answers': [{'text': 'no one waits', 'right': true, 'feedback': "  \
    "'yes'}, {'text': 'b', 'feedback': 'no'}]}, 'evidence': [{'title': 'E', 'command': 'schedlab " \
    "run bug.json'}], 'keep': ['/funcs/worker'],"                                                  \
    " 'checks': [{'seeds': '1..3', 'models': ['go1.19', 'go1.27'], 'set': {'/params/n': 6},"       \
    " 'expect': ['stdout.length == $n'], 'missing': 'lines are missing'},"                         \
    " {'seeds': '1..1', 'expect': ['functions.worker.running >= 4ms', 'run.time < 1s'],"           \
    " 'missing': 'the work is not done'}],"                                                        \
    " 'hints': ['1', '2', '3'], 'explanation': 'X'}"

struct tiny {
    char folder[64];
    struct arena arena;
    struct exercise *ex;
};

static inline const char *tiny_path(struct tiny *t, const char *name)
{
    struct sb b = {0};
    const char *path;

    sb_printf(&b, "%s/%s", t->folder, name);
    path = arena_text(&t->arena, b.text, b.len);
    sb_free(&b);
    return path;
}

static inline void tiny_write(struct tiny *t, const char *name, const char *text)
{
    FILE *f = fopen(tiny_path(t, name), "w");

    assert_non_null(f);
    for (; *text; text++)
        putc(*text == '\'' ? '"' : *text, f);
    assert_int_equal(fclose(f), 0);
}

char *mkdtemp(char *template);

static inline struct tiny tiny_open(void)
{
    struct tiny t = {.folder = "/tmp/schedlab-tiny-XXXXXX"};
    struct diags ds = {0};

    assert_non_null(mkdtemp(t.folder));
    tiny_write(&t, "exercise.json", TINY_EXERCISE);
    tiny_write(&t, "bug.json", TINY_BUG);
    tiny_write(&t, "fixed.json", TINY_FIXED);
    t.ex = exercise_load(t.folder, &t.arena, &ds, NULL);
    if (!t.ex)
        diags_print(&ds, stderr, NULL);
    assert_non_null(t.ex);
    return t;
}

static inline void tiny_close(struct tiny *t)
{
    struct sb command = {0};

    sb_printf(&command, "rm -rf '%s'", t->folder);
    assert_int_equal(system(sb_text(&command)), 0);
    sb_free(&command);
    arena_free(&t->arena);
}

#endif
