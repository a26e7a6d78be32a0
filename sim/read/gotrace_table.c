/* gotrace_table.c: the tables of a generation: strings, stacks, CPU samples, and how long a tick is. go: generation.go
 *
 * Where a table's data end at the border of a number, Go's parser takes the end of the data for the end of the file, and the
 * file is accepted without its rest: GOT_EOF. */
#include <stdio.h>
#include <string.h>

#include "gotrace.h"

/* Data of a table, as far as they are read. */
struct table {
    struct reader *r;
    const struct raw_batch *b;
    size_t at, end;
};

static struct table table_of(struct reader *r, const struct raw_batch *b, size_t skip)
{
    return (struct table){r, b, (size_t)b->at + skip, (size_t)b->at + b->len};
}

static const char *number_error(int took, bool nothing)
{
    if (took < 0)
        return "binary: varint overflows a 64-bit integer";
    return nothing ? "EOF" : "unexpected EOF";
}

/* Reads a number. */
static enum got number(struct table *t, uint64_t *n)
{
    int took = wire_get(t->r->bytes + t->at, t->end - t->at, n);

    if (took > 0) {
        t->at += (size_t)took;
        return GOT_GENERATION;
    }
    if (took == 0 && t->at == t->end)
        return GOT_EOF;
    fail(t->r, t->at, t->b->m, 0, "%s", number_error(took, false));
    return GOT_ERROR;
}

/* Takes the byte that begins an entry; false, told, if it is another. */
static bool entry(struct table *t, int type, const char *what)
{
    uint8_t byte = t->r->bytes[t->at++];

    if (byte != type)
        fail(t->r, t->at - 1, t->b->m, 0, "expected %s event, got %d", what, byte);
    return byte == type;
}

enum got table_strings(struct reader *r, const struct raw_batch *b)
{
    struct table t = table_of(r, b, 1);

    while (t.at < t.end) {
        size_t start = t.at;
        const char *text;
        uint64_t id, len;
        uint32_t old;
        enum got got;

        if (!entry(&t, WIRE_STRING, "string"))
            return GOT_ERROR;
        got = number(&t, &id);
        if (got == GOT_GENERATION)
            got = number(&t, &len);
        if (got != GOT_GENERATION)
            return got;
        if (len > WIRE_STRING_MAX) {
            fail(r, start, b->m, 0, "invalid string size %llu, maximum is %d",
                 (unsigned long long)len, WIRE_STRING_MAX);
            return GOT_ERROR;
        }
        if (len > t.end - t.at) {
            fail(r, start, b->m, 0, "failed to read full string: read %zu but wanted %llu",
                 t.end - t.at, (unsigned long long)len);
            return GOT_ERROR;
        }
        text = (const char *)r->bytes + t.at;
        t.at += (size_t)len;
        if (idtable_find(&r->gen.strings, id, &old)) {
            char is[WIRE_STRING_MAX + 1];
            char was[WIRE_STRING_MAX + 1];

            fail(r, start, b->m, 0,
                 "multiple strings with the same ID: id=%llu, new=%s, existing=%s",
                 (unsigned long long)id, message_text((struct trace_text){text, (size_t)len}, is),
                 message_text(trace_text(r->names, old), was));
            return GOT_ERROR;
        }
        idtable_put(&r->gen.strings, id, names_symbol(r->names, text, (size_t)len));
    }
    return GOT_GENERATION;
}

/* The frame with this pc: the first one of the generation that has it, whatever the others say. */
static uint32_t frame_of(struct generation *gen, uint64_t pc, const struct raw_frame *frame)
{
    uint32_t i = idmap_find(&gen->frame_of, pc);

    if (i == IDMAP_NONE) {
        i = (uint32_t)gen->frames.len;
        *VEC_PUSH(&gen->frames) = *frame;
        *VEC_PUSH(&gen->frame_pcs) = pc;
        idmap_put(&gen->frame_of, pc, i);
    }
    return i;
}

static bool read_frame(struct table *t, uint64_t nth, uint64_t stack, uint64_t value[4])
{
    static const char *const names[4] = {"PC for", "funcID for", "fileID for", "line for"};

    for (int i = 0; i < 4; i++) {
        int took = wire_get(t->r->bytes + t->at, t->end - t->at, &value[i]);

        if (took <= 0) {
            fail(t->r, t->at, t->b->m, 0, "reading frame %llu's %s stack %llu: %s",
                 (unsigned long long)nth, names[i], (unsigned long long)stack,
                 number_error(took, t->at == t->end));
            return false;
        }
        t->at += (size_t)took;
    }
    return true;
}

