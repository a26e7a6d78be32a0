#include "body.h"

#include <stdarg.h>
#include <string.h>

#include "event.h"
#include "terms.h"

static void write_block(struct body *b, int32_t place);

/* Lines: open, what stands in it, close. */
static void open_line(struct body *b)
{
    for (int i = 0; i < b->indent; i++)
        sb_putc(&b->text, '\t');
}

static void close_line(struct body *b, const char *end)
{
    sb_puts(&b->text, end);
    sb_putc(&b->text, '\n');
    b->line++;
}

static void line(struct body *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void line(struct body *b, const char *format, ...)
{
    va_list args;

    open_line(b);
    va_start(args, format);
    sb_vprintf(&b->text, format, args);
    va_end(args);
    close_line(b, "");
}

static void comment(struct body *b, const char *what, const char *text)
{
    if (!text || !*text)
        return;
    open_line(b);
    sb_printf(&b->text, "// %s", what);
    terms_comment(&b->text, text);
    close_line(b, "");
}

/* Begins the line of an operation. */
static void open_op(struct body *b, int32_t place)
{
    b->op_line[place] = b->line;
    open_line(b);
}

/* A block within a statement that has been opened with "{" at the end of its line. */
static void nested(struct body *b, int32_t place)
{
    b->indent++;
    write_block(b, place);
    b->indent--;
}

/* Whether Go takes it for granted that nothing behind an operation is reached (go: "terminating statement"). vet
 * complains about statements that stand there, and we must keep them: they have lines, and literals have numbers. */
static bool terminates(const struct body *b, int32_t place);

static bool block_terminates(const struct body *b, int32_t place)
{
    if (place == NOBODY)
        return false;
    while (b->p->ops[place].next != NOBODY)
        place = b->p->ops[place].next;
    return terminates(b, place);
}

static bool terminates(const struct body *b, int32_t place)
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
static void write_for(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];
    const struct need_loop *need = &b->needs->loops[place];
    const bool endless = (op->flags & OPF_FOREVER) != 0;
    const bool until = (op->flags & OPF_UNTIL) != 0;
    const bool counts = need->counter || (!endless && !until);
    const char *counter = body_counter(b, place);

    open_op(b, place);
    sb_puts(&b->text, "for ");
    if (counts)
        sb_printf(&b->text, "%s %s 0; ", counter, need->late ? "=" : ":=");
    if (until) {
        body_import(b, IMPORT_TIME);
        sb_printf(&b->text, "time.Since(%s) < ", body_helper(b, HELP_START));
        body_duration(b, place, true);
    } else if (!endless) {
        sb_printf(&b->text, "%s < %lld", counter, (long long)op->n);
    }
    if (counts)
        sb_printf(&b->text, "; %s++ ", counter);
    else if (!endless)
        sb_putc(&b->text, ' ');
    close_line(b, "{");
    nested(b, op->body);
    line(b, "}");
}

static void write_range(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];
    const char *counter = b->needs->loops[place].counter ? body_counter(b, place) : NULL;

    if (counter)
        line(b, "%s = -1", counter);
    open_op(b, place);
    sb_puts(&b->text, "for range ");
    body_channel(b, op->obj);
    close_line(b, " {");
    b->indent++;
    if (counter)
        line(b, "%s++", counter);
    write_block(b, op->body);
    b->indent--;
    line(b, "}");
}

/* The rest of an if: its block, the else, the end. */
static void write_branches(struct body *b, const struct op *op)
{
    close_line(b, " {");
    nested(b, op->body);
    if (op->els != NOBODY) {
        line(b, "} else {");
        nested(b, op->els);
    }
    line(b, "}");
}

static void write_if(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    open_op(b, place);
    if (op->kind == OP_EVERY)
        sb_printf(&b->text, "if %s%%%lld == 0", body_counter(b, place), (long long)op->n);
    else
        sb_printf(&b->text, "if %s", body_helper(b, op->n ? HELP_ALWAYS : HELP_NEVER));
    write_branches(b, op);
}

static void write_select(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    open_op(b, place);
    close_line(b, op->body == NOBODY ? "select {}" : "select {");
    for (int32_t at = op->body; at != NOBODY; at = b->p->ops[at].next) {
        const struct op *c = &b->p->ops[at];

        open_op(b, at);
        switch ((enum op_kind)c->kind) {
        case OP_CASE_SEND:
            sb_puts(&b->text, "case ");
            body_channel(b, c->obj);
            close_line(b, " <- struct{}{}:");
            break;
        case OP_CASE_RECV:
            sb_puts(&b->text, "case <-");
            body_channel(b, c->obj);
            close_line(b, ":");
            break;
        case OP_CASE_AFTER:
            body_import(b, IMPORT_TIME);
            sb_puts(&b->text, "case <-time.After(");
            body_duration(b, at, false);
            close_line(b, "):");
            break;
        default:
            close_line(b, "default:");
            break;
        }
        b->indent++;
        comment(b, "", c->note);
        comment(b, "", c->source);
        write_block(b, c->body);
        b->indent--;
    }
    if (op->body != NOBODY)
        line(b, "}");
    /* Go makes a plain operation of a select with one case. */
    if (op->body != NOBODY && b->p->ops[op->body].next == NOBODY &&
        b->p->ops[op->body].kind != OP_CASE_DEFAULT)
        b->op_line[place] = b->op_line[op->body];
}

