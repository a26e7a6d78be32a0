/* tracer_state.c: generations, and what must be told in each of them. */
#include <assert.h>
#include <string.h>

#include "tracer_internal.h"

/* Of a heap that was never collected; 0: it never will be. go: gcController.init */
static int64_t first_goal(const struct program *p)
{
    const int64_t least = 4 << 20;

    return p->gogc == GOGC_OFF ? 0 : least * p->gogc / 100;
}

struct tracer *tracer_new(const struct emit_context *ctx, enum tracer_mode mode)
{
    struct tracer *tr = mem_zalloc(1, sizeof *tr);

    tr->mode = mode;
    tr->ctx = ctx;
    tr->gen.version = ctx->program->model < GO1_26 ? 23 : 26;
    tr->gen.tick_shift = mode == TRACER_IS_GOS ? 6 : 0;
    tr->nobody.m = WIRE_NONE;
    tr->goal = first_goal(ctx->program);
    tr->trace_at = PLACE_NONE;
    tr->free_region = NOBODY;
    places_init(&tr->places, ctx->program->nops);
    gtable_init(&tr->gs, sizeof(struct traced_g));
    tracestack_init(&tr->stacks, ctx, &tr->gen, &tr->places);
    return tr;
}

void tracer_free(struct tracer *tr)
{
    for (size_t i = 0; i < tr->ms.len; i++)
        batch_deinit(&tr->ms.at[i].batch);
    batch_deinit(&tr->nobody);
    free(tr->ms.at);
    free(tr->ps.at);
    free(tr->regions.at);
    gtable_deinit(&tr->gs);
    tracestack_deinit(&tr->stacks);
    tracegen_deinit(&tr->gen);
    places_deinit(&tr->places);
    free(tr);
}

/* A goroutine that nobody announced is one that the runtime had before the run began to be told. */
struct traced_g *tracer_new_g(struct tracer *tr, goid g)
{
    struct traced_g *r = gtable_at(&tr->gs, g);

    *r = (struct traced_g){.at = PLACE_NONE,
                           .start = -1 - SYSGO_MAIN,
                           .m = NOBODY,
                           .region = NOBODY,
                           .status = WIRE_G_WAITING};
    tr->live++;
    return r;
}

struct traced_p *tracer_p(struct tracer *tr, int32_t p)
{
    while (tr->ps.len <= (size_t)p)
        *VEC_PUSH(&tr->ps) = (struct traced_p){.m = NOBODY, .status = WIRE_P_IDLE};
    return &tr->ps.at[p];
}

struct traced_m *tracer_new_m(struct tracer *tr, int32_t m)
{
    while (tr->ms.len <= (size_t)m) {
        uint64_t id = tr->ms.len;

        *VEC_PUSH(&tr->ms) = (struct traced_m){.batch.m = id, .p = NOBODY};
    }
    return &tr->ms.at[m];
}

void tracer_tell_p(struct tracer *tr, int32_t m, int32_t p)
{
    struct traced_p *r = tracer_p(tr, p);

    if (r->told == tr->stamp)
        return;
    r->told = tr->stamp;
    r->seq = 0;
    tracer_done(tr, m,
                wire_put(wire_put(tracer_put(tr, m, WIRE_PROC_STATUS), (uint64_t)p), r->status));
    if (r->sweeps)
        tracer_done(tr, m, wire_put(tracer_put(tr, m, WIRE_GC_SWEEP_ACTIVE), (uint64_t)p));
}

int32_t tracer_stack_with(struct tracer *tr, int32_t place, goid g, enum leaf leaf)
{
    if (place < 0 && g == 0)
        return -1;
    return tracestack_at(&tr->stacks, place, place < 0 ? tracer_g(tr, g)->start : 0, leaf);
}

int32_t tracer_stack(struct tracer *tr, int32_t place, goid g, enum leaf_use use)
{
    return place < 0 ? tracer_stack_with(tr, place, g, LEAF_NONE)
                     : tracestack_of(&tr->stacks, place, use);
}

/* In a file's first generation with a stack: from it a reader has the goroutine's name. Go leaves that to the first
 * event that has one. */
static void tell_g(struct tracer *tr, int32_t m, goid g, struct traced_g *r, bool with_stack)
{
    bool on_thread = r->m != NOBODY;
    uint8_t *at = tracer_put(tr, m, with_stack ? WIRE_GO_STATUS_STACK : WIRE_GO_STATUS);

    r->told = tr->stamp;
    r->seq = 0;
    at = wire_put(at, (uint64_t)g);
    at = wire_put(at, on_thread ? (uint64_t)r->m : WIRE_NONE);
    at = wire_put(at, r->status);
    if (with_stack)
        at = wire_put(at, tracestack_id(&tr->stacks, tracer_where(tr, r)));
    tracer_done(tr, m, at);
    if (r->assists)
        tracer_done(tr, m, wire_put(tracer_put(tr, m, WIRE_GC_ASSIST_ACTIVE), (uint64_t)g));
}

void tracer_tell_g(struct tracer *tr, int32_t m, goid g, struct traced_g *r)
{
    if (r->told != tr->stamp)
        tell_g(tr, m, g, r, tr->number == tr->first);
}

void tracer_put_stw(struct tracer *tr, int32_t m, enum stw_reason reason, int32_t place, goid g)
{
    uint8_t *at = tracer_put(tr, m, WIRE_STW_BEGIN);

    at = wire_put(at, tracestack_text(&tr->stacks, stw_reason_text(reason)));
    at = wire_put(at, tracestack_id(&tr->stacks, tracer_stack(tr, place, g, LEAF_WAKES)));
    tracer_done(tr, m, at);
}

