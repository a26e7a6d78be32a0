/* narrate.h: an event as one sentence that says what happened, by which rule, and why.
 *
 *     narrate(&run->subject, world, &ev, &text);      world: after the event
 *         "G18 moved to P2: M4 was spinning and took 3 goroutines from P0's queue, half of it."
 *     narrate_rule(ev.kind)                           "runqsteal"
 *
 * Names of goroutines, threads and processors are words that scene_prose makes links. narrate.def has a row for each kind; a
 * test holds that none says nothing. */
#ifndef STORY_NARRATE_H
#define STORY_NARRATE_H

#include "subject.h"

void narrate(const struct subject *su, const struct world *after, const struct event *ev,
             struct sb *out);

/* The function of Go's runtime that has the rule, "" where there is none. */
const char *narrate_rule(enum event_kind kind);

/* What a goroutine, a thread, a processor is doing, as a sentence. */
void narrate_g(const struct subject *su, const struct world *now, goid g, struct sb *out);
void narrate_m(const struct subject *su, const struct world *now, int32_t m, struct sb *out);
void narrate_p(const struct subject *su, const struct world *now, int32_t p, struct sb *out);

#endif
