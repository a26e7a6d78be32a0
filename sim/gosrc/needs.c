#include "needs.h"

#include "event.h"

struct finder {
    const struct program *p;
    struct needs *needs;
};

/* Where an operation stands: the innermost loop of its function, and the innermost one outside of the innermost `defer`. */
struct around {
    int32_t func;
    int32_t loop;
    bool deferred; /* a `defer` lies between here and the loop */
    bool received; /* something has been received in this function before */
};

int32_t needs_root(const struct program *p, int32_t func)
{
    while (p->funcs[func].outer != NOBODY)
        func = p->funcs[func].outer;
    return func;
}

int32_t needs_owner(const struct program *p, int32_t func, struct var v)
{
    for (int up = v.up; up > 0 && p->funcs[func].outer != NOBODY; up--)
        func = p->funcs[func].outer;
    return func;
}

bool needs_verb(const char *format, char verb)
{
    for (; *format; format++)
        if (*format == '%' && *++format == verb)
            return true;
    return false;
}

static struct need_var *find_var(const struct finder *f, int32_t func, struct var v)
{
    return &f->needs->funcs[needs_owner(f->p, func, v)].vars[v.slot];
}

/* An End is that of a region if only regions are kept in its variable. */
static enum var_kind end_kind(const struct need_var *v)
{
    return (v->set & 1 << VAR_TASK) == 0 && (v->set & 1 << VAR_REGION) != 0 ? VAR_REGION : VAR_TASK;
}

enum var_kind needs_kind(const struct program *p, const struct needs *needs, const struct op *op)
{
    switch ((enum op_kind)op->kind) {
    case OP_CREATE:
    case OP_WRITE:
    case OP_FCLOSE:
    case OP_TRACE_START:
        return VAR_FILE;
    case OP_NEWTASK:
        return VAR_TASK;
    case OP_STARTREGION:
        return VAR_REGION;
    case OP_METRICS:
    case OP_PERCENTILE:
        return VAR_READING;
    case OP_END:
        return end_kind(&needs->funcs[needs_owner(p, op->func, op->as)].vars[op->as.slot]);
    default:
        return VAR_MEMORY;
    }
}

/* The counter that %i means at a place; outside of the loops of a closure it is that around its `go`. */
static void use_counter(struct finder *f, const struct around *at)
{
    struct need_func *func = &f->needs->funcs[at->func];

    if (at->loop != NOBODY) {
        struct need_loop *loop = &f->needs->loops[at->loop];

        loop->counter = true;
        if ((at->deferred || f->p->ops[at->loop].kind == OP_RANGE) && !loop->late)
            loop->late = ++f->needs->nlate;
    } else if (f->p->funcs[at->func].outer != NOBODY) {
        func->i = true;
    }
}

/* A function tells %v, or hands it on. */
static bool use_value(struct need_func *func, bool received)
{
    const bool news = !func->v || (!received && !func->v_given);

    func->v = true;
    func->v_given |= !received;
    return news;
}

static void use_format(struct finder *f, const struct op *op, const struct around *at)
{
    if (needs_verb(op->text, 'v'))
        use_value(&f->needs->funcs[at->func], at->received);
    if (needs_verb(op->text, 'i'))
        use_counter(f, at);
    if (needs_verb(op->text, 'g'))
        f->needs->funcs[at->func].g = true;
}

static void use_ctx(struct finder *f, int32_t func, bool read)
{
    struct need_func *root = &f->needs->funcs[needs_root(f->p, func)];

    f->needs->funcs[func].ctx = root->ctx = true;
    if (read)
        root->ctx_read = true;
}

static void set_var(struct finder *f, const struct op *op, enum var_kind kind)
{
    struct need_var *v;

    if (op->as.up < 0)
        return;
    v = find_var(f, op->func, op->as);
    v->set |= (uint8_t)(1 << kind);
    if (op->flags & OPF_APPEND)
        v->slice = true;
}

static void read_var(struct finder *f, const struct op *op, struct var which, enum var_kind kind)
{
    struct need_var *v;

    if (which.up < 0)
        return;
    v = find_var(f, op->func, which);
    v->read |= (uint8_t)(1 << kind);
    if (op->flags & OPF_LAST)
        v->slice = true;
}

static void use_op(struct finder *f, const struct op *op, const struct around *at)
{
    struct need_func *func = &f->needs->funcs[at->func];

    switch ((enum op_kind)op->kind) {
    case OP_EVERY:
        use_counter(f, at);
        break;
    case OP_PRINT:
    case OP_REMOVE:
        use_format(f, op, at);
        break;
    case OP_CREATE:
        use_format(f, op, at);
        set_var(f, op, VAR_FILE);
        func->err |= op->els != NOBODY && op->as.up >= 0 && !(op->flags & OPF_APPEND);
        break;
    case OP_ALLOC:
        set_var(f, op, VAR_MEMORY);
        break;
    case OP_CALL:
        f->needs->funcs[op->obj].called = true;
        break;
    case OP_WRITE:
    case OP_FCLOSE:
    case OP_TRACE_START:
        read_var(f, op, op->as, VAR_FILE);
        break;
    case OP_NEWTASK:
        use_ctx(f, at->func, !(op->flags & OPF_BACKGROUND));
        set_var(f, op, VAR_TASK);
        break;
    case OP_STARTREGION:
        set_var(f, op, VAR_REGION);
        if (!(op->flags & OPF_BACKGROUND))
            use_ctx(f, at->func, true);
        break;
    case OP_WITHREGION:
    case OP_LOG:
        if (!(op->flags & OPF_BACKGROUND))
            use_ctx(f, at->func, true);
        break;
    case OP_METRICS:
        set_var(f, op, VAR_READING);
        break;
    case OP_PERCENTILE:
        read_var(f, op, op->as, VAR_READING);
        read_var(f, op, op->since, VAR_READING);
        break;
    default: /* the others need nothing */
        break;
    }
}

