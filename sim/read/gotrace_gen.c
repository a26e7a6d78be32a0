/* gotrace_gen.c: the batches of a generation. go: batch.go, generation.go
 *
 * From version 26 on a generation ends with a mark. Before, it ends where the next number begins or the file does, so the
 * first batch of the next generation has been read by then and is kept. All of a generation is read before its first event is
 * delivered: its tables may follow the events that use them. */
#include <string.h>

#include "gotrace.h"

/* Reads a number of a batch's header; `what` names it in an error. */
static bool header_number(struct reader *r, const struct raw_batch *b, const char *what,
                          uint64_t *n)
{
    int took = wire_get(r->bytes + r->at, r->len - r->at, n);
    const char *why;

    if (took > 0) {
        r->at += (size_t)took;
        return true;
    }
    if (took < 0)
        why = "binary: varint overflows a 64-bit integer";
    else
        why = r->at == r->len ? "EOF" : "unexpected EOF";
    fail(r, b->offset, TRACE_NONE, 0, "error reading batch %s: %s", what, why);
    return false;
}

enum got batch_read(struct reader *r, struct raw_batch *b)
{
    uint64_t m, size;
    uint8_t first;

    *b = (struct raw_batch){.offset = r->at, .m = TRACE_NONE};
    if (r->at == r->len)
        return GOT_EOF;
    first = r->bytes[r->at++];
    if (first == WIRE_END_OF_GENERATION) {
        b->end = true;
        return GOT_GENERATION;
    }
    if (first != WIRE_EVENT_BATCH && first != WIRE_EXPERIMENTAL_BATCH) {
        fail(r, b->offset, TRACE_NONE, 0, "expected batch event, got event %d", first);
        return GOT_ERROR;
    }
    if (first == WIRE_EXPERIMENTAL_BATCH) {
        if (r->at == r->len)
            return GOT_EOF;
        b->experiment = r->bytes[r->at++];
    }
    if (!header_number(r, b, "gen", &b->gen) || !header_number(r, b, "M ID", &m) ||
        !header_number(r, b, "timestamp", &b->time) || !header_number(r, b, "size", &size))
        return GOT_ERROR;
    b->m = (int64_t)m;
    if (size > WIRE_BATCH_MAX) {
        fail(r, b->offset, b->m, 0, "invalid batch size %llu, maximum is %d",
             (unsigned long long)size, WIRE_BATCH_MAX);
        return GOT_ERROR;
    }
    if (size > r->len - r->at) {
        fail(r, b->offset, b->m, 0, "failed to read full batch: read %llu but wanted %llu",
             (unsigned long long)(r->len - r->at), (unsigned long long)size);
        r->at = r->len;
        return GOT_ERROR;
    }
    b->at = r->at;
    b->len = (uint32_t)size;
    r->at += (size_t)size;
    b->end = b->experiment == 0 && size > 0 && r->bytes[b->at] == WIRE_END_OF_GENERATION;
    return GOT_GENERATION;
}

static void add_events(struct generation *gen, const struct raw_batch *b)
{
    uint32_t i = idmap_find(&gen->thread_of, (uint64_t)b->m);
    struct thread *t;
    uint32_t id;

    if (i == IDMAP_NONE) {
        i = (uint32_t)gen->threads.len;
        *VEC_PUSH(&gen->threads) = (struct thread){.m = b->m};
        idmap_put(&gen->thread_of, (uint64_t)b->m, i);
    }
    t = &gen->threads.at[i];
    *VEC_PUSH(&gen->batches) = (struct batch){b->time, b->at, b->len, 0};
    id = (uint32_t)gen->batches.len;
    if (t->last)
        gen->batches.at[t->last - 1].next = id;
    else
        t->first = id;
    t->last = id;
}

enum got batch_sort(struct reader *r, const struct raw_batch *b)
{
    int first = b->len > 0 && b->experiment == 0 ? r->bytes[b->at] : 0;

