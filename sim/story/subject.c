#include "subject.h"

#include <string.h>

/* The operation at a place of a program's run, or NULL. */
static const struct op *op_at(const struct subject *su, int32_t at)
{
    struct place place = su->program ? places_get(&su->places, at) : (struct place){-1, NOBODY};

    return place.op >= 0 && place.op < su->program->nops ? &su->program->ops[place.op] : NULL;
}

static const struct imported_op *imported_at(const struct subject *su, int32_t at)
{
    struct place place = su->imported ? places_get(&su->places, at) : (struct place){-1, NOBODY};

    return place.op >= 0 && (size_t)place.op < su->imported->ops.len
               ? &su->imported->ops.at[place.op]
               : NULL;
}

void subject_g(const struct subject *su, goid g, struct sb *out)
{
    sb_putc(out, 'G');
    sb_int(out, su->imported ? imported_g(su->imported, g) : g);
}

void subject_m(const struct subject *su, int32_t m, struct sb *out)
{
    sb_putc(out, 'M');
    sb_int(out, su->imported ? imported_m(su->imported, m) : m);
}

goid subject_find_g(const struct subject *su, int64_t shown)
{
    if (!su->imported)
        return shown >= 1 && shown <= INT32_MAX ? (goid)shown : 0;
    for (size_t i = 0; i < su->imported->gs.len; i++)
        if (su->imported->gs.at[i] == shown)
            return (goid)i + 1;
    return 0;
}

int32_t subject_find_m(const struct subject *su, int64_t shown)
{
    if (!su->imported)
        return shown >= 0 && shown <= INT32_MAX ? (int32_t)shown : NOBODY;
    for (size_t i = 0; i < su->imported->ms.len; i++)
        if (su->imported->ms.at[i] == shown)
            return (int32_t)i;
    return NOBODY;
}

void subject_func(const struct subject *su, int32_t func, struct sb *out)
{
    enum model model = su->program ? su->program->model : GO1_27;

    if (su->imported) {
        const char *name =
            func >= 0 && (size_t)func < su->imported->funcs.len ? su->imported->funcs.at[func] : "";

        sb_puts(out, *name ? name : "(unknown)");
    } else if (func == -1 - SYSGO_MAIN) { /* what runtime.main is there for */
        sb_puts(out, "main.main");
    } else if (func < 0) {
        sb_puts(out, sysgo_name((enum sysgo)(-1 - func), model));
    } else if (su->program && func < su->program->nfuncs) {
        sb_puts(out, "main.");
        sb_puts(out, su->program->funcs[func].name);
    }
}

bool subject_is_user(const struct subject *su, int32_t func)
{
    if (su->imported)
        return func < 0 || (size_t)func >= su->imported->funcs.len ||
               strncmp(su->imported->funcs.at[func], "runtime.", 8) != 0 ||
               strcmp(su->imported->funcs.at[func], "runtime.main") == 0;
    return start_is_user(func);
}

static const char *const object_words[] = {
    [OBJ_MUTEX] = "mutex", [OBJ_RWMUTEX] = "rwmutex",     [OBJ_WAITGROUP] = "waitgroup",
    [OBJ_ONCE] = "once",   [OBJ_CHAN] = "chan",           [OBJ_NIL_CHAN] = "nil chan",
    [OBJ_COND] = "cond",   [OBJ_SEMAPHORE] = "semaphore", [OBJ_TICKER] = "ticker",
};

void subject_object(const struct subject *su, int32_t object, struct sb *out)
{
    if (su->program && object >= 0 && object < su->program->nobjects) {
        sb_puts(out, object_words[su->program->objects[object].kind]);
        sb_putc(out, ' ');
        sb_puts(out, su->program->objects[object].name);
    } else {
        sb_printf(out, "object %d", object);
    }
}

/* ---- operations --------------------------------------------------------------------------------------------------- */

static void put_draw(const struct draw *d, struct sb *out)
{
    static const char *const words[] = {"", "uniform ", "exp ", "normal ", "pareto ", "one of "};
    char buf[VTIME_TEXT];

    sb_puts(out, words[d->kind]);
    if (d->kind == DRAW_CYCLE) {
        sb_printf(out, "%d durations", d->len);
        return;
    }
    sb_add(out, buf, vtime_format(buf, d->a));
    if (d->kind == DRAW_UNIFORM) {
        sb_puts(out, " to ");
        sb_add(out, buf, vtime_format(buf, d->b));
    }
}

static bool takes_time(enum op_kind kind)
{
    return kind == OP_CPU || kind == OP_SLEEP || kind == OP_SYSCALL || kind == OP_CGO ||
           kind == OP_NETPOLL || kind == OP_CASE_AFTER || kind == OP_AFTERFUNC;
}

static bool names_function(enum op_kind kind)
{
    return kind == OP_CALL || kind == OP_GO || kind == OP_AFTERFUNC;
}

void subject_op(const struct subject *su, int32_t at, struct sb *out)
{
    const struct op *op = op_at(su, at);
    const struct imported_op *imported = imported_at(su, at);

    if (imported)
        sb_puts(out, imported->func);
    if (!op)
        return;
    sb_puts(out, op_verb((enum op_kind)op->kind));
    if (op->text && *op->text && op->kind != OP_PRINT) {
        sb_putc(out, ' ');
        sb_puts(out, op->text);
    }
    if (op->obj != NOBODY) {
        sb_putc(out, ' ');
        sb_puts(out, names_function((enum op_kind)op->kind) ? su->program->funcs[op->obj].name
                                                            : su->program->objects[op->obj].name);
    }
    if (takes_time((enum op_kind)op->kind)) {
        sb_puts(out, op->flags & OPF_UNTIL ? " until " : " ");
        put_draw(&op->d, out);
    }
}

int32_t subject_line(const struct subject *su, int32_t at)
{
    const struct op *op = op_at(su, at);
    const struct imported_op *imported = imported_at(su, at);

    if (imported)
        return (int32_t)imported->line;
    return op && su->source ? su->source->op_line[op - su->program->ops] : 0;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

void subject_where(const struct subject *su, int32_t at, struct sb *out)
{
    const struct op *op = op_at(su, at);
    const struct imported_op *imported = imported_at(su, at);
    int32_t line = subject_line(su, at);

    if (imported && *imported->func)
        sb_printf(out, "%s %s:%d", imported->func, base_name(imported->file), line);
    else if (op && su->source)
        sb_printf(out, "main.%s %s:%d", su->source->op_func[op - su->program->ops],
                  base_name(su->source->file), line);
}

void subject_room(const struct subject *su, const struct world_room *room, enum model model,
                  struct sb *out)
{
    switch ((enum room_kind)room->kind) {
    case ROOM_OBJECT:
        subject_object(su, room->object, out);
        break;
    case ROOM_SLEEP:
        sb_puts(out, "time.Sleep");
        break;
    case ROOM_NET:
        sb_puts(out, "network poller");
        break;
    case ROOM_RUNNABLE:
        sb_puts(out, "runnable (which queue is not in a trace)");
        break;
    case ROOM_OTHER:
        sb_puts(out, room->reason == WAIT_NONE
                         ? "waiting"
                         : wait_reason_text((enum wait_reason)room->reason, model));
        break;
    }
}
