/* gotrace.h: the parts of the reader of Go execution traces; this room only. The way of a trace through them:
 *
 *     trace_header.c   the first bytes
 *     gotrace_gen.c    all batches of a generation            struct generation
 *     gotrace_table.c  its strings, stacks, samples, clock
 *     gotrace_cursor.c each thread's next event               struct cursor
 *     gotrace_heap.h   the earliest of them
 *     gotrace_order.c  may it happen now?                     struct order
 *     gotrace_go.c, gotrace_proc.c, gotrace_range.c           the rules, by what they are about
 *     gotrace_event.c  from the wire to struct trace_event
 *     gotrace.c        the loop around all of this
 *
 * Words and rules are those of Go's internal/trace; reference: the comments marked go. */
#ifndef READ_GOTRACE_H
#define READ_GOTRACE_H

#include "trace.h"
#include "trace_names.h"
#include "trace_sort.h"
#include "wire.h"

enum { VERSION_22 = 22, VERSION_23 = 23, VERSION_25 = 25, VERSION_26 = 26 };

/* ---- what is read of a generation ---- */

/* A batch of a thread's events: where its data are. */
struct batch {
    uint64_t time; /* ticks */
    uint64_t at;   /* offset of the data in the file */
    uint32_t len;
    uint32_t next; /* of the same thread, plus 1; 0: the last */
};

/* From ids of a generation to symbols or stacks. Ids that lie close together, as those of the runtime do, are looked up in an
 * array once the generation is read. */
struct idtable {
    struct idmap map;
    VEC(uint32_t) dense; /* by id: the value plus 1, 0 if there is none */
    uint64_t max;        /* largest id */
};

void idtable_put(struct idtable *t, uint64_t id, uint32_t value);
void idtable_close(struct idtable *t); /* no more puts: prepares for fast finds */
void idtable_clear(struct idtable *t);
void idtable_free(struct idtable *t);

/* Id 0 is always there and stands for 0. */
static inline bool idtable_find(const struct idtable *t, uint64_t id, uint32_t *value)
{
    uint32_t found;

    if (id == 0)
        found = 0;
    else if (id < t->dense.len)
        found = t->dense.at[id] - 1; /* 0 becomes IDMAP_NONE */
    else
        found = idmap_find(&t->map, id);
    *value = found;
    return found != IDMAP_NONE;
}

struct raw_frame {
    uint64_t func, file, line; /* string ids of this generation */
};

struct raw_stack {
    uint64_t id;
    uint32_t first, count; /* in pcs */
};

struct sample {
    int64_t m, p, g;
    uint64_t ticks, stack;
};

/* A thread's batches in this generation. */
struct thread {
    int64_t m;
    uint32_t first, last; /* batches, plus 1 */
};

struct generation {
    uint64_t number;
    uint64_t min_ticks;
    double tick;   /* ns; 0: not told yet */
    bool snapshot; /* the clock was told */
    VEC(struct batch) batches;
    VEC(struct thread) threads; /* in the order of their first batch */
    struct idmap thread_of;     /* by m */
    struct idtable strings;     /* to symbols */
    struct idtable stacks;      /* to stacks of the names; while reading, to raw_stacks */
    VEC(struct raw_stack) raw_stacks;
    VEC(uint32_t) pcs; /* frames of raw stacks */
    VEC(struct raw_frame) frames;
    VEC(uint64_t) frame_pcs; /* their pc */
    struct idmap frame_of;   /* by pc: the first frame that has it */
    VEC(struct sample) samples;
    VEC(struct timed) sample_order;
};

/* ---- what is known of goroutines, processors, threads ---- */

struct seq {
    uint64_t gen, n;
};

/* A range that is open on a goroutine or processor: the number of its Begin event, and for STW the string id of its kind. */
struct open_range {
    uint64_t kind_id;
    uint32_t begin;
};

struct range_list {
    VEC(struct open_range) open;
};

struct region {
    uint64_t task;
    uint32_t name;  /* symbol */
    uint32_t outer; /* region, plus 1 */
};

struct g_state {
    int64_t id;
    struct seq seq;
    struct range_list *ranges; /* NULL: none was ever open */
    uint32_t regions;          /* the innermost, plus 1 */
    uint8_t status;            /* enum wire_g_status; 0 is what Go calls Bad */
    bool live;
};

struct p_state {
    int64_t id;
    struct seq seq;
    struct range_list *ranges;
    uint8_t status; /* enum wire_p_status */
};

struct m_state {
    int64_t id, p, g;
};

