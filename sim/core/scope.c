#include "scope.h"

#include "annotate.h"
#include "frame.h"
#include "panic.h"
#include "proc.h"

static bool is_scope(const struct op *op)
{
    return op->kind == OP_ONCE || op->kind == OP_WITHREGION || op->kind == OP_DEFER;
}

int32_t scope_of(const struct sim *s, int32_t pc)
{
    int32_t at = s->prog->ops[pc].parent;

    while (at != NOBODY && !is_scope(&s->prog->ops[at]))
        at = s->prog->ops[at].parent;
    return at;
}

static bool unwinding(const struct g *gp)
{
    return (gp->flags & (GF_GOEXIT | GF_PANIC)) && !(gp->flags & GF_DEFERRED);
}

static void free_first(struct sim *s, struct g *gp)
{
    struct defer *d = gp->defers;

    gp->defers = d->next;
    d->next = s->defer_free;
    s->defer_free = d;
}

/* A deferred operation is over; if it ran while unwinding, that goes on. */
static void deferred_done(struct sim *s, struct g *gp, int32_t op)
{
    const struct defer *d = gp->defers;

    if (!d || d->scope != DEFER_RUNS || d->frame != gp->frame || d->op != op)
        return;
    free_first(s, gp);
    gp->flags &= (uint8_t)~GF_DEFERRED;
}

/* The function is over, and what it deferred has run. */
static enum did leave_function(struct sim *s, struct m *mp, struct g *gp)
{
    struct frame *fp = gp->frame;
    struct frame *caller = fp->caller;

    if (!caller && gp->flags & GF_PANIC)
        return fatalpanic(s, mp, gp);
    if (!caller && gp->id == 1 && !unwinding(gp))
        return main_returns(s, mp, gp);
    gp->frame = caller;
    gp->pc = fp->call;
    frame_release(s, fp);
    if (!caller)
        return goexit0(s, mp);
    if (unwinding(gp))
        return scope_leave(s, mp, gp, scope_of(s, gp->pc));
    gp->phase = PHASE_DONE;
    return DID_RESUME;
}

/* The closure of a Do, WithRegion or defer is over. */
static enum did leave_closure(struct sim *s, struct m *mp, struct g *gp, int32_t scope)
{
    const struct op *op = &s->prog->ops[scope];

    gp->pc = scope;
    if (op->kind == OP_ONCE)
        once_done(s, mp, op);
    else if (op->kind == OP_WITHREGION)
        region_end(s, mp, gp, scope, region_task(s, gp, op));
    else
        deferred_done(s, gp, scope);
    if (op->kind == OP_DEFER || unwinding(gp))
        return scope_leave(s, mp, gp, scope_of(s, scope));
    gp->phase = PHASE_DONE;
    return DID_RESUME;
}

enum did scope_leave(struct sim *s, struct m *mp, struct g *gp, int32_t scope)
{
    struct defer *d = gp->defers;

    if (d && d->frame == gp->frame && d->scope == scope) {
        gp->pc = s->prog->ops[d->op].body;
        gp->phase = 0;
        if (unwinding(gp)) {
            d->scope = DEFER_RUNS;
            gp->flags |= GF_DEFERRED;
        } else {
            free_first(s, gp);
        }
        return DID_JUMP;
    }
    return scope == NOBODY ? leave_function(s, mp, gp) : leave_closure(s, mp, gp, scope);
}

void scope_defer(struct sim *s, struct g *gp, int32_t op)
{
    struct defer *d = s->defer_free;

    if (d)
        s->defer_free = d->next;
    else
        d = ARENA_NEW(&s->arena, struct defer);
    *d = (struct defer){.next = gp->defers, .frame = gp->frame, .op = op, .scope = scope_of(s, op)};
    gp->defers = d;
}

enum did op_return(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)op;
    return scope_leave(s, mp, gp, scope_of(s, gp->pc));
}

enum did op_defer(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    if (op->body != NOBODY)
        scope_defer(s, gp, gp->pc);
    m_owe(mp, 2);
    return DID_NEXT;
}

enum did op_goexit(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)op;
    /* A Goexit in a deferred operation puts an end to a panic that is on its way. */
    if (gp->flags & GF_PANIC)
        panic_aborted(s, gp);
    gp->flags |= GF_GOEXIT;
    gp->flags &= (uint8_t)~GF_DEFERRED;
    return scope_leave(s, mp, gp, scope_of(s, gp->pc));
}

enum did op_panic(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    (void)op, (void)gp;
    return gopanic(s, mp, PANIC_USER, 0);
}