static bool is_numbered(const struct program *p, const struct op *op)
{
    return p->values && op->obj != NOBODY && p->objects[op->obj].kind == OBJ_CHAN;
}

bool needs_value(const struct program *p, const struct needs *needs, const struct op *op)
{
    return needs->funcs[op->func].v && is_numbered(p, op);
}

/* Whether something has been received when the block of an operation begins. */
static bool receives_first(const struct program *p, const struct op *op)
{
    return (op->kind == OP_RANGE || op->kind == OP_CASE_RECV) && is_numbered(p, op);
}

static void look_at(struct finder *f, int32_t place, struct around at)
{
    for (; place != NOBODY; place = f->p->ops[place].next) {
        const struct op *op = &f->p->ops[place];
        struct around in = at;

        use_op(f, op, &at);
        if (op->kind == OP_FOR || op->kind == OP_RANGE)
            in = (struct around){at.func, place, false, at.received};
        else if (op->kind == OP_DEFER)
            in.deferred = true;
        in.received |= receives_first(f->p, op);
        f->needs->received[place] = at.received;
        look_at(f, op->body, in);
        look_at(f, op->els, at);
        at.received |= op->kind == OP_RECV && is_numbered(f->p, op);
    }
}

/* Whether %g or the context of a function goes on to one that it calls or starts. True when that is news. */
static bool pass_on(struct finder *f, const struct op *op)
{
    struct need_func *from = &f->needs->funcs[op->func];
    const struct need_func *to = &f->needs->funcs[op->obj];
    struct need_func *root = &f->needs->funcs[needs_root(f->p, op->func)];
    bool g = op->kind == OP_CALL && to->g && !from->g;
    bool ctx = (op->flags & OPF_CTX) && to->ctx && !(from->ctx && root->ctx_read);

    if (g)
        from->g = true;
    if (ctx)
        use_ctx(f, op->func, true);
    return g || ctx;
}

/* The same of %v, which goes to closures too. main begins anew. */
static bool pass_value(struct finder *f, int32_t place)
{
    const struct op *op = &f->p->ops[place];

    if ((op->kind != OP_CALL && op->kind != OP_GO && op->kind != OP_AFTERFUNC) ||
        op->obj == f->p->main || !f->needs->funcs[op->obj].v_given)
        return false;
    return use_value(&f->needs->funcs[op->func], f->needs->received[place]);
}

static bool goes_to_named(const struct op *op)
{
    return op->kind == OP_CALL || (op->kind == OP_GO && !(op->flags & OPF_CLOSURE));
}

/* %g, %v and the context are needed by all who call somebody who needs them: again until nothing is news. */
static void find_callers(struct finder *f)
{
    bool news = true;

    while (news) {
        news = false;
        for (int32_t i = 0; i < f->p->nops; i++) {
            if (goes_to_named(&f->p->ops[i]) && pass_on(f, &f->p->ops[i]))
                news = true;
            if (pass_value(f, i))
                news = true;
        }
    }
    for (int32_t i = 0; i < f->p->nops; i++) {
        const struct op *op = &f->p->ops[i];

        if (goes_to_named(op) && (op->flags & OPF_CTX) && op->obj != f->p->main &&
            f->needs->funcs[op->obj].ctx)
            f->needs->funcs[op->obj].ctx_param = true;
    }
}

/* The loop around an operation in its function, and whether a `defer` lies between. */
static struct around find_around(const struct program *p, int32_t place)
{
    struct around at = {p->ops[place].func, NOBODY, false, false};

    for (int32_t up = p->ops[place].parent; up != NOBODY && at.loop == NOBODY;
         up = p->ops[up].parent) {
        if (p->ops[up].kind == OP_DEFER)
            at.deferred = true;
        else if (p->ops[up].kind == OP_FOR || p->ops[up].kind == OP_RANGE)
            at.loop = up;
    }
    return at;
}

/* The counter that a closure needs is needed around its `go`, which may stand in such a closure in turn. */
static void find_inherited(struct finder *f)
{
    for (int32_t i = 0; i < f->p->nfuncs; i++)
        for (int32_t at = i; f->needs->funcs[at].i; at = f->p->funcs[at].outer) {
            const struct around around = find_around(f->p, f->p->funcs[at].site);

            use_counter(f, &around);
        }
}

/* Which kind of variable an End is about is known once all that is set is known. */
static void find_ends(struct finder *f)
{
    for (int32_t i = 0; i < f->p->nops; i++) {
        const struct op *op = &f->p->ops[i];

        if (op->kind == OP_END)
            read_var(f, op, op->as, needs_kind(f->p, f->needs, op));
    }
}

void needs_find(const struct program *p, struct arena *a, struct needs *out)
{
    struct finder f = {p, out};

    *out = (struct needs){
        .funcs = ARENA_ARRAY(a, struct need_func, (size_t)p->nfuncs),
        .loops = ARENA_ARRAY(a, struct need_loop, (size_t)p->nops + 1),
        .received = ARENA_ARRAY(a, bool, (size_t)p->nops + 1),
    };
    for (int32_t i = 0; i < p->nfuncs; i++) {
        out->funcs[i].vars = ARENA_ARRAY(a, struct need_var, (size_t)p->funcs[i].nvars + 1);
    }
    for (int32_t i = 0; i < p->nfuncs; i++)
        look_at(&f, p->funcs[i].body, (struct around){i, NOBODY, false, false});
    find_ends(&f);
    find_inherited(&f);
    find_callers(&f);
}