static const char *type_of(struct body *b, enum var_kind kind)
{
    static const char *const types[VAR_KINDS] = {"any", "*os.File", "*trace.Task", "*trace.Region",
                                                 "*metrics.Float64Histogram"};
    static const uint32_t imports[VAR_KINDS] = {0, IMPORT_OS, IMPORT_TRACE, IMPORT_TRACE,
                                                IMPORT_METRICS};

    body_import(b, imports[kind]);
    return types[kind];
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
            line(b, "var %s %s", name, type_of(b, (enum var_kind)kind));
            if (kind == VAR_MEMORY || kind == VAR_FILE) {
                body_import(b, IMPORT_RUNTIME);
                line(b, "defer runtime.KeepAlive(&%s)", name);
            } else if ((v->read & 1 << kind) == 0) {
                line(b, "_ = %s", name);
            }
        }
    }
}

static void write_declarations(struct body *b, int32_t func)
{
    const struct need_func *need = &b->needs->funcs[func];

    if (b->p->funcs[func].outer == NOBODY && need->ctx) {
        if (!need->ctx_param)
            line(b, "%s := %s", b->names->ctx, body_ctx(b, false));
        if (!need->ctx_read)
            line(b, "_ = %s", b->names->ctx);
    }
    write_vars(b, func);
    if (need->err)
        line(b, "var %s error", b->names->err);
    for (int32_t i = 0; i < b->p->nops; i++)
        if (b->p->ops[i].func == func && b->needs->loops[i].late)
            line(b, "var %s int", b->names->late[b->needs->loops[i].late]);
}

/* vet takes an Add at the beginning of a goroutine for a mistake; in a block of its own it may stand. */
static bool begins_with_add(const struct body *b, int32_t func)
{
    const int32_t first = b->p->funcs[func].body;

    return first != NOBODY && b->p->ops[first].kind == OP_ADD;
}

/* What stands between the braces of a function or closure. */
static void write_func_body(struct body *b, int32_t func)
{
    const bool hidden = b->p->funcs[func].outer != NOBODY && begins_with_add(b, func);

    b->indent++;
    write_declarations(b, func);
    if (hidden)
        line(b, "{");
    b->indent += hidden;
    write_block(b, b->p->funcs[func].body);
    b->indent -= hidden;
    if (hidden)
        line(b, "}");
    b->indent--;
}

/* go func(g, i int) { … }(g, i) */
static void write_go_closure(struct body *b, int32_t place, const char *number)
{
    const struct op *op = &b->p->ops[place];
    const bool g = body_has_g(b, op->obj);
    const bool i = b->needs->funcs[op->obj].i;

    b->func_line[op->obj] = b->line;
    open_op(b, place);
    sb_printf(&b->text, "go func(%s%s%s%s) {", g ? b->names->g : "", g && i ? ", " : "",
              i ? b->names->loops[0] : "", g || i ? " int" : "");
    close_line(b, "");
    write_func_body(b, op->obj);
    line(b, "}(%s%s%s)", g ? number : "", g && i ? ", " : "", i ? body_counter(b, place) : "");
}

static void write_go(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];
    const bool g = body_has_g(b, op->obj);
    const char *number = g ? b->names->g : b->names->n;
    const bool many = op->n != 1;

    if (many)
        line(b, "for %s := 0; %s < %lld; %s++ {", number, number, (long long)op->n, number);
    b->indent += many;
    if (op->flags & OPF_CLOSURE) {
        write_go_closure(b, place, many ? number : "0");
    } else {
        open_op(b, place);
        sb_printf(&b->text, "go %s", b->names->funcs[op->obj]);
        body_arguments(b, op, many ? number : "0");
        close_line(b, "");
    }
    b->indent -= many;
    if (many)
        line(b, "}");
}

/* A closure that uses the counter around it gets what it is now. */
static void write_afterfunc(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];
    const bool i = b->needs->funcs[op->obj].i;

    if (i) {
        line(b, "{");
        b->indent++;
        line(b, "%s := %s", b->names->loops[0], body_counter(b, place));
    }
    b->func_line[op->obj] = b->line;
    open_op(b, place);
    body_import(b, IMPORT_TIME);
    sb_puts(&b->text, "time.AfterFunc(");
    body_duration(b, place, true);
    close_line(b, ", func() {");
    write_func_body(b, op->obj);
    line(b, "})");
    if (i) {
        b->indent--;
        line(b, "}");
    }
}

static void write_defer(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    open_op(b, place);
    sb_puts(&b->text, "defer ");
    if (op_is_literal(b->p, place)) {
        close_line(b, "func() {");
        nested(b, op->body);
        line(b, "}()");
    } else {
        b->op_line[op->body] = b->line;
        body_call(b, op->body);
        close_line(b, "");
    }
}

