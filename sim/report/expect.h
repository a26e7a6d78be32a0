/* expect.h: expectations on a summary: "threads.max >= $readers + 3".
 *
 *     e = expect_parse(&(struct expect_text){.text = "threads.max >= 67"}, program, &arena, &diags);
 *     expect_judge(e, summary, &v);     v.held, v.found = "66"
 *
 *     PATH OP VALUE | PATH exists | PATH missing, and any number of them with "or" between
 *     OP     == != < <= > >= contains
 *     VALUE  number, duration, size, true, false, text, $param, PATH, N * (PATH or $param), (PATH or $param) + VALUE
 *     PATH   names with dots; ['any name']; [0] [-1] .length; [*] every element, [?] at least one;
 *            of what has names too: files[-1].bytes, traces[*].valid, files.length
 *
 * A bare word without dots is text, so that `run.end == deadlock` reads as it should. */
#ifndef REPORT_EXPECT_H
#define REPORT_EXPECT_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "arena.h"
#include "diag.h"
#include "program.h"

struct expectation;

/* An expectation, and where it was read: that place is told when it is wrong. */
struct expect_text {
    const char *text;
    const char *file;    /* or NULL */
    int line;            /* of the file, from 1; 0: unknown */
    const char *source;  /* text of the file, to find the column in that line; or NULL */
    const char *pointer; /* "/expect/3", or NULL */
};

/* Parses one; `program` gives the params and the names that paths may have (NULL: none are known, all are accepted). NULL,
 * and a diag, if it is wrong. Lives in `arena`. */
struct expectation *expect_parse(const struct expect_text *where, const struct program *program,
                                 struct arena *arena, struct diags *ds);

/* Parses the expectations of a program, or its goals: all errors at once. NULL if there were any; else program->nexpect
 * (ngoals) of them. */
struct expectation **expect_parse_all(const struct program *program, const char *source,
                                      struct arena *arena, struct diags *ds);
struct expectation **expect_parse_goals(const struct program *program, const char *source,
                                        struct arena *arena, struct diags *ds);

/* Tells what is wrong with the expectations and goals of a scenario whose other errors have been told (load_options.rest). */
void expect_check(const struct program *rest, const char *source, struct arena *arena,
                  struct diags *ds);

struct verdict {
    bool held;
    struct sb
        found; /* the value found, as text, in the unit in which it was asked for; sb_free it at the end */
};

/* Judges a summary (of summary_finish, or parsed from a file). `v` starts zeroed and may be used again. */
void expect_judge(const struct expectation *e, const cJSON *summary, struct verdict *v);

/* The text it was made of. */
const char *expect_source(const struct expectation *e);

#endif