struct task {
    uint64_t parent;
    uint32_t name; /* symbol */
};

enum gc_state { GC_UNDETERMINED, GC_NOT_RUNNING, GC_RUNNING };

enum { G_CACHE = 256 };

struct order {
    VEC(struct g_state) gs;
    VEC(struct p_state) ps;
    VEC(struct m_state) ms;
    VEC(struct region) regions;
    VEC(struct task) tasks;
    VEC(uint32_t) free_gs, free_regions, free_tasks;
    struct idmap g_of, p_of, m_of, task_of;
    struct idmap kinds;        /* string ids of STW kinds, numbered: */
    struct idmap many;         /* (resource, kind) of lists too long to be walked */
    uint32_t g_cache[G_CACHE]; /* where a goroutine was found last, by the low bits of its id */
    uint64_t gc_seq;
    uint64_t initial_gen; /* of the first event; 0: none yet */
    enum gc_state gc;
};

/* ---- an event on its way ---- */

/* Arguments without dt, counted from 1; the one at 0 is always 0: the id of no stack and of no string. */
enum { ARGS = 5 };

struct context {
    int64_t m, p, g;
};

/* An event that happens, but for what its ids stand for. */
struct pending {
    struct trace_event event;
    uint64_t stacks[2];  /* ids: of who does it, of who is created */
    uint64_t strings[2]; /* ids */
    uint64_t offset;
    bool own_stack; /* who does it is who changes */
};

/* A thread's next event. */
struct cursor {
    int64_t m;
    int64_t time;            /* of the event; the heap has a copy */
    int64_t last;            /* time the next dt counts from; 0: the batch's */
    const uint8_t *event;    /* where it stands */
    const uint8_t *at, *end; /* the event after it, and the end of the batch */
    uint64_t args[1 + ARGS];
    uint32_t batch; /* it is read from, plus 1; first the one to begin with */
    bool started;   /* on that batch */
    uint32_t state; /* m_state, plus 1; 0: not looked up, or no thread */
    uint8_t type;
};

/* What the tables of the format say of an event type, prepared for reading: positions of arguments, 0: none. */
struct wire_kind {
    uint8_t args; /* without dt */
    bool timed;
    uint8_t stack, stack2, string, string2;
    uint8_t kind; /* enum trace_kind */
};

struct reader {
    const uint8_t *bytes;
    size_t len;
    size_t at; /* next byte to read */
    int version;
    struct wire_kind kinds[256];
    struct trace_names *names;
    struct trace_sink sink;
    struct trace_error *err;
    uint64_t events; /* delivered */
    uint64_t syncs;
    int64_t last;    /* time of the last one delivered */
    uint64_t budget; /* steps of looking for a thread that can go on, until we give up */
    struct generation gen;
    struct order order;
    VEC(struct cursor) cursors;
    VEC(struct timed) heap; /* index of cursors */
    struct pending queue[3];
    int queued;
};

/* ---- trace_header.c ---- */

/* Reads the header: its length, and the version; 0 if this is none. */
size_t header_read(const uint8_t *bytes, size_t len, uint32_t *version);

/* ---- gotrace_gen.c, gotrace_table.c ---- */

enum got {
    GOT_GENERATION,
    GOT_END,   /* there is none */
    GOT_EOF,   /* the file ends where Go's parser takes it for an end of the trace: accepted */
    GOT_ERROR, /* told */
};

/* A batch as it stands in the file. */
struct raw_batch {
    uint64_t gen, time;
    int64_t m;
    uint64_t offset; /* of its header */
    uint64_t at;     /* of its data */
    uint32_t len;
    uint8_t experiment;
    bool end; /* the end of a generation, not a batch */
};

/* Reads the next batch; GOT_GENERATION stands for one. */
enum got batch_read(struct reader *r, struct raw_batch *b);

/* Reads the next generation, of a file of version 26 and later, or of one where generations follow each other without a mark:
 * there the first batch of the next one is kept in *spill, and an error that does not spoil this generation in *later. */
struct spill {
    bool has;
    struct raw_batch batch;
    bool later; /* r->err is to be told after this generation */
};
enum got generation_read(struct reader *r);
enum got generation_read_spill(struct reader *r, struct spill *spill);
void generation_free(struct generation *gen);

/* Puts a batch where it belongs: into a table, or to its thread. GOT_GENERATION: done. */
enum got batch_sort(struct reader *r, const struct raw_batch *b);

