/* narrate_own.h: what the files narrate*.c share. */
#ifndef STORY_NARRATE_OWN_H
#define STORY_NARRATE_OWN_H

#include "narrate.h"

struct teller {
    const struct subject *su;
    const struct world *w;
    const struct event *ev;
    struct sb *out;
};

/* Adds words and figures: %d a number, %t a duration, %g a goroutine, %m a thread, %p a processor, %o an object, %f a function,
 * %s a text. All numbers are int64_t. */
void tell(const struct teller *t, const char *format, ...);

/* "1 goroutine", "3 goroutines". */
void tell_count(const struct teller *t, int64_t n, const char *one, const char *many);

/* The text of the operation that the event stands at, "" without one. */
const char *tell_text(const struct teller *t, int64_t op);
int64_t tell_op(const struct teller *t);

/* One sentence each; the kinds are those of event.def's sections. */
void tell_goroutine(const struct teller *t);
void tell_machine(const struct teller *t);
void tell_program(const struct teller *t);
void tell_run(const struct teller *t);

#endif