/* Go's advancer writes these as it begins a generation; here it is whoever runs first. In a trace's first generation
 * the world is stopped, and was before there was a trace to say so. */
static void put_prologue(struct tracer *tr, int32_t m)
{
    bool first = tr->number == tr->first;
    int32_t stack = -1;

    tr->prologue = false;
    if (first && tr->stw_g && tr->stw_m == m)
        stack = tracer_stack(tr, tr->stw_at, tr->stw_g, LEAF_WAKES);
    tracer_done(tr, m,
                wire_put(wire_put(tracer_put(tr, m, WIRE_PROCS_CHANGE), (uint64_t)tr->procs),
                         tracestack_id(&tr->stacks, stack)));
    if (first && tr->stw_g && tr->stw_m == m)
        tracer_put_stw(tr, m, tr->stw, tr->stw_at, tr->stw_g);
    if (tr->marking)
        tracer_done(tr, m, wire_put(tracer_put(tr, m, WIRE_GC_ACTIVE), tr->gc_seq++));
    if (first)
        tracer_done(tr, m, wire_put(tracer_put(tr, m, WIRE_HEAP_GOAL), (uint64_t)tr->goal));
}

void tracer_tell(struct tracer *tr, int32_t m)
{
    struct traced_m *mp = tracer_m(tr, m);

    if (mp->told != tr->stamp) {
        mp->told = tr->stamp;
        if (mp->p != NOBODY)
            tracer_tell_p(tr, m, mp->p);
        if (mp->g != 0)
            tracer_tell_g(tr, m, mp->g, mp->running);
    }
    if (tr->prologue && mp->p != NOBODY && mp->g != 0 && mp->running->status == WIRE_G_RUNNING)
        put_prologue(tr, m);
}

bool tracer_has_p(const struct tracer *tr, int32_t m)
{
    return m != NOBODY && (size_t)m < tr->ms.len && tr->ms.at[m].p != NOBODY;
}

bool tracer_runs(const struct tracer *tr, int32_t m)
{
    return tracer_has_p(tr, m) && tr->ms.at[m].g != 0;
}

static void begin(struct tracer *tr)
{
    tr->number++;
    tr->stamp++;
    tr->begun = tr->gen.now;
    tracegen_begin(&tr->gen, tr->number);
    tracestack_begin(&tr->stacks);
    tr->prologue = true;
}

void tracer_start(struct tracer *tr)
{
    assert(!tr->on);
    tr->on = true;
    tr->first = tr->number + 1;
    tr->gc_seq = 1;
    tracegen_header(&tr->gen);
    begin(tr);
    if (tr->stw_g)
        tracer_tell(tr, tr->stw_m);
}

static void tell_late(void *arg, goid g, void *record)
{
    struct tracer *tr = arg;
    struct traced_g *r = record;

    if (r->told != tr->stamp)
        tell_g(tr, r->m, g, r, true);
}

/* What nobody has told in this generation: what is on a thread, among its events. That marking is on readers can only learn
 * in the first one; it is the one thing that needs no thread there. */
static void end(struct tracer *tr)
{
    if (tr->prologue && tr->marking && tr->number == tr->first)
        tracer_done(tr, NOBODY, wire_put(tracer_put(tr, NOBODY, WIRE_GC_ACTIVE), tr->gc_seq++));
    for (int32_t p = 0; p < (int32_t)tr->ps.len; p++)
        tracer_tell_p(tr, tr->ps.at[p].m, p);
    gtable_each(&tr->gs, tell_late, tr);
    tracegen_frequency(&tr->gen);
    for (size_t m = tr->ms.len; m-- > 0;)
        tracegen_flush(&tr->gen, &tr->ms.at[m].batch);
    tracegen_flush(&tr->gen, &tr->nobody);
    tracestack_end(&tr->stacks);
    tracegen_end(&tr->gen);
}

size_t tracer_turn(struct tracer *tr)
{
    size_t ended;

    end(tr);
    ended = tr->gen.out.len;
    begin(tr);
    return ended;
}

void tracer_stop(struct tracer *tr)
{
    end(tr);
    tr->on = false;
}

void tracer_drop(struct tracer *tr)
{
    for (size_t m = 0; m < tr->ms.len; m++)
        tr->ms.at[m].batch.len = 0;
    tr->nobody.len = 0;
    tr->gen.strings.len = 0;
    tr->gen.out.len = 0;
    tr->number -= tr->on; /* it has not been */
    tr->on = false;
}

bool tracer_on(const struct tracer *tr)
{
    return tr->on;
}

bool tracer_stopped_world(const struct tracer *tr)
{
    return tr->stw_g != 0;
}

vtime tracer_begun(const struct tracer *tr)
{
    return tr->begun;
}

int64_t tracer_bytes(const struct tracer *tr)
{
    int64_t bytes = tr->gen.bytes;

    for (size_t m = 0; m < tr->ms.len; m++)
        bytes += tr->ms.at[m].batch.len;
    return bytes;
}

/* A status of each goroutine, and the tables. */
int64_t tracer_fixed_bytes(const struct tracer *tr)
{
    return tr->live * 16 + 2048;
}

const uint8_t *tracer_out(const struct tracer *tr, size_t *len)
{
    *len = tr->gen.out.len;
    return tr->gen.out.at;
}

void tracer_take(struct tracer *tr, size_t n)
{
    assert(n <= tr->gen.out.len);
    tr->gen.out.len -= n;
    if (tr->gen.out.len > 0)
        memmove(tr->gen.out.at, tr->gen.out.at + n, tr->gen.out.len);
}