enum got table_strings(struct reader *r, const struct raw_batch *b);
enum got table_stacks(struct reader *r, const struct raw_batch *b);
enum got table_samples(struct reader *r, const struct raw_batch *b);
enum got table_sync(struct reader *r, const struct raw_batch *b);

/* All batches are there: checks what must be, and prepares the tables for use. */
enum got tables_close(struct reader *r);

/* Ticks as ns, as Go converts them; what does not fit is the smallest number in Go on amd64, where the traces come from. */
static inline int64_t ticks_ns(double tick, uint64_t ticks)
{
    double ns = (double)ticks * tick;

    return ns > -9223372036854775808.0 && ns < 9223372036854775808.0 ? (int64_t)ns : INT64_MIN;
}

/* ---- gotrace_cursor.c, gotrace_heap.h ---- */

/* Reads the next event of a cursor; *more is false after the last. False: an error was told. */
bool cursor_next(struct reader *r, struct cursor *c, bool *more);
/* ---- gotrace_order.c and the rules ---- */

enum step { STEP_DONE, STEP_WAIT /* not yet: others first */, STEP_FAIL /* told */ };

/* Lets a cursor's event happen if it can: moves the state and queues what is to be delivered. */
enum step order_advance(struct reader *r, struct cursor *c);
void order_free(struct order *o);

/* A rule: what `c` wants to do in the context `cur`. */
struct act {
    struct cursor *c;
    uint64_t gen;
    struct context cur;
};

/* What the thread of a rule has from now on. A batch of no thread has nothing to change. */
static inline void thread_has_p(struct reader *r, const struct act *a, int64_t p)
{
    if (a->c->state)
        r->order.ms.at[a->c->state - 1].p = p;
}

static inline void thread_has_g(struct reader *r, const struct act *a, int64_t g)
{
    if (a->c->state)
        r->order.ms.at[a->c->state - 1].g = g;
}

enum step rule_proc_status(struct reader *r, struct act *a);
enum step rule_proc_start(struct reader *r, struct act *a);
enum step rule_proc_stop(struct reader *r, struct act *a);
enum step rule_proc_steal(struct reader *r, struct act *a);
enum step rule_go_status(struct reader *r, struct act *a);
enum step rule_go_create(struct reader *r, struct act *a);
enum step rule_go_create_syscall(struct reader *r, struct act *a);
enum step rule_go_start(struct reader *r, struct act *a);
enum step rule_go_stop(struct reader *r, struct act *a);
enum step rule_go_destroy_syscall(struct reader *r, struct act *a);
enum step rule_go_unblock(struct reader *r, struct act *a);
enum step rule_go_switch(struct reader *r, struct act *a);
enum step rule_syscall_begin(struct reader *r, struct act *a);
enum step rule_syscall_end(struct reader *r, struct act *a);
enum step rule_syscall_end_blocked(struct reader *r, struct act *a);
enum step rule_gc_active(struct reader *r, struct act *a);
enum step rule_gc_begin(struct reader *r, struct act *a);
enum step rule_gc_end(struct reader *r, struct act *a);
enum step rule_sweep_begin(struct reader *r, struct act *a);
enum step rule_sweep_active(struct reader *r, struct act *a);
enum step rule_sweep_end(struct reader *r, struct act *a);
enum step rule_range_begin(struct reader *r, struct act *a);
enum step rule_range_active(struct reader *r, struct act *a);
enum step rule_range_end(struct reader *r, struct act *a);
enum step rule_task_begin(struct reader *r, struct act *a);
enum step rule_task_end(struct reader *r, struct act *a);
enum step rule_region_begin(struct reader *r, struct act *a);
enum step rule_region_end(struct reader *r, struct act *a);

/* Whether a context has what an event of a thread needs, in the letters of spec.def: a capital must be there, '-' must not;
 * STEP_FAIL says what is missing. */
enum step need_told(struct reader *r, const struct act *a, const char *needs);

static inline bool has_need(char letter, bool has)
{
    return letter == '-' ? !has : has || letter >= 'a';
}

static inline enum step need(struct reader *r, const struct act *a, const char *needs)
{
    if (has_need(needs[0], a->cur.m != TRACE_NONE) && has_need(needs[1], a->cur.p != TRACE_NONE) &&
        has_need(needs[2], a->cur.g != TRACE_NONE))
        return STEP_DONE;
    return need_told(r, a, needs);
}