/* once.Do(func() { … }), trace.WithRegion(ctx, name, func() { … }) */
static void write_with_literal(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    open_op(b, place);
    if (op->kind == OP_ONCE) {
        sb_printf(&b->text, "%s.Do(func() {", b->names->objects[op->obj]);
    } else {
        body_call(b, place);
        sb_puts(&b->text, ", func() {");
    }
    close_line(b, "");
    nested(b, op->body);
    line(b, "})");
}

/* f, err = os.Create(…), and what is done with both. */
static void write_create(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];
    const char *name = op->as.up >= 0 ? body_var(b, op, op->as) : "_";
    const bool append = (op->flags & OPF_APPEND) != 0;
    const bool named = op->as.up >= 0 && !append;

    open_op(b, place);
    if (append)
        sb_printf(&b->text, "if %s, %s := ", b->names->file, b->names->err);
    else if (op->els != NOBODY)
        sb_printf(&b->text, "if %s, %s %s ", name, b->names->err, named ? "=" : ":=");
    else if (named)
        sb_printf(&b->text, "%s, _ = ", name);
    body_call(b, place);
    if (append) {
        sb_printf(&b->text, "; %s == nil {", b->names->err);
        close_line(b, "");
        line(b, "\t%s(&%s, %s)", body_helper(b, HELP_PUSH), name, b->names->file);
        if (op->els != NOBODY)
            line(b, "} else {");
    } else if (op->els != NOBODY) {
        sb_printf(&b->text, "; %s != nil {", b->names->err);
        close_line(b, "");
    } else {
        close_line(b, "");
    }
    nested(b, op->els);
    if (append || op->els != NOBODY)
        line(b, "}");
}

/* A call that may fail: if err := …; err != nil { … } */
static void write_fallible(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    open_op(b, place);
    if (op->els == NOBODY) {
        body_call(b, place);
        close_line(b, "");
        return;
    }
    sb_printf(&b->text, "if %s := ", b->names->err);
    body_call(b, place);
    sb_printf(&b->text, "; %s != nil {", b->names->err);
    close_line(b, "");
    nested(b, op->els);
    line(b, "}");
}

static void write_op(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    switch ((enum op_kind)op->kind) {
    case OP_FOR:
        write_for(b, place);
        break;
    case OP_RANGE:
        write_range(b, place);
        break;
    case OP_IF:
    case OP_EVERY:
        write_if(b, place);
        break;
    case OP_SELECT:
        write_select(b, place);
        break;
    case OP_GO:
        write_go(b, place);
        break;
    case OP_AFTERFUNC:
        write_afterfunc(b, place);
        break;
    case OP_DEFER:
        write_defer(b, place);
        break;
    case OP_ONCE:
    case OP_WITHREGION:
        write_with_literal(b, place);
        break;
    case OP_CREATE:
        write_create(b, place);
        break;
    case OP_WRITE:
    case OP_FCLOSE:
    case OP_REMOVE:
    case OP_TRACE_START:
        write_fallible(b, place);
        break;
    case OP_MARK:
        b->op_line[place] = b->line;
        comment(b, "mark: ", op->text);
        break;
    case OP_MEASURE:
        comment(b, "measure: ", op->text);
        open_op(b, place);
        close_line(b, "{");
        nested(b, op->body);
        line(b, "}");
        break;
    default:
        open_op(b, place);
        body_call(b, place);
        close_line(b, "");
        break;
    }
}

static void write_block(struct body *b, int32_t place)
{
    for (; place != NOBODY; place = b->p->ops[place].next) {
        const struct op *op = &b->p->ops[place];
        const bool hides = op->next != NOBODY && terminates(b, place);

        comment(b, "", op->note);
        if (op->kind == OP_SYSCALL || op->kind == OP_NETPOLL)
            comment(b, "", op->text);
        comment(b, "", op->source);
        if (hides)
            line(b, "if %s {", body_helper(b, HELP_ALWAYS));
        b->indent += hides;
        write_op(b, place);
        b->indent -= hides;
        if (hides)
            line(b, "}");
    }
}

/* What a function is called with: its context, its number. */
static void write_head(struct body *b, int32_t func)
{
    const struct need_func *need = &b->needs->funcs[func];
    const bool g = body_has_g(b, func);

    b->func_line[func] = b->line;
    sb_printf(&b->text, "func %s(", b->names->funcs[func]);
    if (need->ctx_param) {
        body_import(b, IMPORT_CONTEXT);
        sb_printf(&b->text, "%s context.Context%s", b->names->ctx, g ? ", " : "");
    }
    if (g)
        sb_printf(&b->text, "%s int", b->names->g);
    close_line(b, ") {");
}

void body_write(struct body *b)
{
    b->line = 1;
    for (int32_t f = 0; f < b->p->nfuncs; f++) {
        if (b->p->funcs[f].outer != NOBODY)
            continue;
        if (b->line > 1)
            line(b, "%s", "");
        if (b->needs->funcs[f]
                .called) { /* inlined, its literals would be numbered as those of its caller */
            line(b, "//go:noinline");
        }
        write_head(b, f);
        write_func_body(b, f);
        line(b, "}");
    }
}
