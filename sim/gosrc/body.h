/* body.h: the functions of the Go program, and where their operations stand.
 *
 * An operation is written by the part that knows its kind: flow.h, starts.h, attempts.h, calls.h. They build on lines.h and
 * values.h. */
#ifndef GOSRC_BODY_H
#define GOSRC_BODY_H

#include <stdbool.h>

#include "gonames.h"
#include "needs.h"
#include "program.h"
#include "sb.h"

/* The text so far, and what it has used. */
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

/* For the other parts: the operations of a block; the same within "{" and "}", a step further in; what stands between the
 * braces of a function or closure. */
void body_block(struct body *b, int32_t place);
void body_nested(struct body *b, int32_t place);
void body_func(struct body *b, int32_t func);

#endif
