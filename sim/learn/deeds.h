/* deeds.h: what the goroutines of a trace did, by start function and by place, for writing a program that does the same.
 *
 *     struct deeds d;
 *     deeds_init(&d, &summary, &table);
 *     trace_events(bytes, len, &summary, &table, deeds_sink(&d), &why);
 *     deeds_end(&d);
 *     deeds_free(&d);
 *
 * A deed is what a trace shows between two bursts of computing: a sleep, a system call, a wait and who ended it, a wake-up, a
 * creation. Deeds of one kind in one line of one start function's goroutines are a site. A wait and the wake-up that ends it join
 * their sites to one object: a channel, a mutex or a wait group. Memory is proportional to the deeds. */
#ifndef LEARN_DEEDS_H
#define LEARN_DEEDS_H

#include "event.h"
#include "imported.h"
#include "names.h"
#include "sb.h"
#include "trace_summary.h"

enum deed {
    DEED_SLEEP, /* a wait that a timer ended */
    DEED_TIMER, /* the same at a channel: a ticker, a timeout */
    DEED_SYSCALL,
    DEED_NET,
    DEED_SEND, /* a channel, or whatever passes a token on */
    DEED_RECV,
    DEED_LOCK,
    DEED_UNLOCK,
    DEED_WAIT, /* of a wait group */
    DEED_DONE,
    DEED_GO
};

struct deed_times {
    vtime *at;
    size_t len, cap;
};

struct site {
    enum deed kind;
    int32_t group;
    int32_t joint;           /* another site of the same object, or itself: site_object */
    int32_t child;           /* DEED_GO: the group created */
    const char *name;        /* DEED_SYSCALL, DEED_NET: what the stack says, or "" */
    int64_t count, waited;   /* deeds; those that had to wait */
    struct deed_times after; /* computing until the next deed */
    struct deed_times took;  /* what waited */
    struct deed_times gaps;  /* DEED_TIMER: from one end to the next, in one goroutine */
    goid last;
    vtime last_end;
};

struct group {
    const char *name;  /* the start function, as the trace has it */
    int64_t n, before; /* goroutines; those that were there when the trace began */
    int64_t ended;
    vtime last_end; /* when the last of them ended */
    vtime cpu;
    struct deed_times first; /* computing before the first deed */
    goid most;               /* who did most */
};

struct doer {
    int32_t group; /* NOBODY: one of the runtime's own */
    bool runs, ended;
    vtime since, cpu; /* of its burst */
    vtime asked;      /* when its wait or call began */
    int32_t place;    /* of it */
    uint8_t reason;   /* enum wait_reason */
    int32_t last;     /* site of its last deed, or NOBODY */
    VEC(int32_t) did; /* sites, in order */
};

struct deeds {
    const struct trace_summary *s;
    const struct imported *table;
    struct names names, keys;
    VEC(int32_t) caller; /* of each place */
    VEC(struct doer) doers;
    VEC(struct group) groups; /* by the number of `names`; 0 is main */
    VEC(struct site) sites;   /* by the number of `keys` */
    int32_t gomaxprocs;
    int64_t gc_cycles, allocated, heap_least;
    int64_t heap;    /* as told last; -1: never */
    bool main_ended; /* or ran when the trace ended */
    vtime now;
};

void deeds_init(struct deeds *d, const struct trace_summary *s, const struct imported *table);
struct event_sink deeds_sink(struct deeds *d);
void deeds_end(struct deeds *d);
void deeds_free(struct deeds *d);

/* The object of a site, as the number of one of its sites. */
int32_t site_object(const struct deeds *d, int32_t site);

#endif
