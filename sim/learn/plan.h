/* plan.h: a program that does what was done: for each start function its deeds in order, in loops, and the objects between them.
 *
 * A loop is found by the goroutine that did most: sites between whose first and last deeds others lie are one loop, those that do
 * not overlap follow each other. It goes round as often as its most frequent site was reached by a goroutine on average; a rarer
 * site has its turn every so many rounds. A wait group is one only if who waits creates those that are done; any other wait is
 * that for a token, which goes through a channel. */
#ifndef LEARN_PLAN_H
#define LEARN_PLAN_H

#include "deeds.h"

enum { PLAN_FUNCS = 12, PLAN_STEPS = 24 }; /* more than that nobody reads: the largest are kept */

struct step {
    int32_t site;
    int64_t each; /* deeds a goroutine */
};

struct loop {
    int64_t rounds;
    bool ranges; /* over the channel of its first step */
    VEC(struct step) steps;
};

struct planned {
    int32_t group;
    const char *name; /* an identifier */
    int64_t n;        /* goroutines the program starts */
    int32_t
        creator; /* index of the function that starts them; main starts what nobody is known to have */
    int64_t each; /* of them, a goroutine of the creator */
    bool counted; /* started by one go statement, so that their number may be a parameter */
    VEC(struct loop) loops;
    int32_t done; /* wait group it is done with at its end, or NOBODY */
};

enum shared_kind { SHARED_CHAN, SHARED_MUTEX, SHARED_GROUP };

struct shared {
    int32_t root; /* site_object */
    enum shared_kind kind;
    const char *name;
    bool unbuffered, closed;
    int32_t senders; /* functions that send */
    int32_t sender;  /* the last of them */
};

struct plan {
    struct arena arena;
    struct deeds *d;
    VEC(struct planned) funcs; /* main first */
    VEC(struct shared) objects;
    int64_t left_groups, left_sites; /* too many, or too rare */
};

void plan_make(struct plan *p, struct deeds *d);
void plan_free(struct plan *p);

/* The function of a group, or NOBODY. */
int32_t plan_func(const struct plan *p, int32_t group);

/* The object of a site, or NULL. */
struct shared *plan_shared(const struct plan *p, int32_t site);

#endif
