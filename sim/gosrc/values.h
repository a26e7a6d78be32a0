/* values.h: what stands in operations: durations, counters, channels, contexts, variables, arguments. */
#ifndef GOSRC_VALUES_H
#define GOSRC_VALUES_H

#include "body.h"

/* The name of a helper; packages. It is noted that they are used. */
const char *value_helper(struct body *b, enum helper helper);
void value_import(struct body *b, uint32_t imports);

/* A decimal with so many digits behind its point, written as an integer; without zeros at its end. */
void value_decimal(struct sb *out, int64_t n, int digits);

/* A duration, drawn if need be. `tight`: beside other arguments. */
void value_duration(struct body *b, int32_t place, bool tight);

/* The same, or how long it is until the virtual time at which the operation ends. */
void value_time(struct body *b, int32_t place);

/* How the counter %i is called at a place, and %g in a function; whether that has a parameter for it. */
const char *value_counter(struct body *b, int32_t place);
const char *value_g(const struct body *b, int32_t func);
bool value_has_g(const struct body *b, int32_t func);

/* Whether a function has a parameter for %v; main never has. */
bool value_has_v(const struct body *b, int32_t func);

/* What is sent on a channel: `struct{}{}`, or a number; with `v = ` before it, the channel that an operation receives from
 * when the number is looked at. */
void value_sent(struct body *b, int32_t object);
void value_receive(struct body *b, const struct op *op);

/* The channel that an object is; the function's context, or the background; a variable of an operation. */
void value_channel(struct body *b, int32_t object);
const char *value_ctx(struct body *b, bool own);
const char *value_var(struct body *b, const struct op *op, struct var v);

/* The Go type of a kind of variable. */
const char *value_type(struct body *b, enum var_kind kind);

/* The arguments of a named function, in parentheses: context, number and %v, as far as it has them. */
void value_arguments(struct body *b, const struct op *op, const char *g);

#endif
