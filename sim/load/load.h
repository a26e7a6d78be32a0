/* load.h: a scenario file becomes a program.
 *
 *     struct load_options opt = {.sets = sets, .nsets = nsets};
 *     struct program *p = program_load_file("storm.json", &opt, &arena, &ds, &source);
 *     if (!p)
 *         diags_print(&ds, stderr, source);
 *
 * The language is written down in docs/scenario.md. All errors of a file are told at once, each with its line and column,
 * its JSON pointer, what was expected and what was probably meant; then there is no program. */
#ifndef LOAD_LOAD_H
#define LOAD_LOAD_H

#include "arena.h"
#include "diag.h"
#include "program.h"

struct load_options {
    const char *const *
        sets; /* texts of --set: "/json/pointer=VALUE", or "name=VALUE" for a parameter; in this order */
    int nsets;
    const char *model; /* of --model, or NULL */
    const char *seed;  /* of --seed, or NULL */
    /* the real environment's, which replace the scenario's, or NULL */
    const char *gomaxprocs, *godebug, *gogc;
    /* NULL, or where to leave what could be read of a scenario that has errors: only its file, parameters, expectations (a NULL for
     * a wrong one) and goals are good for anything. NULL is left there if there is a program, or nothing of one. */
    const struct program **rest;
};

/* Makes a program of `len` bytes of `text`, which was read from `path` (for messages). Everything in it lives in `arena`.
 * `opt` may be NULL. NULL: *ds has the reasons. */
struct program *program_load(const char *path, const char *text, size_t len,
                             const struct load_options *opt, struct arena *arena, struct diags *ds);

/* The same from a file, or from standard input ("-"). *source (which may be NULL) becomes the file's text, in `arena`,
 * for diags_print; NULL if it cannot be read. */
struct program *program_load_file(const char *path, const struct load_options *opt,
                                  struct arena *arena, struct diags *ds, const char **source);

/* The JSON schema (2020-12) of a scenario, made of the loader's own tables: to free(). */
char *load_schema(void);

#endif
