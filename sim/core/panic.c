#include "panic.h"

#include <string.h>

#include "disk.h"
#include "gc.h"
#include "proc.h"
#include "scope.h"
#include "snapshot.h"

enum { GOEXIT_STATUS = 2, LIMIT_STATUS = 124, INTERRUPT_STATUS = 130 };
enum { MAIN_YIELDS = 1000 }; /* go: runtime.main */

enum did run_ends(struct sim *s, struct m *mp, enum run_end how, int status)
{
    (void)mp;
    s->ended = true;
    s->end = how;
    s->status = status;
    return DID_END;
}

enum did op_exit(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)gp;
    return run_ends(s, mp, END_EXIT, (int)(op->n & 0xFF));
}

enum did main_returns(struct sim *s, struct m *mp, struct g *gp)
{
    if (s->panic_defers > 0 && s->main_yields < MAIN_YIELDS) {
        /* Somebody panics and runs deferred operations: give it a chance to crash. main stays where it is: its function
         * is left again when it is back. */
        s->main_yields++;
        gp->phase = gp->pc != NOBODY && s->prog->ops[gp->pc].kind != OP_RETURN ? PHASE_DONE : 0;
        gosched(s, mp);
        return DID_OFF;
    }
    return run_ends(s, mp, END_EXIT, 0);
}

/* ---- goroutine list ---- */

/* Where gp comes from is told only here: nobody has to remember it of a million goroutines for the day of a crash. */
static void tell_born(struct sim *s, const struct g *gp)
{
    struct event *e = event_add(s, EV_DUMP_BORN, NULL);

    e->g = gp->id;
    e->at = gp->creator_place;
    e->a = gp->creator;
    e->b = gp->func;
}

static void dump_one(struct sim *s, struct g *gp)
{
    bool waits = gp->status == G_WAITING || gp->status == G_SYSCALL;
    /* Only the collector notes since when a goroutine waits. go: g.waitsince */
    vtime waited = waits && gc_started_since(s, gp->since) ? s->now - gp->since : 0;
    int32_t at = place_of(s, gp);
    struct event *e;

    for (const struct panic_rec *rec = gp->panics; rec; rec = rec->next)
        at = rec->at; /* its stack is still there, below what the panic called */
    tell_born(s, gp);
    e = event_add(s, EV_DUMP_G, NULL);
    e->g = gp->id;
    e->at = at;
    e->a = waited / (60 * SEC);
    e->b = gp->reason;
    e->flag = (uint8_t)(gp->status | (gp->lockedm != NOBODY ? 64 : 0));
}

/* The current goroutine first, then, where it is not one goroutine's fault, all others of the program.
 * go: dopanic_m, tracebackothers */
static void dump(struct sim *s, struct g *current, bool all)
{
    if (current)
        dump_one(s, current);
    for (size_t i = 0; all && i < s->allgs.len; i++) {
        struct g *gp = s->allgs.at[i];

        if (gp != current && gp->status != G_DEAD && !(gp->flags & GF_SYSTEM))
            dump_one(s, gp);
    }
}

enum did throw_fatal(struct sim *s, struct m *mp, enum fatal what, int64_t figure)
{
    struct g *gp = mp ? mp->curg : NULL;
    bool deadlock = what == FATAL_DEADLOCK || what == FATAL_NO_GOROUTINES;
    struct event *e;

    if (s->ended)
        return DID_END;
    disk_crash(s);
    e = event_add(s, EV_FATAL, mp);
    e->a = figure;
    e->b = (int64_t)what;
    snapshot_crash(s, mp, true);
    dump(s, gp, deadlock || what == FATAL_THREADS);
    return run_ends(s, mp, deadlock ? END_DEADLOCK : END_FATAL, GOEXIT_STATUS);
}

/* ---- panics ---- */

enum did gopanic(struct sim *s, struct m *mp, enum panic what, int64_t figure)
{
    struct g *gp = mp->curg;
    struct panic_rec **at = &gp->panics;
    struct panic_rec *rec = ARENA_NEW(&s->arena, struct panic_rec);

    *rec = (struct panic_rec){.what = what, .figure = figure, .at = place_of(s, gp), .text = ""};
    if (what == PANIC_USER)
        rec->text = s->prog->ops[gp->pc].text;
    while (*at)
        at = &(*at)->next;
    *at = rec;
    if (!(gp->flags & GF_PANIC))
        s->panic_defers++;
    gp->flags |= GF_PANIC;
    gp->flags &= (uint8_t) ~(GF_GOEXIT | GF_DEFERRED);
    return scope_leave(s, mp, gp, scope_of(s, gp->pc));
}

void panic_aborted(struct sim *s, struct g *gp)
{
    gp->flags &= (uint8_t)~GF_PANIC;
    gp->panics = NULL;
    s->panic_defers--;
}

/* A panic with the value of the one before it is taken for that one, raised again, and not told. go: printpanics, 1.25 */
static bool says_the_same(const struct sim *s, const struct panic_rec *before,
                          const struct panic_rec *rec)
{
    return s->model >= GO1_26 && before->what == rec->what && strcmp(before->text, rec->text) == 0;
}

enum did fatalpanic(struct sim *s, struct m *mp, struct g *gp)
{
    snapshot_crash(s, mp, false);
    disk_crash(s);
    for (struct panic_rec *rec = gp->panics, *before = NULL; rec; before = rec, rec = rec->next) {
        struct event *e;

        if (before && says_the_same(s, before, rec))
            continue;
        e = event_add(s, EV_PANIC, mp);
        e->at = rec->at;
        e->a = rec->figure;
        e->b = (int64_t)rec->what;
    }
    dump(s, gp, false);
    return run_ends(s, mp, END_PANIC, GOEXIT_STATUS);
}
