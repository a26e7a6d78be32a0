#include "flow.h"

#include "event.h"
#include "lines.h"
#include "values.h"

/* Whether Go takes it for granted that nothing behind an operation is reached (go: "terminating statement"). vet
 * complains about statements that stand there, and we must keep them: they have lines, and literals have numbers. */
static bool block_terminates(const struct body *b, int32_t place)
{
    if (place == NOBODY)
        return false;
    while (b->p->ops[place].next != NOBODY)
        place = b->p->ops[place].next;
    return flow_terminates(b, place);
}

bool flow_terminates(const struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    switch ((enum op_kind)op->kind) {
    case OP_RETURN:
    case OP_PANIC:
        return true;
    case OP_FOR:
        return (op->flags & OPF_FOREVER) != 0;
    case OP_MEASURE:
        return block_terminates(b, op->body);
    case OP_IF:
    case OP_EVERY:
        return block_terminates(b, op->body) && block_terminates(b, op->els);
    case OP_SELECT:
        for (int32_t at = op->body; at != NOBODY; at = b->p->ops[at].next)
            if (!block_terminates(b, b->p->ops[at].body))
                return false;
        return true;
    default:
        return false;
    }
}

/* for … { */
void flow_for(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];
    const struct need_loop *need = &b->needs->loops[place];
    const bool endless = (op->flags & OPF_FOREVER) != 0;
    const bool until = (op->flags & OPF_UNTIL) != 0;
    const bool counts = need->counter || (!endless && !until);
    const char *counter = value_counter(b, place);

    line_open_op(b, place);
    sb_puts(&b->text, "for ");
    if (counts)
        sb_printf(&b->text, "%s %s 0; ", counter, need->late ? "=" : ":=");
    if (until) {
        value_import(b, IMPORT_TIME);
        sb_printf(&b->text, "time.Since(%s) < ", value_helper(b, HELP_START));
        value_duration(b, place, true);
    } else if (!endless) {
        sb_printf(&b->text, "%s < %lld", counter, (long long)op->n);
    }
    if (counts)
        sb_printf(&b->text, "; %s++ ", counter);
    else if (!endless)
        sb_putc(&b->text, ' ');
    line_close(b, "{");
    body_nested(b, op->body);
    line_put(b, "}");
}

void flow_range(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];
    const char *counter = b->needs->loops[place].counter ? value_counter(b, place) : NULL;

    if (counter)
        line_put(b, "%s = -1", counter);
    line_open_op(b, place);
    sb_puts(&b->text, "for ");
    if (needs_value(b->p, b->needs, op))
        sb_printf(&b->text, "%s = ", b->names->v);
    sb_puts(&b->text, "range ");
    value_channel(b, op->obj);
    line_close(b, " {");
    b->indent++;
    if (counter)
        line_put(b, "%s++", counter);
    body_block(b, op->body);
    b->indent--;
    line_put(b, "}");
}

/* The rest of an if: its block, the else, the end. */
static void write_branches(struct body *b, const struct op *op)
{
    line_close(b, " {");
    body_nested(b, op->body);
    if (op->els != NOBODY) {
        line_put(b, "} else {");
        body_nested(b, op->els);
    }
    line_put(b, "}");
}

void flow_if(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    line_open_op(b, place);
    if (op->kind == OP_EVERY)
        sb_printf(&b->text, "if %s%%%lld == 0", value_counter(b, place), (long long)op->n);
    else
        sb_printf(&b->text, "if %s", value_helper(b, op->n ? HELP_ALWAYS : HELP_NEVER));
    write_branches(b, op);
}

void flow_select(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    line_open_op(b, place);
    line_close(b, op->body == NOBODY ? "select {}" : "select {");
    for (int32_t at = op->body; at != NOBODY; at = b->p->ops[at].next) {
        const struct op *c = &b->p->ops[at];

        line_open_op(b, at);
        switch ((enum op_kind)c->kind) {
        case OP_CASE_SEND:
            sb_puts(&b->text, "case ");
            value_channel(b, c->obj);
            sb_puts(&b->text, " <- ");
            value_sent(b, c->obj);
            line_close(b, ":");
            break;
        case OP_CASE_RECV:
            sb_puts(&b->text, "case ");
            value_receive(b, c);
            line_close(b, ":");
            break;
        case OP_CASE_AFTER:
            value_import(b, IMPORT_TIME);
            sb_puts(&b->text, "case <-time.After(");
            value_duration(b, at, false);
            line_close(b, "):");
            break;
        default:
            line_close(b, "default:");
            break;
        }
        b->indent++;
        line_comment(b, "", c->note);
        line_comment(b, "", c->source);
        body_block(b, c->body);
        b->indent--;
    }
    if (op->body != NOBODY)
        line_put(b, "}");
    /* Go makes a plain operation of a select with one case. */
    if (op->body != NOBODY && b->p->ops[op->body].next == NOBODY &&
        b->p->ops[op->body].kind != OP_CASE_DEFAULT)
        b->op_line[place] = b->op_line[op->body];
}
