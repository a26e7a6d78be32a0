#include "program.h"

#include <assert.h>

static void set_cost(struct program *p, enum cost cost, vtime ns)
{
    p->costs[cost] = (struct draw){.kind = DRAW_CONST, .a = ns};
}

/* The table of cost.def is that of go1.23 to go1.27. Before them a switch was cheaper, and the tracer (the old one,
 * which go1.21 replaced) several times as dear. Measured: ../shared/reference/go-scheduler.md, section 14. */
void program_default_costs(struct program *p)
{
#define X(id, name, ns, what) set_cost(p, id, ns);
#include "cost.def"
#undef X
    if (p->model >= GO1_23)
        return;
    set_cost(p, COST_SWITCH, 100);
    set_cost(p, COST_GOSCHED, 60);
    set_cost(p, COST_TRACE_EVENT, 400);
    set_cost(p, COST_TRACE_REGION, 1380);
    set_cost(p, COST_TRACE_TASK, 1600);
    set_cost(p, COST_TRACE_LOG, 690);
}

struct figures program_figures(const struct event *ev)
{
    if (ev->kind == EV_PRINT)
        return (struct figures){ev->a, event_low(ev->b), event_high(ev->b), ev->t};
    return (struct figures){event_high(ev->b), event_low(ev->b), event_high(ev->a), ev->t};
}

static void expand_one(struct sb *out, char verb, struct figures of)
{
    char text[VTIME_TEXT];

    switch (verb) {
    case 'i':
        sb_int(out, of.i);
        break;
    case 'g':
        sb_int(out, of.g);
        break;
    case 'v':
        sb_int(out, of.v);
        break;
    case 't':
        sb_add(out, text, vtime_format(text, of.t));
        break;
    default:
        sb_putc(out, verb); /* %%; the loader refuses all others */
    }
}

void program_expand(struct sb *out, const char *format, struct figures of)
{
    const char *from = format;

    for (; *format; format++) {
        if (format[0] != '%' || !format[1])
            continue;
        sb_add(out, from, (size_t)(format - from));
        expand_one(out, *++format, of);
        from = format + 1;
    }
    sb_add(out, from, (size_t)(format - from));
}

const char *op_verb(enum op_kind kind)
{
    static const char *const verbs[] = {
#define X(op, verb, arg, keys, blocks, go) verb,
#include "op.def"
#undef X
    };

    assert(kind < OPS);
    return verbs[kind];
}

const char *cost_name(enum cost cost)
{
    static const char *const names[] = {
#define X(id, name, ns, what) name,
#include "cost.def"
#undef X
    };

    assert(cost < COSTS);
    return names[cost];
}
