#include "tracestack.h"

#include <assert.h>
#include <string.h>

/* What Go puts into the strings of each generation, used or not. go: traceRegisterLabelsAndReasons */
static const char *const registered[] = {
    "Not worker",
    "GC (dedicated)",
    "GC (fractional)",
    "GC (idle)",
    "unspecified",
    "forever",
    "network",
    "select",
    "sync.(*Cond).Wait",
    "sync",
    "chan send",
    "chan receive",
    "GC mark assist wait for work",
    "GC background sweeper wait",
    "system goroutine wait",
    "preempted",
    "wait for debug call",
    "wait until GC ends",
    "sleep",
    "GC weak to strong wait",
    "synctest",
    "runtime.Gosched",
};
enum { REGISTERED = sizeof registered / sizeof registered[0], SLOTS_FIRST = 256 };
static_assert((int)REGISTERED == (int)TEXT_GOSCHED, "the ids that the header names");

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

static uint32_t text_hash(const char *text, size_t len)
{
    uint64_t h = 14695981039346656037U; /* FNV-1a */

    for (size_t i = 0; i < len; i++)
        h = (h ^ (uint8_t)text[i]) * 1099511628211U;
    return (uint32_t)(h ^ (h >> 32));
}

static uint32_t stack_hash(int32_t place, int32_t start, uint32_t leaf)
{
    uint64_t key = (uint64_t)(uint32_t)(place >= 0 ? place : start) << 9 | leaf << 1 | (place >= 0);

    return (uint32_t)((key * 0x9E3779B97F4A7C15U) >> 32);
}

/* Doubles a hash table of `len` numbers once it is half full; the caller enters them anew. */
static bool slots_full(int32_t **slots, uint32_t *room, size_t len)
{
    if (len * 2 < *room)
        return false;
    free(*slots);
    *room = *room ? *room * 2 : SLOTS_FIRST;
    *slots = mem_zalloc(*room, sizeof **slots);
    return true;
}

static void text_enter(struct tracestack *ts, int32_t number)
{
    const struct trace_text *t = &ts->texts.at[number];
    uint32_t slot = text_hash(t->text, t->len) & (ts->text_room - 1);

    while (ts->text_slots[slot])
        slot = (slot + 1) & (ts->text_room - 1);
    ts->text_slots[slot] = number + 1;
}

/* The number of a text, a new one if it has none. */
static int32_t text_number(struct tracestack *ts, const char *text)
{
    size_t len = strlen(text);
    uint32_t slot;

    if (len > WIRE_STRING_MAX)
        len = WIRE_STRING_MAX;
    if (slots_full(&ts->text_slots, &ts->text_room, ts->texts.len + 1))
        for (size_t i = 0; i < ts->texts.len; i++)
            text_enter(ts, (int32_t)i);
    slot = text_hash(text, len) & (ts->text_room - 1);
    for (; ts->text_slots[slot]; slot = (slot + 1) & (ts->text_room - 1)) {
        const struct trace_text *t = &ts->texts.at[ts->text_slots[slot] - 1];

        if (t->len == len && memcmp(t->text, text, len) == 0)
            return ts->text_slots[slot] - 1;
    }
    *VEC_PUSH(&ts->texts) = (struct trace_text){.text = text, .len = (uint32_t)len};
    ts->text_slots[slot] = (int32_t)ts->texts.len;
    return (int32_t)ts->texts.len - 1;
}

static uint32_t put_text(struct tracestack *ts, const char *text, uint32_t len)
{
    uint32_t id = ++ts->next_text;
    uint8_t *at =
        tracegen_entry(ts->tg, &ts->tg->strings, WIRE_STRINGS, 1 + 2 * WIRE_VARINT_MAX + len);

    *at++ = WIRE_STRING;
    at = wire_put(wire_put(at, id), len);
    memcpy(at, text, len);
    tracegen_done(&ts->tg->strings, at + len);
    return id;
}

/* The id of a numbered text. "" is 0 and stands in no table. */
static uint32_t text_id(struct tracestack *ts, int32_t number)
{
    struct trace_text *t = &ts->texts.at[number];

    if (t->stamp != ts->stamp) {
        t->stamp = ts->stamp;
        t->id = t->len ? put_text(ts, t->text, t->len) : 0;
    }
    return t->id;
}

uint32_t tracestack_text(struct tracestack *ts, const char *text)
{
    return text_id(ts, text_number(ts, text));
}

uint32_t tracestack_op_text(struct tracestack *ts, int32_t op)
{
    if (!ts->op_text[op])
        ts->op_text[op] = text_number(ts, ts->ctx->program->ops[op].text) + 1;
    return text_id(ts, ts->op_text[op] - 1);
}

uint32_t tracestack_message(struct tracestack *ts, const char *text)
{
    size_t len = strlen(text);

    return put_text(ts, text, len > WIRE_STRING_MAX ? WIRE_STRING_MAX : (uint32_t)len);
}

/* The program's file: that of the Go program which it stands for, or where the scenario was read from. */
static const char *program_file(const struct emit_context *ctx)
{
    if (ctx->source)
        return ctx->source->file;
    return ctx->program->file ? ctx->program->file : "main.go";
}

void tracestack_init(struct tracestack *ts, const struct emit_context *ctx, struct tracegen *tg,
                     struct places *places)
{
    const struct program *p = ctx->program;