/* Finds a goroutine, processor, thread; NULL if it is not known. Pointers are good until the next one is made. */
struct g_state *order_find_g(struct order *o, int64_t id);
struct p_state *order_p(struct order *o, int64_t id);
struct m_state *order_m(struct order *o, int64_t id);
struct g_state *order_new_g(struct order *o, int64_t id, int status, uint64_t gen);
struct p_state *order_new_p(struct order *o, int64_t id, int status, uint64_t gen);
struct m_state *order_new_m(struct order *o, int64_t id);
void order_drop_g(struct order *o, struct g_state *gp);

static inline struct g_state *order_g(struct order *o, int64_t id)
{
    uint32_t i = o->g_cache[(uint64_t)id % G_CACHE];

    return i < o->gs.len && o->gs.at[i].id == id && o->gs.at[i].live ? &o->gs.at[i]
                                                                     : order_find_g(o, id);
}

/* Empties or frees a list of open ranges (NULL: nothing to do) of a resource: twice the place of a goroutine, and one more
 * for a processor. */
void range_list_clear(struct order *o, struct range_list *list, uint64_t resource);
void range_list_free(struct range_list *list);

/* Queues an event of `type` that happens in `ctx`, without ids. */
static inline struct pending *queue_bare(struct reader *r, const struct act *a, struct context ctx,
                                         int type)
{
    struct pending *ev = &r->queue[r->queued++];

    struct trace_event *e = &ev->event;

    /* Field by field: a compiler clears a struct of this size in a loop, which costs as much as all the rest. */
    e->time = a->c->time;
    e->m = ctx.m;
    e->p = ctx.p;
    e->g = ctx.g;
    e->subject = TRACE_NONE;
    e->value = e->more = e->task = 0;
    e->text = e->message = e->stack = e->subject_stack = 0;
    e->kind = r->kinds[type].kind;
    e->wire = (uint8_t)type;
    e->scope = TRACE_OF_NONE;
    e->from = e->to = e->what = e->unused[0] = e->unused[1] = 0;
    ev->stacks[0] = ev->stacks[1] = 0;
    ev->strings[0] = ev->strings[1] = 0;
    ev->offset = (uint64_t)(a->c->event - r->bytes);
    ev->own_stack = false;
    return ev;
}

/* Queues the event of a rule, in the context it is in. The pointer is for what is added to it. */
static inline struct pending *queue_event(struct reader *r, const struct act *a, struct context ctx)
{
    const struct wire_kind *kind = &r->kinds[a->c->type];
    struct pending *ev = queue_bare(r, a, ctx, a->c->type);

    ev->stacks[0] = a->c->args[kind->stack];
    ev->stacks[1] = a->c->args[kind->stack2];
    ev->strings[0] = a->c->args[kind->string];
    ev->strings[1] = a->c->args[kind->string2];
    return ev;
}

/* Says of an event who changes, and how. */
static inline void tell_g(struct pending *ev, int64_t g, int from, int to)
{
    ev->event.scope = TRACE_OF_G;
    ev->event.subject = g;
    ev->event.from = (uint8_t)from;
    ev->event.to = (uint8_t)to;
}

static inline void tell_p(struct pending *ev, int64_t p, int from, int to)
{
    ev->event.scope = TRACE_OF_P;
    ev->event.subject = p;
    ev->event.from = (uint8_t)from;
    ev->event.to = (uint8_t)to;
}

/* Names for messages. */
const char *event_name(const struct reader *r, int type);
const char *g_status_name(int status);
const char *p_status_name(int status);

/* Spends work that the events do not pay for; false: too much of it was done, and that was told. */
bool spend(struct reader *r, uint64_t steps, const struct cursor *c);

/* ---- gotrace_event.c ---- */

void wire_kinds_init(struct wire_kind kinds[256]);

/* Checks the ids of an event and hands it to the sink. */
bool deliver(struct reader *r, struct pending *ev);
void deliver_sync(struct reader *r, int64_t time);
void deliver_sample(struct reader *r, const struct sample *s, int64_t time);

/* ---- gotrace.c ---- */

/* Tells an error at `offset`, about an event of thread `m` of a type (0: about none); always STEP_FAIL. */
enum step fail(struct reader *r, uint64_t offset, int64_t m, int type, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* A text of the trace for a message: a NUL would end it, so it becomes '?'. */
const char *message_text(struct trace_text text, char buf[WIRE_STRING_MAX + 1]);

/* The same about the event of a rule. */
#define FAIL(r, a, ...)                                                                            \
    fail((r), (uint64_t)((a)->c->event - (r)->bytes), (a)->c->m, (a)->c->type, __VA_ARGS__)

#endif
