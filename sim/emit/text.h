/* text.h: the readable log (emit_log); the files text*.c only.
 *
 *          time (ms)   G      M    P   place            what
 *         12.345678   G18    M2   P1  main.worker:21   waits to receive from jobs (chan receive)
 *         17.000000   G7     M0   P0  main.main:14     readies G18, which waited 4.654322ms, into runnext
 *         17.000130   G18    M0   P0  -                runs, out of runnext, 130ns after G7 had readied it
 */
#ifndef EMIT_TEXT_H
#define EMIT_TEXT_H

#include <stdbool.h>

#include "emit.h"
#include "gtable.h"
#include "places.h"

/* What the log knows of a goroutine: for how long it waited, and who woke it. */
struct text_wait {
    vtime since;   /* it is in the state it is in */
    goid waker;    /* 0: nobody in particular */
    uint8_t cause; /* enum cause */
    bool woken;    /* readied, and not yet run */
};

struct text {
    const struct emit_context *ctx;
    struct writer *out;
    struct places places;
    struct gtable waits; /* struct text_wait */
    struct sb line;
};

/* Adds what `ev` means, as the end of a sentence that begins with who does it. */
void text_say(struct text *t, const struct event *ev);

/* Adds a duration as Go writes it; the name of an object, of a file's operation, of a function. */
void text_time(struct text *t, vtime ns);
void text_object(struct text *t, int64_t obj);
void text_func(struct text *t, int64_t func);

/* The operation an event happened at, or NULL. */
const struct op *text_op(const struct text *t, const struct event *ev);

#endif