/* The first line of how Go prints a stack: its first pc. */
static const char *stack_text(const struct generation *gen, const struct raw_stack *s, char buf[32])
{
    buf[0] = '\0';
    if (s->count)
        snprintf(buf, 32, "\t0x%llx\n",
                 (unsigned long long)gen->frame_pcs.at[gen->pcs.at[s->first]]);
    return buf;
}

static enum got add_stack(struct reader *r, size_t start, const struct raw_stack *s)
{
    struct generation *gen = &r->gen;
    uint32_t old;

    if (idtable_find(&gen->stacks, s->id, &old)) {
        struct raw_stack none = {0};
        char is[32];
        char was[32];

        fail(r, start, TRACE_NONE, 0,
             "multiple trace.stacks with the same ID: id=%llu, new=%s, existing=%s",
             (unsigned long long)s->id, stack_text(gen, s, is),
             stack_text(gen, s->id == 0 ? &none : &gen->raw_stacks.at[old], was));
        return GOT_ERROR;
    }
    idtable_put(&gen->stacks, s->id, (uint32_t)gen->raw_stacks.len);
    *VEC_PUSH(&gen->raw_stacks) = *s;
    return GOT_GENERATION;
}

enum got table_stacks(struct reader *r, const struct raw_batch *b)
{
    struct generation *gen = &r->gen;
    struct table t = table_of(r, b, 1);

    while (t.at < t.end) {
        struct raw_stack s = {.first = (uint32_t)gen->pcs.len};
        size_t start = t.at;
        uint64_t count = 0;
        enum got got;

        if (!entry(&t, WIRE_STACK, "stack"))
            return GOT_ERROR;
        got = number(&t, &s.id);
        if (got == GOT_GENERATION)
            got = number(&t, &count);
        if (got != GOT_GENERATION)
            return got;
        if (count > WIRE_FRAMES_MAX) {
            fail(r, start, b->m, 0, "invalid stack size %llu, maximum is %d",
                 (unsigned long long)count, WIRE_FRAMES_MAX);
            return GOT_ERROR;
        }
        for (uint64_t i = 1; i <= count; i++) {
            uint64_t v[4];

            if (!read_frame(&t, i, s.id, v))
                return GOT_ERROR;
            *VEC_PUSH(&gen->pcs) = frame_of(gen, v[0], &(struct raw_frame){v[1], v[2], v[3]});
        }
        s.count = (uint32_t)count;
        got = add_stack(r, start, &s);
        if (got != GOT_GENERATION)
            return got;
    }
    return GOT_GENERATION;
}

enum got table_samples(struct reader *r, const struct raw_batch *b)
{
    struct table t = table_of(r, b, 1);

    while (t.at < t.end) {
        uint64_t v[5]; /* time, m, p, g, stack */

        if (!entry(&t, WIRE_CPU_SAMPLE, "CPU sample"))
            return GOT_ERROR;
        for (int i = 0; i < 5; i++) {
            enum got got = number(&t, &v[i]);

            if (got != GOT_GENERATION)
                return got;
        }
        *VEC_PUSH(&r->gen.samples) = (struct sample){.ticks = v[0],
                                                     .m = (int64_t)v[1],
                                                     .p = (int64_t)v[2],
                                                     .g = v[3] ? (int64_t)v[3] : TRACE_NONE,
                                                     .stack = v[4]};
    }
    return GOT_GENERATION;
}

static enum got sync_frequency(struct table *t)
{
    struct generation *gen = &t->r->gen;
    uint64_t frequency;
    enum got got;

    if (gen->tick != 0) {
        fail(t->r, t->at - 1, t->b->m, 0, "found multiple frequency events");
        return GOT_ERROR;
    }
    got = number(t, &frequency);
    if (got ==
        GOT_GENERATION) /* floating point because the real parser has it: same rounding, same nanoseconds */
        gen->tick = 1.0 / ((double)frequency / 1e9);
    return got;
}

static enum got sync_snapshot(struct table *t)
{
    enum got got = GOT_GENERATION;
    uint64_t unused;

    if (t->r->gen.snapshot) {
        fail(t->r, t->at - 1, t->b->m, 0, "found multiple clock snapshot events");
        return GOT_ERROR;
    }
    t->r->gen.snapshot = true;
    for (int i = 0; i < 4 && got == GOT_GENERATION; i++)
        got = number(
            t, &unused); /* delta, monotonic ns, Unix seconds, ns: nobody here asks for them */
    return got;
}

enum got table_sync(struct reader *r, const struct raw_batch *b)
{
    struct table t = table_of(r, b, r->version >= VERSION_25 ? 1 : 0);

