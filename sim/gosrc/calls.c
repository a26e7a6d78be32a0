#include "calls.h"

#include <assert.h>
#include <string.h>

#include "event.h"
#include "terms.h"
#include "values.h"

/* The variables that a format tells, behind it. */
static void format_arguments(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    for (const char *at = op->text; *at; at++) {
        if (*at != '%' || !at[1])
            continue;
        switch (*++at) {
        case 'i':
            sb_printf(&b->text, ", %s", value_counter(b, place));
            break;
        case 'g':
            sb_printf(&b->text, ", %s", value_g(b, op->func));
            break;
        case 'v':
            sb_printf(&b->text, ", %s", b->names->v);
            break;
        case 't':
            value_import(b, IMPORT_TIME);
            sb_printf(&b->text, ", time.Since(%s)", value_helper(b, HELP_START));
            break;
        default:
            break;
        }
    }
}

static bool has_verbs(const char *format)
{
    return needs_verb(format, 'i') || needs_verb(format, 'g') || needs_verb(format, 'v') ||
           needs_verb(format, 't');
}

static void print(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];
    const bool err = (op->flags & OPF_STDERR) != 0;
    const bool format = terms_is_odd(op->text);

    value_import(b, IMPORT_FMT | (err ? (uint32_t)IMPORT_OS : 0));
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

        program_expand(&plain, format, (struct figures){0});
        terms_string(&b->text, sb_text(&plain));
        sb_free(&plain);
        return;
    }
    value_import(b, IMPORT_FMT);
    sb_puts(&b->text, "fmt.Sprintf(");
    terms_format(&b->text, format, "");
    format_arguments(b, place);
    sb_putc(&b->text, ')');
}

static void removal(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];
    const bool many = op->n >= 0 || strpbrk(op->text, "*?[") != NULL;

    value_import(b, many ? 0 : (uint32_t)IMPORT_OS);
    sb_printf(&b->text, "%s(", many ? value_helper(b, HELP_REMOVE) : "os.Remove");
    file_name(b, place);
    if (many)
        sb_printf(&b->text, ", %lld", (long long)(op->n > 0 ? op->n : 0));
    sb_putc(&b->text, ')');
}

/* The operand of an operation on a file or an End. */
static void operand(struct body *b, const struct op *op)
{
    const char *name = op->as.up >= 0 ? value_var(b, op, op->as) : "nil";

    if (op->flags & OPF_LAST)
        sb_printf(&b->text, "%s(&%s)", value_helper(b, HELP_LAST), name);
    else
        sb_puts(&b->text, name);
}

/* x = …, or push(&x, …) */
static void allocation(struct body *b, const struct op *op)
{
    const char *make = value_helper(b, op->flags & OPF_NOSCAN ? HELP_NOSCAN : HELP_ALLOC);

    if (op->as.up < 0)
        sb_printf(&b->text, "%s(%lld)", make, (long long)op->n);
    else if (op->flags & OPF_APPEND)
        sb_printf(&b->text, "%s[any](&%s, %s(%lld))", value_helper(b, HELP_PUSH),
                  value_var(b, op, op->as), make, (long long)op->n);
    else
        sb_printf(&b->text, "%s = %s(%lld)", value_var(b, op, op->as), make, (long long)op->n);
}

static void assign(struct body *b, const struct op *op)
{
    if (op->as.up >= 0)
        sb_printf(&b->text, "%s = ", value_var(b, op, op->as));
}

static void task(struct body *b, const struct op *op)
{
    const bool own = (op->flags & OPF_BACKGROUND) == 0;

    value_import(b, IMPORT_TRACE);
    sb_printf(&b->text, "%s, %s = trace.NewTask(%s, ", b->names->ctx,
              op->as.up >= 0 ? value_var(b, op, op->as) : "_", value_ctx(b, own));
    terms_string(&b->text, op->text);
    sb_putc(&b->text, ')');
}

static void annotation(struct body *b, const struct op *op, const char *function)
{
    value_import(b, IMPORT_TRACE);
    sb_printf(&b->text, "trace.%s(%s, ", function, value_ctx(b, (op->flags & OPF_BACKGROUND) == 0));
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

    value_import(b, IMPORT_FMT);
    sb_printf(&b->text, "fmt.Println(%s(", value_helper(b, by_rank[op->rank]));
    value_decimal(&b->text, op->n, 9);
    sb_printf(&b->text, ", %s, ", op->as.up >= 0 ? value_var(b, op, op->as) : "nil");
    sb_printf(&b->text, "%s))", op->since.up >= 0 ? value_var(b, op, op->since) : "nil");
}

static void object_call(struct body *b, const struct op *op, const char *method)
{
    sb_printf(&b->text, "%s.%s()", b->names->objects[op->obj], method);
}

static void runtime_call(struct body *b, const char *function)
{
    value_import(b, IMPORT_RUNTIME);
    sb_printf(&b->text, "runtime.%s()", function);
}

static void package_call(struct body *b, uint32_t import, const char *function, int64_t n)
{
    value_import(b, import);
    sb_printf(&b->text, "%s(%lld)", function, (long long)n);
}

/* helper(d) */
static void takes_time(struct body *b, int32_t place, const char *function)
{
    sb_printf(&b->text, "%s(", function);
    value_time(b, place);
    sb_putc(&b->text, ')');
}

static void send(struct body *b, const struct op *op)
{
    value_channel(b, op->obj);
    sb_puts(&b->text, " <- ");
    if (op->kind == OP_SEND)
        value_sent(b, op->obj);
    else
        sb_puts(&b->text, "struct{}{}");
}

/* Operations that take time. */
static bool time_call(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    switch ((enum op_kind)op->kind) {
    case OP_CPU:
        takes_time(b, place, value_helper(b, op->flags & OPF_TIGHT ? HELP_TIGHT : HELP_COMPUTE));
        return true;
    case OP_SLEEP:
        value_import(b, IMPORT_TIME);
        takes_time(b, place, "time.Sleep");
        return true;
    case OP_SYSCALL:
        takes_time(b, place, value_helper(b, HELP_BLOCK));
        return true;
    case OP_CGO:
        takes_time(b, place, value_helper(b, HELP_CCALL));
        return true;
    case OP_NETPOLL:
        takes_time(b, place, value_helper(b, HELP_POLL));
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
        value_receive(b, op);
        return true;
    case OP_CLOSE:
        sb_puts(&b->text, "close(");
        value_channel(b, op->obj);
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
        value_import(b, IMPORT_TRACE);
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
        value_import(b, IMPORT_OS);
        sb_puts(&b->text, "os.Create(");
        file_name(b, place);
        sb_putc(&b->text, ')');
        return true;
    case OP_WRITE:
        sb_printf(&b->text, "%s(", value_helper(b, HELP_WRITE));
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
        value_import(b, IMPORT_TRACE);
        sb_puts(&b->text, "trace.Start(");
        operand(b, op);
        sb_putc(&b->text, ')');
        return true;
    default:
        return false;
    }
}

void call_write(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    if (time_call(b, place) || sync_call(b, op) || runtime_calls(b, op) || file_call(b, place))
        return;
    switch ((enum op_kind)op->kind) {
    case OP_CALL:
        sb_puts(&b->text, b->names->funcs[op->obj]);
        value_arguments(b, op, value_g(b, op->func));
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
        sb_printf(&b->text, "%s(", value_helper(b, HELP_READING));
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
