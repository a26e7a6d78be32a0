/* body.h: the functions of the Go program, and where their operations stand.
 *
 * body.c writes the structure: functions, blocks, loops, literals. calls.c writes what is one call. */
#ifndef GOSRC_BODY_H
#define GOSRC_BODY_H

#include <stdbool.h>

#include "names.h"
#include "needs.h"
#include "program.h"
#include "sb.h"

struct body {
    const struct program *p;
    const struct needs *needs;
    const struct names *names;
    struct sb text;
    int32_t line; /* that is being written, from 1 */
    int indent;
    int32_t *op_line;   /* by op */
    int32_t *func_line; /* by function */
    uint32_t imports;   /* used so far */
    uint64_t helpers;
};

/* Writes all functions, `main` among them, in the order of the scenario, a blank line between them. */
void body_write(struct body *b);

/* calls.c */

/* The name of a helper, or of a package; it is noted that it is used. */
const char *body_helper(struct body *b, enum helper helper);
void body_import(struct body *b, uint32_t imports);

/* A duration, drawn if need be. `tight`: beside other arguments. */
void body_duration(struct body *b, int32_t place, bool tight);

/* How the counter %i is called at a place, and %g in a function. */
const char *body_counter(struct body *b, int32_t place);
const char *body_g(const struct body *b, int32_t func);

/* The channel of an operation, the context of one, its variable. */
void body_channel(struct body *b, int32_t object);
const char *body_ctx(struct body *b, bool own);
const char *body_var(struct body *b, const struct op *op, struct var v);

/* The arguments of a function: context and number, as far as it has them. */
void body_arguments(struct body *b, const struct op *op, const char *g);

/* An operation that is one call (or one statement), without the end of its line. */
void body_call(struct body *b, int32_t place);

/* Whether function `func` has a parameter for %g. */
bool body_has_g(const struct body *b, int32_t func);

#endif
