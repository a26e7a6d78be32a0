/* traceframes.c: the frames of a stack: what of the runtime stands on top, then the program's functions out to the goroutine's
 * first, with the lines of the Go program that it stands for. */
#include <assert.h>
#include <string.h>

#include "tracestack.h"

/* The rows of frames.def, and where those of a leaf begin. */
static const struct frame {
    uint8_t leaf; /* LEAF_NONE: below the one before it */
    const char *func, *file;
    uint32_t line;
} frames[] = {
#define X(leaf, func, file, line) {leaf, func, file, line},
#define Y(func, file, line) {LEAF_NONE, func, file, line},
#include "frames.def"
#undef Y
#undef X
};
enum { FRAMES = sizeof frames / sizeof frames[0] };

/* A pc stands for one frame in all of a trace: each has its own, whatever it is made of. */
enum { PC_FRAMES = 0x401000, PC_STEP = 16, PC_PROGRAM = PC_FRAMES + PC_STEP * 1024 };
static_assert(FRAMES + SYSGOS <= 1024, "room for the library's frames before the program's");

/* The program's file: that of the Go program which it stands for, or where the scenario was read from. */
static const char *program_file(const struct emit_context *ctx)
{
    if (ctx->source)
        return ctx->source->file;
    return ctx->program->file ? ctx->program->file : "main.go";
}

void traceframes_init(struct tracestack *ts)
{
    const struct program *p = ts->ctx->program;

    ts->file_text = tracestack_number(ts, program_file(ts->ctx));
    ts->func_text = ARENA_ARRAY(&ts->arena, int32_t, (size_t)p->nfuncs + 1);
    ts->op_func = ARENA_ARRAY(&ts->arena, int32_t, (size_t)p->nops + 1);
    ts->frame_func = ARENA_ARRAY(&ts->arena, int32_t, FRAMES);
    ts->frame_file = ARENA_ARRAY(&ts->arena, int32_t, FRAMES);
    for (int i = 0; i < FRAMES; i++) {
        ts->frame_func[i] = tracestack_number(ts, frames[i].func);
        ts->frame_file[i] = tracestack_number(ts, frames[i].file);
    }
}

/* The frames of a stack being written: at most WIRE_FRAMES_MAX, the innermost. */
struct frames_out {
    uint8_t *at;
    int n;
};

static void put_frame(struct tracestack *ts, struct frames_out *out, uint64_t pc, int32_t func,
                      int32_t file, int64_t line)
{
    if (out->n == WIRE_FRAMES_MAX)
        return;
    out->n++;
    out->at = wire_put(out->at, pc);
    out->at = wire_put(out->at, tracestack_number_id(ts, func));
    out->at = wire_put(out->at, tracestack_number_id(ts, file));
    out->at = wire_put(out->at, (uint64_t)(line > 0 ? line : 1));
}

static void put_leaf(struct tracestack *ts, struct frames_out *out, enum leaf leaf)
{
    for (uint32_t i = 0; leaf != LEAF_NONE && i < FRAMES; i++) {
        if (frames[i].leaf != leaf)
            continue;
        do {
            put_frame(ts, out, PC_FRAMES + PC_STEP * i, ts->frame_func[i], ts->frame_file[i],
                      frames[i].line);
        } while (++i < FRAMES && frames[i].leaf == LEAF_NONE);
        return;
    }
}

static int32_t main_text(struct tracestack *ts, const char *name)
{
    struct sb text = {0};
    int32_t number;

    sb_printf(&text, "main.%s", name);
    number = tracestack_number(ts, arena_text(&ts->arena, text.text, text.len));
    sb_free(&text);
    return number;
}

static int32_t func_text(struct tracestack *ts, int32_t func)
{
    if (!ts->func_text[func])
        ts->func_text[func] = main_text(ts, ts->ctx->program->funcs[func].name) + 1;
    return ts->func_text[func] - 1;
}

/* The function in which an operation stands: of the Go program, which has more of them than the scenario; or else the
 * scenario's. */
static int32_t op_func_text(struct tracestack *ts, int32_t op)
{
    if (!ts->ctx->source)
        return func_text(ts, ts->ctx->program->ops[op].func);
    if (!ts->op_func[op])
        ts->op_func[op] = main_text(ts, ts->ctx->source->op_func[op]) + 1;
    return ts->op_func[op] - 1;
}

