#include "starts.h"

#include "calls.h"
#include "event.h"
#include "lines.h"
#include "values.h"

/* go func(g, i int, v int32) { … }(g, i, v) */
static void write_go_closure(struct body *b, int32_t place, const char *number)
{
    const struct op *op = &b->p->ops[place];
    const bool g = value_has_g(b, op->obj);
    const bool i = b->needs->funcs[op->obj].i, v = value_has_v(b, op->obj);
    const char *comma = v && (g || i) ? ", " : "";

    b->func_line[op->obj] = b->line;
    line_open_op(b, place);
    sb_printf(&b->text, "go func(%s%s%s%s%s", g ? b->names->g : "", g && i ? ", " : "",
              i ? b->names->loops[0] : "", g || i ? " int" : "", comma);
    if (v)
        sb_printf(&b->text, "%s int32", b->names->v);
    line_close(b, ") {");
    body_func(b, op->obj);
    line_put(b, "}(%s%s%s%s%s)", g ? number : "", g && i ? ", " : "",
             i ? value_counter(b, place) : "", comma, v ? b->names->v : "");
}

void start_go(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];
    const bool g = value_has_g(b, op->obj);
    const char *number = g ? b->names->g : b->names->n;
    const bool many = op->n != 1;

    if (many)
        line_put(b, "for %s := 0; %s < %lld; %s++ {", number, number, (long long)op->n, number);
    b->indent += many;
    if (op->flags & OPF_CLOSURE) {
        write_go_closure(b, place, many ? number : "0");
    } else {
        line_open_op(b, place);
        sb_printf(&b->text, "go %s", b->names->funcs[op->obj]);
        value_arguments(b, op, many ? number : "0");
        line_close(b, "");
    }
    b->indent -= many;
    if (many)
        line_put(b, "}");
}

/* A closure that uses the counter around it, or what was received last, gets what it is now. */
void start_afterfunc(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];
    const bool i = b->needs->funcs[op->obj].i, v = value_has_v(b, op->obj);

    if (i || v) {
        line_put(b, "{");
        b->indent++;
    }
    if (i)
        line_put(b, "%s := %s", b->names->loops[0], value_counter(b, place));
    if (v)
        line_put(b, "%s := %s", b->names->v, b->names->v);
    b->func_line[op->obj] = b->line;
    line_open_op(b, place);
    value_import(b, IMPORT_TIME);
    sb_puts(&b->text, "time.AfterFunc(");
    value_duration(b, place, true);
    line_close(b, ", func() {");
    body_func(b, op->obj);
    line_put(b, "})");
    if (i || v) {
        b->indent--;
        line_put(b, "}");
    }
}

void start_defer(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    line_open_op(b, place);
    sb_puts(&b->text, "defer ");
    if (op_is_literal(b->p, place)) {
        line_close(b, "func() {");
        body_nested(b, op->body);
        line_put(b, "}()");
    } else {
        b->op_line[op->body] = b->line;
        call_write(b, op->body);
        line_close(b, "");
    }
}

/* once.Do(func() { … }), trace.WithRegion(ctx, name, func() { … }) */
void start_literal(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    line_open_op(b, place);
    if (op->kind == OP_ONCE) {
        sb_printf(&b->text, "%s.Do(func() {", b->names->objects[op->obj]);
    } else {
        call_write(b, place);
        sb_puts(&b->text, ", func() {");
    }
    line_close(b, "");
    body_nested(b, op->body);
    line_put(b, "})");
}
