#include <assert.h>
#include <string.h>

#include "body.h"
#include "event.h"
#include "terms.h"

const char *body_helper(struct body *b, enum helper helper)
{
    b->helpers |= BIT(helper);
    return b->names->helpers[helper];
}

void body_import(struct body *b, uint32_t imports)
{
    b->imports |= imports;
}

static void constant(struct body *b, vtime ns, bool tight)
{
    if (ns != 0)
        body_import(b, IMPORT_TIME);
    terms_duration(&b->text, ns, tight);
}

/* name(a, b) */
static void drawn(struct body *b, enum helper helper, vtime first, vtime second)
{
    sb_printf(&b->text, "%s(", body_helper(b, helper));
    constant(b, first, true);
    sb_puts(&b->text, ", ");
    constant(b, second, true);
    sb_putc(&b->text, ')');
}

/* A number of millionths or billionths, as a decimal without zeros at its end. */
static void decimal(struct sb *out, int64_t n, int64_t one)
{
    sb_int(out, n / one);
    n %= one;
    if (n)
        sb_putc(out, '.');
    while (n) {
        one /= 10;
        sb_putc(out, (char)('0' + n / one));
        n %= one;
    }
}

void body_duration(struct body *b, int32_t place, bool tight)
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
        sb_printf(&b->text, "%s(", body_helper(b, HELP_EXP));
        constant(b, d->a, tight);
        sb_putc(&b->text, ')');
        break;
    case DRAW_NORMAL:
        drawn(b, HELP_NORMAL, d->a, d->b);
        break;
    case DRAW_PARETO:
        sb_printf(&b->text, "%s(", body_helper(b, HELP_PARETO));
        constant(b, d->a, true);
        sb_puts(&b->text, ", ");
        decimal(&b->text, d->alpha_ppm, 1000000);
        sb_putc(&b->text, ')');
        break;
    case DRAW_CYCLE:
        (void)body_helper(b, HELP_TURNS);
        sb_printf(&b->text, "%s.take()", b->names->turns[place]);
        break;
    }
}

/* An argument that may be the virtual time at which something ends. */
static void duration_or_until(struct body *b, int32_t place)
{
    const bool until = (b->p->ops[place].flags & OPF_UNTIL) != 0;

    if (until)
        sb_printf(&b->text, "%s(", body_helper(b, HELP_UNTIL));
    body_duration(b, place, false);
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

const char *body_counter(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    if (op->kind == OP_FOR || op->kind == OP_RANGE)
        return loop_counter(b, place);
    for (int32_t up = op->parent; up != NOBODY; up = b->p->ops[up].parent)
        if (b->p->ops[up].kind == OP_FOR || b->p->ops[up].kind == OP_RANGE)
            return loop_counter(b, up);
    return b->needs->funcs[op->func].i ? b->names->loops[0] : "0";
}

bool body_has_g(const struct body *b, int32_t func)
{
    const struct func *f = &b->p->funcs[func];

    return b->needs->funcs[func].g && func != b->p->main &&
           (f->outer == NOBODY || b->p->ops[f->site].kind == OP_GO);
}

const char *body_g(const struct body *b, int32_t func)
{
    return body_has_g(b, func) ? b->names->g : "0";
}

void body_channel(struct body *b, int32_t object)
{
    sb_printf(&b->text, "%s%s", b->names->objects[object],
              b->p->objects[object].kind == OBJ_TICKER ? ".C" : "");
}

const char *body_ctx(struct body *b, bool own)
{
    if (own)
        return b->names->ctx;
    body_import(b, IMPORT_CONTEXT);
    return "context.Background()";
}

const char *body_var(struct body *b, const struct op *op, struct var v)
{
    const int32_t owner = needs_owner(b->p, op->func, v);

    return b->names->vars[owner][v.slot * VAR_KINDS + (int)needs_kind(b->p, b->needs, op)];
}

void body_arguments(struct body *b, const struct op *op, const char *g)
{
    const bool ctx = b->needs->funcs[op->obj].ctx_param;

    sb_putc(&b->text, '(');
    if (ctx)
        sb_puts(&b->text, body_ctx(b, (op->flags & OPF_CTX) != 0));
    if (body_has_g(b, op->obj))
        sb_printf(&b->text, "%s%s", ctx ? ", " : "", g);
    sb_putc(&b->text, ')');
}

/* The variables that a format tells, behind it. */
static void format_arguments(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    for (const char *at = op->text; *at; at++) {
        if (*at != '%' || !at[1])
            continue;
        switch (*++at) {
        case 'i':
            sb_printf(&b->text, ", %s", body_counter(b, place));
            break;
        case 'g':
            sb_printf(&b->text, ", %s", body_g(b, op->func));
            break;
        case 't':
            body_import(b, IMPORT_TIME);
            sb_printf(&b->text, ", time.Since(%s)", body_helper(b, HELP_START));
            break;
        default:
            break;
        }
    }
}

static bool has_verbs(const char *format)
{
    return needs_verb(format, 'i') || needs_verb(format, 'g') || needs_verb(format, 't');
}

static void print(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];
    const bool err = (op->flags & OPF_STDERR) != 0;
    const bool format = terms_is_odd(op->text);

    body_import(b, IMPORT_FMT | (err ? (uint32_t)IMPORT_OS : 0));
    sb_printf(&b->text, "fmt.%s%s(%s", err ? "Fprint" : "Print", format ? "f" : "ln",
              err ? "os.Stderr, " : "");
    if (format)
        terms_format(&b->text, op->text, "\\n");
    else
        terms_string(&b->text, op->text);
    format_arguments(b, place);
    sb_putc(&b->text, ')');
}