    *ts = (struct tracestack){.ctx = ctx, .tg = tg, .places = places};
    for (int32_t i = 0; i < REGISTERED; i++)
        text_number(ts, registered[i]);
    for (int r = 0; r < WAIT_REASONS; r++)
        ts->reason[r] = (uint32_t)text_number(ts, wait_reason_trace((enum wait_reason)r)) + 1;
    assert(ts->texts.len == REGISTERED);
    ts->file_text = text_number(ts, program_file(ctx));
    ts->op_text = ARENA_ARRAY(&ts->arena, int32_t, (size_t)p->nops + 1);
    ts->func_text = ARENA_ARRAY(&ts->arena, int32_t, (size_t)p->nfuncs + 1);
    ts->frame_func = ARENA_ARRAY(&ts->arena, int32_t, FRAMES);
    ts->frame_file = ARENA_ARRAY(&ts->arena, int32_t, FRAMES);
    for (int i = 0; i < FRAMES; i++) {
        ts->frame_func[i] = text_number(ts, frames[i].func);
        ts->frame_file[i] = text_number(ts, frames[i].file);
    }
}

void tracestack_deinit(struct tracestack *ts)
{
    free(ts->texts.at);
    free(ts->stacks.at);
    free(ts->by_place.at);
    free(ts->used.at);
    free(ts->text_slots);
    free(ts->stack_slots);
    arena_free(&ts->arena);
}

void tracestack_begin(struct tracestack *ts)
{
    ts->stamp++;
    ts->next_text = 0;
    ts->used.len = 0;
    for (int32_t i = 0; i < REGISTERED; i++)
        text_id(ts, i);
}

static void stack_enter(struct tracestack *ts, int32_t number)
{
    const struct trace_stack *st = &ts->stacks.at[number];
    uint32_t slot = stack_hash(st->place, st->start, st->leaf) & (ts->stack_room - 1);

    while (ts->stack_slots[slot])
        slot = (slot + 1) & (ts->stack_room - 1);
    ts->stack_slots[slot] = number + 1;
}

int32_t tracestack_at(struct tracestack *ts, int32_t place, int32_t start, enum leaf leaf)
{
    uint32_t slot;

    if (place >= 0)
        start = 0; /* the place knows */
    else
        place = PLACE_NONE;
    if (slots_full(&ts->stack_slots, &ts->stack_room, ts->stacks.len + 1))
        for (size_t i = 0; i < ts->stacks.len; i++)
            stack_enter(ts, (int32_t)i);
    slot = stack_hash(place, start, leaf) & (ts->stack_room - 1);
    for (; ts->stack_slots[slot]; slot = (slot + 1) & (ts->stack_room - 1)) {
        const struct trace_stack *st = &ts->stacks.at[ts->stack_slots[slot] - 1];

        if (st->place == place && st->start == start && st->leaf == leaf)
            return ts->stack_slots[slot] - 1;
    }
    *VEC_PUSH(&ts->stacks) =
        (struct trace_stack){.place = place, .start = start, .leaf = (uint8_t)leaf};
    ts->stack_slots[slot] = (int32_t)ts->stacks.len;
    return (int32_t)ts->stacks.len - 1;
}

int32_t tracestack_find(struct tracestack *ts, int32_t place, enum leaf_use use)
{
    struct place pl = places_get(ts->places, place);
    int32_t stack = tracestack_at(ts, place, 0, tracestack_leaf(ts->ctx->program, pl.op, use));

    while (ts->by_place.len <= (size_t)place)
        *VEC_PUSH(&ts->by_place) = (struct place_stacks){0};
    ts->by_place.at[place].by_use[use] = stack + 1;
    return stack;
}

uint32_t tracestack_use(struct tracestack *ts, int32_t stack)
{
    struct trace_stack *st = &ts->stacks.at[stack];

    *VEC_PUSH(&ts->used) = stack;
    st->stamp = ts->stamp;
    st->id = (uint32_t)ts->used.len;
    return st->id;
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
    out->at = wire_put(out->at, text_id(ts, func));
    out->at = wire_put(out->at, text_id(ts, file));
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

static int32_t func_text(struct tracestack *ts, int32_t func)
{
    if (!ts->func_text[func]) {
        struct sb name = {0};

        sb_printf(&name, "main.%s", ts->ctx->program->funcs[func].name);
        ts->func_text[func] = text_number(ts, arena_text(&ts->arena, name.text, name.len)) + 1;
        sb_free(&name);
    }
    return ts->func_text[func] - 1;
}

static void put_op(struct tracestack *ts, struct frames_out *out, int32_t op)
{
    const struct program *p = ts->ctx->program;
    const struct source_map *map = ts->ctx->source;

    put_frame(ts, out, PC_PROGRAM + PC_STEP * ((uint64_t)p->nfuncs + (uint64_t)op),
              func_text(ts, p->ops[op].func), ts->file_text,
              map ? map->op_line[op] : p->ops[op].line);
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
                  text_number(ts, sysgo_name((enum sysgo)sysgo, p->model)),
                  text_number(ts, sysgo_at[sysgo].file), sysgo_at[sysgo].line);
    }
}

static void put_stack(struct tracestack *ts, struct batch *b, uint32_t id,
                      const struct trace_stack *st)
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
    at = tracegen_entry(ts->tg, b, WIRE_STACKS, 1 + 2 * WIRE_VARINT_MAX + (size_t)(out.at - data));
    *at++ = WIRE_STACK;
    at = wire_put(wire_put(at, id), (uint64_t)out.n);
    memcpy(at, data, (size_t)(out.at - data));
    tracegen_done(b, at + (out.at - data));
}

void tracestack_end(struct tracestack *ts)
{
    struct batch table = {.m = WIRE_NONE};

    for (size_t i = 0; i < ts->used.len; i++)
        put_stack(ts, &table, (uint32_t)i + 1, &ts->stacks.at[ts->used.at[i]]);
    tracegen_flush(ts->tg, &table);
    batch_deinit(&table);
}