static enum leaf caller_of_literal(enum op_kind kind)
{
    switch (kind) {
    case OP_WITHREGION:
        return LEAF_WITH_REGION;
    case OP_ONCE:
        return LEAF_ONCE_DOES;
    default: /* a deferred one: its function itself */
        return LEAF_NONE;
    }
}

/* The frames from `op` out to its function. */
static void put_op(struct tracestack *ts, struct frames_out *out, int32_t op)
{
    const struct program *p = ts->ctx->program;
    const struct source_map *map = ts->ctx->source;

    while (op != NOBODY) {
        uint64_t pc = PC_PROGRAM + PC_STEP * ((uint64_t)p->nfuncs + (uint64_t)op);

        put_frame(ts, out, pc, op_func_text(ts, op), ts->file_text,
                  map ? map->op_line[op] : p->ops[op].line);
        op = map ? map->op_outer[op] : NOBODY;
        if (op != NOBODY)
            put_leaf(ts, out, caller_of_literal((enum op_kind)p->ops[op].kind));
    }
}

/* Where the runtime's own goroutines begin. */
static const struct {
    const char *file;
    uint32_t line;
} sysgo_at[] = {
    [SYSGO_MAIN] = {"runtime/proc.go", 290},
    [SYSGO_FORCEGC] = {"runtime/proc.go", 387},
    [SYSGO_BGSWEEP] = {"runtime/mgcsweep.go", 279},
    [SYSGO_BGSCAVENGE] = {"runtime/mgcscavenge.go", 653},
    [SYSGO_UPDATER] = {"runtime/proc.go", 7146},
    [SYSGO_FINALIZER] = {"runtime/mfinal.go", 210},
    [SYSGO_CLEANUP] = {"runtime/mcleanup.go", 720},
    [SYSGO_GCWORKER] = {"runtime/mgc.go", 1847},
    [SYSGO_TRACE_CPU] = {"runtime/tracecpu.go", 56},
    [SYSGO_TRACE_ADV] = {"runtime/trace.go", 1105},
    [SYSGO_TRACE_READ] = {"runtime/trace/subscribe.go", 167},
};
static_assert(sizeof sysgo_at / sizeof sysgo_at[0] == SYSGOS, "a place for each");

/* The start function, as EV_GO_CREATE names it. What the runtime calls main is the program's for who reads a trace. */
static void put_start(struct tracestack *ts, struct frames_out *out, int32_t start)
{
    const struct program *p = ts->ctx->program;

    if (start == -1 - SYSGO_MAIN)
        start = p->main;
    if (start >= 0) {
        put_frame(ts, out, PC_PROGRAM + PC_STEP * (uint64_t)start, func_text(ts, start),
                  ts->file_text, ts->ctx->source ? ts->ctx->source->func_line[start] : 1);
    } else {
        int32_t sysgo = -1 - start;

        put_frame(ts, out, PC_FRAMES + PC_STEP * (uint64_t)(FRAMES + sysgo),
                  tracestack_number(ts, sysgo_name((enum sysgo)sysgo, p->model)),
                  tracestack_number(ts, sysgo_at[sysgo].file), sysgo_at[sysgo].line);
    }
}

void traceframes_put(struct tracestack *ts, struct batch *table, const struct trace_stack *st)
{
    uint8_t data[WIRE_FRAMES_MAX * 4 * WIRE_VARINT_MAX];
    struct frames_out out = {data, 0};
    uint8_t *at;

    put_leaf(ts, &out, st->leaf);
    if (st->place < 0)
        put_start(ts, &out, st->start);
    for (struct place pl = places_get(ts->places, st->place); pl.op != NOBODY;
         pl = places_get(ts->places, pl.caller))
        put_op(ts, &out, pl.op);
    at = tracegen_entry(ts->tg, table, WIRE_STACKS,
                        1 + 2 * WIRE_VARINT_MAX + (size_t)(out.at - data));
    *at++ = WIRE_STACK;
    at = wire_put(wire_put(at, st->id), (uint64_t)out.n);
    memcpy(at, data, (size_t)(out.at - data));
    tracegen_done(table, at + (out.at - data));
}