/* A file's name. */
static void file_name(struct body *b, int32_t place)
{
    const char *format = b->p->ops[place].text;

    if (!strchr(format, '%')) {
        terms_string(&b->text, format);
        return;
    }
    if (!has_verbs(format)) { /* only %% */
        struct sb plain = {0};

        program_expand(&plain, format, 0, 0, 0);
        terms_string(&b->text, sb_text(&plain));
        sb_free(&plain);
        return;
    }
    body_import(b, IMPORT_FMT);
    sb_puts(&b->text, "fmt.Sprintf(");
    terms_format(&b->text, format, "");
    format_arguments(b, place);
    sb_putc(&b->text, ')');
}

static void removal(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];
    const bool many = op->n >= 0 || strpbrk(op->text, "*?[") != NULL;

    body_import(b, many ? 0 : (uint32_t)IMPORT_OS);
    sb_printf(&b->text, "%s(", many ? body_helper(b, HELP_REMOVE) : "os.Remove");
    file_name(b, place);
    if (many)
        sb_printf(&b->text, ", %lld", (long long)(op->n > 0 ? op->n : 0));
    sb_putc(&b->text, ')');
}

/* The operand of an operation on a file or an End. */
static void operand(struct body *b, const struct op *op)
{
    const char *name = op->as.up >= 0 ? body_var(b, op, op->as) : "nil";

    if (op->flags & OPF_LAST)
        sb_printf(&b->text, "%s(&%s)", body_helper(b, HELP_LAST), name);
    else
        sb_puts(&b->text, name);
}

/* x = …, or push(&x, …) */
static void allocation(struct body *b, const struct op *op)
{
    const char *make = body_helper(b, op->flags & OPF_NOSCAN ? HELP_NOSCAN : HELP_ALLOC);

    if (op->as.up < 0)
        sb_printf(&b->text, "%s(%lld)", make, (long long)op->n);
    else if (op->flags & OPF_APPEND)
        sb_printf(&b->text, "%s[any](&%s, %s(%lld))", body_helper(b, HELP_PUSH),
                  body_var(b, op, op->as), make, (long long)op->n);
    else
        sb_printf(&b->text, "%s = %s(%lld)", body_var(b, op, op->as), make, (long long)op->n);
}

static void assign(struct body *b, const struct op *op)
{
    if (op->as.up >= 0)
        sb_printf(&b->text, "%s = ", body_var(b, op, op->as));
}

