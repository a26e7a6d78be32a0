#include "values.h"

#include "event.h"
#include "terms.h"

const char *value_helper(struct body *b, enum helper helper)
{
    b->helpers |= BIT(helper);
    return b->names->helpers[helper];
}

void value_import(struct body *b, uint32_t imports)
{
    b->imports |= imports;
}

static void constant(struct body *b, vtime ns, bool tight)
{
    if (ns != 0)
        value_import(b, IMPORT_TIME);
    terms_duration(&b->text, ns, tight);
}

/* name(a, b) */
static void drawn(struct body *b, enum helper helper, vtime first, vtime second)
{
    sb_printf(&b->text, "%s(", value_helper(b, helper));
    constant(b, first, true);
    sb_puts(&b->text, ", ");
    constant(b, second, true);
    sb_putc(&b->text, ')');
}

void value_decimal(struct sb *out, int64_t n, int digits)
{
    int64_t one = 1;

    for (int i = 0; i < digits; i++)
        one *= 10;
    sb_printf(out, "%lld.%0*lld", (long long)(n / one), digits, (long long)(n % one));
    while (out->text[out->len - 1] == '0')
        out->text[--out->len] = '\0';
    if (out->text[out->len - 1] == '.')
        out->text[--out->len] = '\0';
}

void value_duration(struct body *b, int32_t place, bool tight)
{
    const struct draw *d = &b->p->ops[place].d;

    switch (d->kind) {
    case DRAW_CONST:
        constant(b, d->a, tight);
        break;
    case DRAW_UNIFORM:
        drawn(b, HELP_UNIFORM, d->a, d->b);
        break;
    case DRAW_EXP:
        sb_printf(&b->text, "%s(", value_helper(b, HELP_EXP));
        constant(b, d->a, tight);
        sb_putc(&b->text, ')');
        break;
    case DRAW_NORMAL:
        drawn(b, HELP_NORMAL, d->a, d->b);
        break;
    case DRAW_PARETO:
        sb_printf(&b->text, "%s(", value_helper(b, HELP_PARETO));
        constant(b, d->a, true);
        sb_puts(&b->text, ", ");
        value_decimal(&b->text, d->alpha_ppm, 6);
        sb_putc(&b->text, ')');
        break;
    case DRAW_CYCLE:
        (void)value_helper(b, HELP_TURNS);
        sb_printf(&b->text, "%s.take()", b->names->turns[place]);
        break;
    }
}

/* An argument that may be the virtual time at which something ends. */
void value_time(struct body *b, int32_t place)
{
    const bool until = (b->p->ops[place].flags & OPF_UNTIL) != 0;

    if (until)
        sb_printf(&b->text, "%s(", value_helper(b, HELP_UNTIL));
    value_duration(b, place, false);
    if (until)
        sb_putc(&b->text, ')');
}

static int loop_depth(const struct body *b, int32_t loop)
{
    int depth = 0;

    for (int32_t up = b->p->ops[loop].parent; up != NOBODY; up = b->p->ops[up].parent)
        if (b->p->ops[up].kind == OP_FOR || b->p->ops[up].kind == OP_RANGE)
            depth++;
    return depth;
}

/* The name of a loop's own counter. */
static const char *loop_counter(const struct body *b, int32_t loop)
{
    const int32_t late = b->needs->loops[loop].late;
    const int depth = loop_depth(b, loop);

    if (late)
        return b->names->late[late];
    return b->names->loops[depth < LOOP_NAMES ? depth : LOOP_NAMES - 1];
}

const char *value_counter(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    if (op->kind == OP_FOR || op->kind == OP_RANGE)
        return loop_counter(b, place);
    for (int32_t up = op->parent; up != NOBODY; up = b->p->ops[up].parent)
        if (b->p->ops[up].kind == OP_FOR || b->p->ops[up].kind == OP_RANGE)
            return loop_counter(b, up);
    return b->needs->funcs[op->func].i ? b->names->loops[0] : "0";
}

bool value_has_g(const struct body *b, int32_t func)
{
    const struct func *f = &b->p->funcs[func];

    return b->needs->funcs[func].g && func != b->p->main &&
           (f->outer == NOBODY || b->p->ops[f->site].kind == OP_GO);
}

bool value_has_v(const struct body *b, int32_t func)
{
    return b->needs->funcs[func].v_given && func != b->p->main;
}

const char *value_g(const struct body *b, int32_t func)
{
    return value_has_g(b, func) ? b->names->g : "0";
}

void value_channel(struct body *b, int32_t object)
{
    sb_printf(&b->text, "%s%s", b->names->objects[object],
              b->p->objects[object].kind == OBJ_TICKER ? ".C" : "");
}

void value_sent(struct body *b, int32_t object)
{
    if (!b->p->values) {
        sb_puts(&b->text, "struct{}{}");
        return;
    }
    value_import(b, IMPORT_ATOMIC);
    sb_printf(&b->text, "%s.Add(1) - 1", b->names->sent[object]);
}

void value_receive(struct body *b, const struct op *op)
{
    sb_puts(&b->text, needs_value(b->p, b->needs, op) ? b->names->v : "");
    sb_puts(&b->text, needs_value(b->p, b->needs, op) ? " = <-" : "<-");
    value_channel(b, op->obj);
}

const char *value_ctx(struct body *b, bool own)
{
    if (own)
        return b->names->ctx;
    value_import(b, IMPORT_CONTEXT);
    return "context.Background()";
}

const char *value_var(struct body *b, const struct op *op, struct var v)
{
    const int32_t owner = needs_owner(b->p, op->func, v);

    return b->names->vars[owner][v.slot * VAR_KINDS + (int)needs_kind(b->p, b->needs, op)];
}

void value_arguments(struct body *b, const struct op *op, const char *g)
{
    const bool ctx = b->needs->funcs[op->obj].ctx_param;
    const bool has_g = value_has_g(b, op->obj);

    sb_putc(&b->text, '(');
    if (ctx)
        sb_puts(&b->text, value_ctx(b, (op->flags & OPF_CTX) != 0));
    if (has_g)
        sb_printf(&b->text, "%s%s", ctx ? ", " : "", g);
    if (value_has_v(b, op->obj))
        sb_printf(&b->text, "%s%s", ctx || has_g ? ", " : "", b->names->v);
    sb_putc(&b->text, ')');
}

const char *value_type(struct body *b, enum var_kind kind)
{
    static const char *const types[VAR_KINDS] = {"any", "*os.File", "*trace.Task", "*trace.Region",
                                                 "*metrics.Float64Histogram"};
    static const uint32_t imports[VAR_KINDS] = {0, IMPORT_OS, IMPORT_TRACE, IMPORT_TRACE,
                                                IMPORT_METRICS};

    value_import(b, imports[kind]);
    return types[kind];
}