    if (first == WIRE_STRINGS)
        return table_strings(r, b);
    if (first == WIRE_STACKS)
        return table_stacks(r, b);
    if (first == WIRE_CPU_SAMPLES)
        return table_samples(r, b);
    if (first == (r->version >= VERSION_25 ? WIRE_SYNC : WIRE_FREQUENCY))
        return table_sync(r, b);
    if (b->experiment != 0)
        return GOT_GENERATION; /* opaque data for whoever knows the experiment: nobody here */
    if (b->end) {
        fail(r, b->offset, b->m, 0,
             "internal error: unexpectedly processing EndOfGeneration; broken trace?");
        return GOT_ERROR;
    }
    add_events(&r->gen, b);
    return GOT_GENERATION;
}

static void generation_begin(struct generation *gen)
{
    gen->number = 0;
    gen->min_ticks = 0;
    gen->tick = 0;
    gen->snapshot = false;
    gen->batches.len = 0;
    gen->threads.len = 0;
    gen->raw_stacks.len = 0;
    gen->pcs.len = 0;
    gen->frames.len = 0;
    gen->frame_pcs.len = 0;
    gen->samples.len = 0;
    gen->sample_order.len = 0;
    idmap_clear(&gen->thread_of);
    idmap_clear(&gen->frame_of);
    idtable_clear(&gen->strings);
    idtable_clear(&gen->stacks);
}

static void note_time(struct generation *gen, uint64_t ticks)
{
    if (gen->min_ticks == 0 || ticks < gen->min_ticks)
        gen->min_ticks = ticks;
}

static enum got bad_number(struct reader *r, const struct raw_batch *b)
{
    fail(r, b->offset, TRACE_NONE, 0, "invalid generation number 0");
    return GOT_ERROR;
}

enum got generation_read(struct reader *r)
{
    struct generation *gen = &r->gen;
    struct raw_batch b;
    enum got got;

    generation_begin(gen);
    for (;;) {
        got = batch_read(r, &b);
        if (got == GOT_EOF && gen->batches.len != 0) {
            fail(r, r->len, TRACE_NONE, 0, "incomplete generation found; trace likely truncated");
            return GOT_ERROR;
        }
        if (got == GOT_EOF)
            return GOT_END;
        if (got == GOT_ERROR)
            return got;
        if (gen->number == 0)
            gen->number = b.gen;
        if (b.end)
            break;
        if (b.gen == 0)
            return bad_number(r, &b);
        if (b.gen != gen->number) {
            fail(r, b.offset, b.m, 0,
                 "broken trace: missing end-of-generation event, or generations are interleaved");
            return GOT_ERROR;
        }
        note_time(gen, b.time);
        got = batch_sort(r, &b);
        if (got != GOT_GENERATION)
            return got;
    }
    return tables_close(r);
}

enum got generation_read_spill(struct reader *r, struct spill *spill)
{
    struct generation *gen = &r->gen;
    struct raw_batch b;
    enum got got;

    generation_begin(gen);
    if (spill->has) {
        spill->has = false;
        gen->number = spill->batch.gen;
        gen->min_ticks = spill->batch.time;
        got = batch_sort(r, &spill->batch);
        if (got != GOT_GENERATION)
            return got;
    }
    for (;;) {
        got = batch_read(r, &b);
        if (got == GOT_EOF)
            break;
        if (got == GOT_ERROR && gen->number == 0)
            return got;
        if (got ==
            GOT_ERROR) { /* perhaps it is the next generation that is damaged: this one may be whole */
            spill->later = true;
            break;
        }
        if (b.gen == 0)
            return bad_number(r, &b);
        if (gen->number == 0)
            gen->number = b.gen;
        if (b.gen == gen->number + 1) {
            spill->has = true;
            spill->batch = b;
            break;
        }
        if (b.gen != gen->number) {
            fail(r, b.offset, b.m, 0, "generations out of order");
            return GOT_ERROR;
        }
        note_time(gen, b.time);
        got = batch_sort(r, &b);
        if (got != GOT_GENERATION)
            return got;
    }
    return tables_close(r);
}

void generation_free(struct generation *gen)
{
    free(gen->batches.at);
    free(gen->threads.at);
    free(gen->raw_stacks.at);
    free(gen->pcs.at);
    free(gen->frames.at);
    free(gen->frame_pcs.at);
    free(gen->samples.at);
    free(gen->sample_order.at);
    idmap_free(&gen->thread_of);
    idmap_free(&gen->frame_of);
    idtable_free(&gen->strings);
    idtable_free(&gen->stacks);
}