static void task(struct body *b, const struct op *op)
{
    const bool own = (op->flags & OPF_BACKGROUND) == 0;

    body_import(b, IMPORT_TRACE);
    sb_printf(&b->text, "%s, %s = trace.NewTask(%s, ", b->names->ctx,
              op->as.up >= 0 ? body_var(b, op, op->as) : "_", body_ctx(b, own));
    terms_string(&b->text, op->text);
    sb_putc(&b->text, ')');
}

static void annotation(struct body *b, const struct op *op, const char *function)
{
    body_import(b, IMPORT_TRACE);
    sb_printf(&b->text, "trace.%s(%s, ", function, body_ctx(b, (op->flags & OPF_BACKGROUND) == 0));
    terms_string(&b->text, op->text);
    if (op->kind == OP_LOG) {
        sb_puts(&b->text, ", ");
        terms_string(&b->text, op->text2);
    }
    if (op->kind != OP_WITHREGION)
        sb_putc(&b->text, ')');
}

static void percentile(struct body *b, const struct op *op)
{
    static const enum helper by_rank[] = {[RANK_EVENTS] = HELP_PERCENTILE,
                                          [RANK_BUCKETS] = HELP_BY_BUCKETS,
                                          [RANK_INDEX] = HELP_BY_INDEX};

    body_import(b, IMPORT_FMT);
    sb_printf(&b->text, "fmt.Println(%s(", body_helper(b, by_rank[op->rank]));
    decimal(&b->text, op->n, 1000000000);
    sb_printf(&b->text, ", %s, ", op->as.up >= 0 ? body_var(b, op, op->as) : "nil");
    sb_printf(&b->text, "%s))", op->since.up >= 0 ? body_var(b, op, op->since) : "nil");
}

static void object_call(struct body *b, const struct op *op, const char *method)
{
    sb_printf(&b->text, "%s.%s()", b->names->objects[op->obj], method);
}

static void runtime_call(struct body *b, const char *function)
{
    body_import(b, IMPORT_RUNTIME);
    sb_printf(&b->text, "runtime.%s()", function);
}

static void package_call(struct body *b, uint32_t import, const char *function, int64_t n)
{
    body_import(b, import);
    sb_printf(&b->text, "%s(%lld)", function, (long long)n);
}

/* helper(d) */
static void takes_time(struct body *b, int32_t place, const char *function)
{
    sb_printf(&b->text, "%s(", function);
    duration_or_until(b, place);
    sb_putc(&b->text, ')');
}

static void receive(struct body *b, const struct op *op)
{
    sb_puts(&b->text, "<-");
    body_channel(b, op->obj);
}

static void send(struct body *b, const struct op *op)
{
    body_channel(b, op->obj);
    sb_puts(&b->text, " <- struct{}{}");
}

/* Operations that take time. */
static bool time_call(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    switch ((enum op_kind)op->kind) {
    case OP_CPU:
        takes_time(b, place, body_helper(b, op->flags & OPF_TIGHT ? HELP_TIGHT : HELP_COMPUTE));
        return true;
    case OP_SLEEP:
        body_import(b, IMPORT_TIME);
        takes_time(b, place, "time.Sleep");
        return true;
    case OP_SYSCALL:
        takes_time(b, place, body_helper(b, HELP_BLOCK));
        return true;
    case OP_CGO:
        takes_time(b, place, body_helper(b, HELP_CCALL));
        return true;
    case OP_NETPOLL:
        takes_time(b, place, body_helper(b, HELP_POLL));
        return true;
    default:
        return false;
    }
}

/* Operations on an object. */
static bool sync_call(struct body *b, const struct op *op)
{
    switch ((enum op_kind)op->kind) {
    case OP_SEND:
    case OP_ACQUIRE:
        send(b, op);
        return true;
    case OP_RECV:
    case OP_RELEASE:
        receive(b, op);
        return true;
    case OP_CLOSE:
        sb_puts(&b->text, "close(");
        body_channel(b, op->obj);
        sb_putc(&b->text, ')');
        return true;
    case OP_ADD:
        sb_printf(&b->text, "%s.Add(%lld)", b->names->objects[op->obj], (long long)op->n);
        return true;
    case OP_LOCK:
    case OP_UNLOCK:
    case OP_RLOCK:
    case OP_RUNLOCK:
    case OP_DONE:
    case OP_WAIT:
    case OP_SIGNAL:
    case OP_BROADCAST:
        object_call(b, op, op_verb(op->kind));
        return true;
    default:
        return false;
    }
}

