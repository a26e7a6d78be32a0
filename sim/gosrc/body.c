#include "body.h"

#include "attempts.h"
#include "calls.h"
#include "event.h"
#include "flow.h"
#include "lines.h"
#include "starts.h"
#include "values.h"

/* A block within a statement that has been opened with "{" at the end of its line. */
void body_nested(struct body *b, int32_t place)
{
    b->indent++;
    body_block(b, place);
    b->indent--;
}

/* The declarations of a function's variables. Memory and files live until the function ends, in Go only as long as
 * somebody may still look at them. */
static void write_vars(struct body *b, int32_t func)
{
    for (int32_t slot = 0; slot < b->p->funcs[func].nvars; slot++) {
        const struct need_var *v = &b->needs->funcs[func].vars[slot];

        for (int kind = 0; kind < VAR_KINDS && !v->slice; kind++) {
            const char *name = b->names->vars[func][slot * VAR_KINDS + kind];

            if (!name)
                continue;
            line_put(b, "var %s %s", name, value_type(b, (enum var_kind)kind));
            if (kind == VAR_MEMORY || kind == VAR_FILE) {
                value_import(b, IMPORT_RUNTIME);
                line_put(b, "defer runtime.KeepAlive(&%s)", name);
            } else if ((v->read & 1 << kind) == 0) {
                line_put(b, "_ = %s", name);
            }
        }
    }
}

static void write_declarations(struct body *b, int32_t func)
{
    const struct need_func *need = &b->needs->funcs[func];

    if (b->p->funcs[func].outer == NOBODY && need->ctx) {
        if (!need->ctx_param)
            line_put(b, "%s := %s", b->names->ctx, value_ctx(b, false));
        if (!need->ctx_read)
            line_put(b, "_ = %s", b->names->ctx);
    }
    write_vars(b, func);
    if (need->v && !value_has_v(b, func))
        line_put(b, "var %s int32", b->names->v);
    if (need->err)
        line_put(b, "var %s error", b->names->err);
    for (int32_t i = 0; i < b->p->nops; i++)
        if (b->p->ops[i].func == func && b->needs->loops[i].late)
            line_put(b, "var %s int", b->names->late[b->needs->loops[i].late]);
}

/* vet takes an Add at the beginning of a goroutine for a mistake; in a block of its own it may stand. */
static bool begins_with_add(const struct body *b, int32_t func)
{
    const int32_t first = b->p->funcs[func].body;

    return first != NOBODY && b->p->ops[first].kind == OP_ADD;
}

/* What stands between the braces of a function or closure. */
void body_func(struct body *b, int32_t func)
{
    const bool hidden = b->p->funcs[func].outer != NOBODY && begins_with_add(b, func);

    b->indent++;
    write_declarations(b, func);
    if (hidden)
        line_put(b, "{");
    b->indent += hidden;
    body_block(b, b->p->funcs[func].body);
    b->indent -= hidden;
    if (hidden)
        line_put(b, "}");
    b->indent--;
}

static void write_op(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    switch ((enum op_kind)op->kind) {
    case OP_FOR:
        flow_for(b, place);
        break;
    case OP_RANGE:
        flow_range(b, place);
        break;
    case OP_IF:
    case OP_EVERY:
        flow_if(b, place);
        break;
    case OP_SELECT:
        flow_select(b, place);
        break;
    case OP_GO:
        start_go(b, place);
        break;
    case OP_AFTERFUNC:
        start_afterfunc(b, place);
        break;
    case OP_DEFER:
        start_defer(b, place);
        break;
    case OP_ONCE:
    case OP_WITHREGION:
        start_literal(b, place);
        break;
    case OP_CREATE:
        attempt_create(b, place);
        break;
    case OP_WRITE:
    case OP_FCLOSE:
    case OP_REMOVE:
    case OP_TRACE_START:
        attempt_call(b, place);
        break;
    case OP_MARK:
        b->op_line[place] = b->line;
        line_comment(b, "mark: ", op->text);
        break;
    case OP_MEASURE:
        line_comment(b, "measure: ", op->text);
        line_open_op(b, place);
        line_close(b, "{");
        body_nested(b, op->body);
        line_put(b, "}");
        break;
    default:
        line_open_op(b, place);
        call_write(b, place);
        line_close(b, "");
        break;
    }
}

void body_block(struct body *b, int32_t place)
{
    for (; place != NOBODY; place = b->p->ops[place].next) {
        const struct op *op = &b->p->ops[place];
        const bool hides = op->next != NOBODY && flow_terminates(b, place);

        line_comment(b, "", op->note);
        if (op->kind == OP_SYSCALL || op->kind == OP_NETPOLL)
            line_comment(b, "", op->text);
        line_comment(b, "", op->source);
        if (hides)
            line_put(b, "if %s {", value_helper(b, HELP_ALWAYS));
        b->indent += hides;
        write_op(b, place);
        b->indent -= hides;
        if (hides)
            line_put(b, "}");
    }
}

/* What a function is called with: its context, its number, what was received last. */
static void write_head(struct body *b, int32_t func)
{
    const struct need_func *need = &b->needs->funcs[func];
    const bool g = value_has_g(b, func), v = value_has_v(b, func);

    b->func_line[func] = b->line;
    sb_printf(&b->text, "func %s(", b->names->funcs[func]);
    if (need->ctx_param) {
        value_import(b, IMPORT_CONTEXT);
        sb_printf(&b->text, "%s context.Context%s", b->names->ctx, g || v ? ", " : "");
    }
    if (g)
        sb_printf(&b->text, "%s int%s", b->names->g, v ? ", " : "");
    if (v)
        sb_printf(&b->text, "%s int32", b->names->v);
    line_close(b, ") {");
}

void body_write(struct body *b)
{
    b->line = 1;
    for (int32_t f = 0; f < b->p->nfuncs; f++) {
        if (b->p->funcs[f].outer != NOBODY)
            continue;
        if (b->line > 1)
            line_put(b, "%s", "");
        if (b->needs->funcs[f].called) /* inlined, its literals would get its caller's numbers */
            line_put(b, "//go:noinline");
        write_head(b, f);
        body_func(b, f);
        line_put(b, "}");
    }
}
