/* Which operations stand as function literals in Go, and the names that Go gives those. */
#include "arena.h"
#include "event.h"
#include "program.h"

static bool draws(const struct op *op)
{
    return op->d.kind != DRAW_CONST || (op->flags & OPF_UNTIL) != 0;
}

static bool tells_more_than_text(const char *format)
{
    for (; *format; format++)
        if (*format == '%' && *++format != '%')
            return true;
    return false;
}

/* Whether `defer` can stand right before the operation: one call, whose arguments are the same then and later. */
static bool defers_plainly(const struct program *p, const struct op *op)
{
    switch ((enum op_kind)op->kind) {
    case OP_CALL:
        return (op->flags & OPF_CTX) == 0 && !p->values;
    case OP_PRINT:
        return !tells_more_than_text(op->text);
    case OP_CPU:
    case OP_SLEEP:
    case OP_SYSCALL:
    case OP_CGO:
    case OP_NETPOLL:
        return !draws(op);
    case OP_CLOSE:
    case OP_LOCK:
    case OP_UNLOCK:
    case OP_RLOCK:
    case OP_RUNLOCK:
    case OP_ADD:
    case OP_DONE:
    case OP_WAIT:
    case OP_SIGNAL:
    case OP_BROADCAST:
    case OP_GOSCHED:
    case OP_GOEXIT:
    case OP_GC:
    case OP_GOMAXPROCS:
    case OP_LOCKTHREAD:
    case OP_UNLOCKTHREAD:
    case OP_SETMAXTHREADS:
    case OP_EXIT:
    case OP_PANIC:
    case OP_TRACE_STOP:
        return true;
    default: /* a statement, several calls, or something that is read when it runs */
        return false;
    }
}

bool op_is_literal(const struct program *p, int32_t place)
{
    const struct op *op = &p->ops[place];

    switch ((enum op_kind)op->kind) {
    case OP_ONCE:
    case OP_WITHREGION:
    case OP_AFTERFUNC:
        return true;
    case OP_GO:
        return (op->flags & OPF_CLOSURE) != 0;
    case OP_DEFER:
        return op->body == NOBODY || !defers_plainly(p, &p->ops[op->body]);
    default:
        return false;
    }
}

/* What is to be named: the closures among the functions, or all literals, by the operations where they stand. */
struct naming {
    const struct program *p;
    struct arena *arena;
    const char **names; /* by op */
};

/* A function whose literals are being numbered: its name, and how many stand in it so far. */
struct literal {
    const char *name;
    bool nested; /* it is a literal itself: Go leaves out "func" in the names of those within */
    int32_t count;
};

static void name_block(const struct naming *n, int32_t place, struct literal *in);

static const char *next_name(const struct naming *n, struct literal *in)
{
    struct sb text = {0};
    const char *name;

    sb_printf(&text, in->nested ? "%s.%d" : "%s.func%d", in->name, (int)++in->count);
    name = arena_text(n->arena, sb_text(&text), text.len);
    sb_free(&text);
    return name;
}

static void name_op(const struct naming *n, int32_t place, struct literal *in)
{
    const struct op *op = &n->p->ops[place];
    struct literal own = {.nested = true};

    if (op_is_literal(n->p, place)) {
        n->names[place] = own.name = next_name(n, in);
        in = &own;
    }
    if (op->flags & OPF_CLOSURE)
        name_block(n, n->p->funcs[op->obj].body, in);
    name_block(n, op->body, in);
    name_block(n, op->els, in);
}

static void name_block(const struct naming *n, int32_t place, struct literal *in)
{
    for (; place != NOBODY; place = n->p->ops[place].next)
        name_op(n, place, in);
}

const char **program_name_literals(const struct program *p, struct arena *a)
{
    const struct naming n = {p, a, ARENA_ARRAY(a, const char *, (size_t)p->nops + 1)};

    for (int32_t f = 0; f < p->nfuncs; f++) {
        struct literal top = {.name = p->funcs[f].name};

        if (p->funcs[f].outer == NOBODY)
            name_block(&n, p->funcs[f].body, &top);
    }
    return n.names;
}

void program_name_closures(struct program *p, struct arena *a)
{
    const char **names = program_name_literals(p, a);

    for (int32_t f = 0; f < p->nfuncs; f++)
        if (p->funcs[f].outer != NOBODY)
            p->funcs[f].name = names[p->funcs[f].site];
}