/* Calls of the runtime and its packages. */
static bool runtime_calls(struct body *b, const struct op *op)
{
    switch ((enum op_kind)op->kind) {
    case OP_GOSCHED:
        runtime_call(b, "Gosched");
        return true;
    case OP_GOEXIT:
        runtime_call(b, "Goexit");
        return true;
    case OP_GC:
        runtime_call(b, "GC");
        return true;
    case OP_LOCKTHREAD:
        runtime_call(b, "LockOSThread");
        return true;
    case OP_UNLOCKTHREAD:
        runtime_call(b, "UnlockOSThread");
        return true;
    case OP_GOMAXPROCS:
        package_call(b, IMPORT_RUNTIME, "runtime.GOMAXPROCS", op->n);
        return true;
    case OP_SETMAXTHREADS:
        package_call(b, IMPORT_DEBUG, "debug.SetMaxThreads", op->n);
        return true;
    case OP_EXIT:
        package_call(b, IMPORT_OS, "os.Exit", op->n);
        return true;
    case OP_TRACE_STOP:
        body_import(b, IMPORT_TRACE);
        sb_puts(&b->text, "trace.Stop()");
        return true;
    case OP_NEWTASK:
        task(b, op);
        return true;
    case OP_LOG:
        annotation(b, op, "Log");
        return true;
    case OP_WITHREGION:
        annotation(b, op, "WithRegion");
        return true;
    case OP_STARTREGION:
        assign(b, op);
        annotation(b, op, "StartRegion");
        return true;
    default:
        return false;
    }
}

/* Calls on files. */
static bool file_call(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    switch ((enum op_kind)op->kind) {
    case OP_CREATE:
        body_import(b, IMPORT_OS);
        sb_puts(&b->text, "os.Create(");
        file_name(b, place);
        sb_putc(&b->text, ')');
        return true;
    case OP_WRITE:
        sb_printf(&b->text, "%s(", body_helper(b, HELP_WRITE));
        operand(b, op);
        sb_printf(&b->text, ", %lld)", (long long)op->n);
        return true;
    case OP_FCLOSE:
        operand(b, op);
        sb_puts(&b->text, ".Close()");
        return true;
    case OP_REMOVE:
        removal(b, place);
        return true;
    case OP_TRACE_START:
        body_import(b, IMPORT_TRACE);
        sb_puts(&b->text, "trace.Start(");
        operand(b, op);
        sb_putc(&b->text, ')');
        return true;
    default:
        return false;
    }
}

void body_call(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    if (time_call(b, place) || sync_call(b, op) || runtime_calls(b, op) || file_call(b, place))
        return;
    switch ((enum op_kind)op->kind) {
    case OP_CALL:
        sb_puts(&b->text, b->names->funcs[op->obj]);
        body_arguments(b, op, body_g(b, op->func));
        break;
    case OP_RETURN:
        sb_puts(&b->text, "return");
        break;
    case OP_PRINT:
        print(b, place);
        break;
    case OP_PANIC:
        sb_puts(&b->text, "panic(");
        terms_string(&b->text, op->text);
        sb_putc(&b->text, ')');
        break;
    case OP_ALLOC:
        allocation(b, op);
        break;
    case OP_END:
        operand(b, op);
        sb_puts(&b->text, ".End()");
        break;
    case OP_METRICS:
        assign(b, op);
        sb_printf(&b->text, "%s(", body_helper(b, HELP_READING));
        terms_string(&b->text, op->text);
        sb_putc(&b->text, ')');
        break;
    case OP_PERCENTILE:
        percentile(b, op);
        break;
    default:
        assert(false && "a statement is not a call");
    }
}