    while (t.at < t.end) {
        uint8_t type = r->bytes[t.at++];
        enum got got;

        if (type == WIRE_FREQUENCY) {
            got = sync_frequency(&t);
        } else if (type == WIRE_CLOCK_SNAPSHOT && r->version >= VERSION_25) {
            got = sync_snapshot(&t);
        } else {
            fail(r, t.at - 1, b->m, 0, "expected frequency or clock snapshot event, got %d", type);
            got = GOT_ERROR;
        }
        if (got != GOT_GENERATION)
            return got;
    }
    return GOT_GENERATION;
}

/* Tells the first string id, by the order of stack ids, that no string has. */
static enum got missing_string(struct reader *r)
{
    const struct generation *gen = &r->gen;
    const struct raw_stack *worst = NULL;
    const char *what = "";
    uint64_t id = 0;

    for (size_t i = 0; i < gen->raw_stacks.len; i++) {
        const struct raw_stack *s = &gen->raw_stacks.at[i];

        if (worst && s->id > worst->id)
            continue;
        for (uint32_t k = 0; k < s->count; k++) {
            const struct raw_frame *f = &gen->frames.at[gen->pcs.at[s->first + k]];
            uint32_t symbol;
            bool func = idtable_find(&gen->strings, f->func, &symbol);

            if (func && idtable_find(&gen->strings, f->file, &symbol))
                continue;
            worst = s;
            what = func ? "file" : "func";
            id = func ? f->file : f->func;
            break;
        }
    }
    fail(r, r->at, TRACE_NONE, 0, "found invalid %s string ID %llu for stack %llu", what,
         (unsigned long long)id, (unsigned long long)(worst ? worst->id : 0));
    return GOT_ERROR;
}

/* Turns the generation's stacks into stacks of the names. */
static enum got resolve_stacks(struct reader *r)
{
    struct generation *gen = &r->gen;

    for (size_t i = 0; i < gen->raw_stacks.len; i++) {
        const struct raw_stack *s = &gen->raw_stacks.at[i];
        struct trace_frame frames[WIRE_FRAMES_MAX];

        for (uint32_t k = 0; k < s->count; k++) {
            const struct raw_frame *f = &gen->frames.at[gen->pcs.at[s->first + k]];

            if (!idtable_find(&gen->strings, f->func, &frames[k].func) ||
                !idtable_find(&gen->strings, f->file, &frames[k].file))
                return missing_string(r);
            frames[k].line = f->line;
        }
        idtable_put(&gen->stacks, s->id, names_stack(r->names, frames, s->count));
    }
    return GOT_GENERATION;
}

enum got tables_close(struct reader *r)
{
    struct generation *gen = &r->gen;
    enum got got;

    if (gen->tick == 0) {
        fail(r, r->at, TRACE_NONE, 0, "no frequency event found");
        return GOT_ERROR;
    }
    if (r->version >= VERSION_25 && !gen->snapshot) {
        fail(r, r->at, TRACE_NONE, 0, "no clock snapshot event found");
        return GOT_ERROR;
    }
    idtable_close(&gen->strings);
    got = resolve_stacks(r);
    if (got != GOT_GENERATION)
        return got;
    idtable_close(&gen->stacks);
    for (size_t i = 0; i < gen->samples.len; i++)
        *VEC_PUSH(&gen->sample_order) =
            (struct timed){ticks_ns(gen->tick, gen->samples.at[i].ticks), (uint32_t)i};
    timed_sort(gen->sample_order.at, gen->sample_order.len);
    return GOT_GENERATION;
}

void idtable_put(struct idtable *t, uint64_t id, uint32_t value)
{
    if (id > t->max)
        t->max = id;
    idmap_put(&t->map, id, value);
}

void idtable_close(struct idtable *t)
{
    size_t count;

    if (t->max > (uint64_t)t->map.len * 2 + 64)
        return; /* too thin for an array */
    count = (size_t)t->max + 1;
    t->dense.len = 0;
    VEC_RESERVE(&t->dense, count);
    t->dense.len = count;
    memset(t->dense.at, 0, count * sizeof *t->dense.at);
    for (size_t i = 0; t->map.slots && i <= t->map.mask; i++)
        if (t->map.slots[i].value != 0)
            t->dense.at[t->map.slots[i].key] = t->map.slots[i].value;
}

void idtable_clear(struct idtable *t)
{
    idmap_clear(&t->map);
    t->dense.len = 0;
    t->max = 0;
}

void idtable_free(struct idtable *t)
{
    idmap_free(&t->map);
    free(t->dense.at);
}
