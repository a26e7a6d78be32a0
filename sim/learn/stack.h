/* stack.h: what a stack of a trace says of a wait or a wake-up. */
#ifndef LEARN_STACK_H
#define LEARN_STACK_H

#include "deeds.h"

/* The innermost frame that is not of the runtime or of sync, as a place; PLACE_NONE if there is none. */
int32_t stack_own(const struct deeds *d, int32_t place);

/* Whether the tracer itself is at work there. */
bool stack_is_tracer(const struct deeds *d, int32_t place);

/* What one waits for there: DEED_SEND, DEED_RECV, DEED_LOCK, DEED_WAIT; DEED_GO if the stack does not say. */
enum deed stack_wait(const struct deeds *d, int32_t place);

/* Whether who wakes another there takes something from it (a receive ends a send). */
bool stack_takes(const struct deeds *d, int32_t place);

/* The name of a system call: that of the outermost function below the program's own, "" if unknown. */
const char *stack_call(const struct deeds *d, int32_t place);

#endif
