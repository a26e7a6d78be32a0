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
int32_t tracestack_number(struct tracestack *ts, const char *text)
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
uint32_t tracestack_number_id(struct tracestack *ts, int32_t number)
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
    return tracestack_number_id(ts, tracestack_number(ts, text));
}

uint32_t tracestack_op_text(struct tracestack *ts, int32_t op)
{
    if (!ts->op_text[op])
        ts->op_text[op] = tracestack_number(ts, ts->ctx->program->ops[op].text) + 1;
    return tracestack_number_id(ts, ts->op_text[op] - 1);
}

uint32_t tracestack_message(struct tracestack *ts, const char *text)
{
    size_t len = strlen(text);

    return put_text(ts, text, len > WIRE_STRING_MAX ? WIRE_STRING_MAX : (uint32_t)len);
}

void tracestack_init(struct tracestack *ts, const struct emit_context *ctx, struct tracegen *tg,
                     struct places *places)
{
    const struct program *p = ctx->program;

    *ts = (struct tracestack){.ctx = ctx, .tg = tg, .places = places};
    for (int32_t i = 0; i < REGISTERED; i++)
        tracestack_number(ts, registered[i]);
    for (int r = 0; r < WAIT_REASONS; r++)
        ts->reason[r] = (uint32_t)tracestack_number(ts, wait_reason_trace((enum wait_reason)r)) + 1;
    assert(ts->texts.len == REGISTERED);
    ts->op_text = ARENA_ARRAY(&ts->arena, int32_t, (size_t)p->nops + 1);
    traceframes_init(ts);
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
        tracestack_number_id(ts, i);
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

void tracestack_end(struct tracestack *ts)
{
    struct batch table = {.m = WIRE_NONE};

    for (size_t i = 0; i < ts->used.len; i++)
        traceframes_put(ts, &table, &ts->stacks.at[ts->used.at[i]]);
    tracegen_flush(ts->tg, &table);
    batch_deinit(&table);
}
