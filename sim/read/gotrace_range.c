/* gotrace_range.c: the rules of what begins and ends: GC phases, ranges of goroutines and processors, tasks, regions.
 * go: order.go, rangeState */
#include "gotrace.h"
#include "sb.h"

/* Lists of open ranges are walked; what stands behind this many is found through a map. An honest list has one or two. */
enum { WALKED = 16 };

/* What a list belongs to, as half of a key: goroutines and processors by their place. */
static uint64_t resource_of_g(const struct order *o, const struct g_state *gp)
{
    return (uint64_t)(gp - o->gs.at) * 2;
}

static uint64_t resource_of_p(const struct order *o, const struct p_state *pp)
{
    return (uint64_t)(pp - o->ps.at) * 2 + 1;
}

/* A key for a range on a resource: kinds of STW are numbered as they come, behind the numbers of events. */
static uint64_t range_key(struct order *o, uint64_t resource, struct open_range range)
{
    uint32_t n = range.begin;

    if (range.begin == WIRE_STW_BEGIN) {
        n = idmap_find(&o->kinds, range.kind_id);
        if (n == IDMAP_NONE) {
            n = (uint32_t)o->kinds.len + WIRE_EVENTS;
            idmap_put(&o->kinds, range.kind_id, n);
        }
    }
    return resource << 32 | n;
}

static bool has_range(struct order *o, const struct range_list *list, uint64_t resource,
                      struct open_range range)
{
    if (!list)
        return false;
    for (size_t i = 0; i < list->open.len && i < WALKED; i++)
        if (list->open.at[i].begin == range.begin && list->open.at[i].kind_id == range.kind_id)
            return true;
    return list->open.len > WALKED &&
           idmap_find(&o->many, range_key(o, resource, range)) != IDMAP_NONE;
}

static void add_range(struct order *o, struct range_list **list, uint64_t resource,
                      struct open_range range)
{
    if (!*list)
        *list = mem_zalloc(1, sizeof **list);
    if ((*list)->open.len >= WALKED)
        idmap_put(&o->many, range_key(o, resource, range), 0);
    *VEC_PUSH(&(*list)->open) = range;
}

/* Takes out the range at `i`; the last one takes its place, as in Go. */
static void remove_range(struct order *o, struct range_list *list, uint64_t resource, size_t i)
{
    size_t last = list->open.len - 1;

    if (last >=
        WALKED) /* what leaves the part that the map knows: the range itself, or the one that moves to the front */
        idmap_remove(&o->many, range_key(o, resource, list->open.at[i >= WALKED ? i : last]));
    list->open.at[i] = list->open.at[last];
    list->open.len--;
}

void range_list_clear(struct order *o, struct range_list *list, uint64_t resource)
{
    while (list && list->open.len)
        remove_range(o, list, resource, list->open.len - 1);
}

void range_list_free(struct range_list *list)
{
    if (list)
        free(list->open.at);
    free(list);
}

/* What a range's event tells: which range, and whose. */
static struct pending *queue_range(struct reader *r, const struct act *a, enum trace_range what,
                                   enum trace_scope scope, int64_t subject)
{
    struct pending *ev = queue_event(r, a, a->cur);

    ev->event.what = (uint8_t)what;
    ev->event.scope = (uint8_t)scope;
    ev->event.subject = subject;
    return ev;
}

/* The range that a Begin event begins. */
static enum trace_range range_of(uint32_t begin)
{
    return begin == WIRE_STW_BEGIN        ? TRACE_STW
           : begin == WIRE_GC_SWEEP_BEGIN ? TRACE_GC_SWEEP
                                          : TRACE_GC_ASSIST;
}

static struct pending *queue_current(struct reader *r, const struct act *a, uint32_t begin)
{
    bool sweep = begin == WIRE_GC_SWEEP_BEGIN;

    return queue_range(r, a, range_of(begin), sweep ? TRACE_OF_P : TRACE_OF_G,
                       sweep ? a->cur.p : a->cur.g);
}

static enum step begin_range(struct reader *r, const struct act *a, struct range_list **list,
                             uint64_t resource, struct open_range range)
{
    if (has_range(&r->order, *list, resource, range))
        return FAIL(r, a, "discovered event already in-flight for when starting event %s",
                    wire_specs[range.begin].name);
    add_range(&r->order, list, resource, range);
    queue_current(r, a, range.begin);
    return STEP_DONE;
}

static enum step missing_range(struct reader *r, const struct act *a, const struct range_list *list,
                               uint32_t begin)
{
    struct sb open = {0};
    size_t count = list ? list->open.len : 0;

    for (size_t i = 0; i < count && open.len < TRACE_ERROR_TEXT; i++)
        sb_printf(&open, "%s{%u %llu}", i ? " " : "", list->open.at[i].begin,
                  (unsigned long long)list->open.at[i].kind_id);
    FAIL(r, a, "resource is missing active range: %s [%s]", wire_specs[begin].name, sb_text(&open));
    sb_free(&open);
    return STEP_FAIL;
}

/* A range that began in an earlier generation: in the first one that is news, later it must be known. */
static enum step active_range(struct reader *r, const struct act *a, struct range_list **list,
                              uint64_t resource, uint32_t begin)
{
    struct open_range range = {0, begin};
    bool has = has_range(&r->order, *list, resource, range);

    if (a->gen == r->order.initial_gen) {
        if (has)
            return FAIL(r, a, "found named active range already in first gen: {%u 0}", begin);
        add_range(&r->order, list, resource, range);
    } else if (!has) {
        return missing_range(r, a, *list, begin);
    }
    queue_range(r, a, range_of(begin), begin == WIRE_GC_SWEEP_BEGIN ? TRACE_OF_P : TRACE_OF_G,
                (int64_t)a->c->args[1]);
    return STEP_DONE;
}

/* Ends the first range of a kind. An STW tells which it was by the string id that its begin had, perhaps in an earlier
 * generation: then it may name anything, or nothing. */
static enum step end_range(struct reader *r, const struct act *a, struct range_list *list,
                           uint64_t resource, uint32_t begin)
{
    size_t i = 0;
    size_t count = list ? list->open.len : 0;
    struct pending *ev;

    if (count > WALKED && !spend(r, count, a->c))
        return STEP_FAIL;
    while (i < count && list->open.at[i].begin != begin)
        i++;
    if (i == count)
        return FAIL(r, a, "tried to end event %s, but not in-flight", wire_specs[begin].name);
    ev = queue_current(r, a, begin);
    if (begin == WIRE_STW_BEGIN &&
        !idtable_find(&r->gen.strings, list->open.at[i].kind_id, &ev->event.text))
        ev->event.text = 0;
    if (begin == WIRE_GC_SWEEP_BEGIN) {
        ev->event.value = a->c->args[1];
        ev->event.more = a->c->args[2];
    }
    remove_range(&r->order, list, resource, i);
    return STEP_DONE;
}

static struct g_state *range_owner(struct reader *r, const struct act *a)
{
    struct g_state *gp = NULL;

    if (need(r, a, "MPG") != STEP_DONE)
        return NULL;
    gp = order_g(&r->order, a->cur.g);
    if (!gp)
        FAIL(r, a, "encountered event of type %d without known state for current goroutine %lld",
             a->c->type, (long long)a->cur.g);
    return gp;
}

enum step rule_range_begin(struct reader *r, struct act *a)
{
    struct g_state *gp = range_owner(r, a);
    bool stw = a->c->type == WIRE_STW_BEGIN;

    if (!gp)
        return STEP_FAIL;
    return begin_range(r, a, &gp->ranges, resource_of_g(&r->order, gp),
                       (struct open_range){stw ? a->c->args[1] : 0, a->c->type});
}

enum step rule_range_active(struct reader *r, struct act *a)
{
    int64_t g = (int64_t)a->c->args[1];
    struct g_state *gp = order_g(&r->order, g);

    if (!gp)
        return FAIL(r, a, "uninitialized goroutine %lld found during GCMarkAssistActive",
                    (long long)g);
    return active_range(r, a, &gp->ranges, resource_of_g(&r->order, gp), WIRE_GC_ASSIST_BEGIN);
}

enum step rule_range_end(struct reader *r, struct act *a)
{
    struct g_state *gp = range_owner(r, a);

    if (!gp)
        return STEP_FAIL;
    return end_range(r, a, gp->ranges, resource_of_g(&r->order, gp),
                     a->c->type == WIRE_STW_END ? WIRE_STW_BEGIN : WIRE_GC_ASSIST_BEGIN);
}

/* The processor of the context: it is known, since contexts only get processors that are. */
static struct p_state *sweeper(struct reader *r, const struct act *a)
{
    return need(r, a, "MPg") == STEP_DONE ? order_p(&r->order, a->cur.p) : NULL;
}

enum step rule_sweep_begin(struct reader *r, struct act *a)
{
    struct p_state *pp = sweeper(r, a);

    if (!pp)
        return STEP_FAIL;
    return begin_range(r, a, &pp->ranges, resource_of_p(&r->order, pp),
                       (struct open_range){0, WIRE_GC_SWEEP_BEGIN});
}

enum step rule_sweep_active(struct reader *r, struct act *a)
{
    int64_t p = (int64_t)a->c->args[1];
    struct p_state *pp = order_p(&r->order, p);

    if (!pp)
        return FAIL(r, a, "encountered GCSweepActive for unknown proc %lld", (long long)p);
    return active_range(r, a, &pp->ranges, resource_of_p(&r->order, pp), WIRE_GC_SWEEP_BEGIN);
}

enum step rule_sweep_end(struct reader *r, struct act *a)
{
    struct p_state *pp = sweeper(r, a);

    if (!pp)
        return STEP_FAIL;
    return end_range(r, a, pp->ranges, resource_of_p(&r->order, pp), WIRE_GC_SWEEP_BEGIN);
}

/* The marking of the collector is one range of the whole program. Its numbers count on through generations; the first event of
 * a trace may carry any. */
static enum step gc_moves(struct reader *r, struct act *a, enum gc_state to)
{
    r->order.gc_seq = a->c->args[1];
    r->order.gc = to;
    if (need(r, a, "MPG") != STEP_DONE)
        return STEP_FAIL;
    queue_range(r, a, TRACE_GC_MARK, TRACE_OF_NONE, TRACE_NONE);
    return STEP_DONE;
}

static enum step gc_first(struct reader *r, struct act *a)
{
    r->order.gc_seq = a->c->args[1];
    r->order.gc = GC_RUNNING;
    queue_range(r, a, TRACE_GC_MARK, TRACE_OF_NONE, TRACE_NONE);
    return STEP_DONE;
}

enum step rule_gc_active(struct reader *r, struct act *a)
{
    if (a->gen == r->order.initial_gen) {
        if (r->order.gc != GC_UNDETERMINED)
            return FAIL(r, a, "GCActive in the first generation isn't first GC event");
        return gc_first(r, a);
    }
    if (a->c->args[1] != r->order.gc_seq + 1)
        return STEP_WAIT;
    if (r->order.gc != GC_RUNNING)
        return FAIL(r, a, "encountered GCActive while GC was not in progress");
    return gc_moves(r, a, GC_RUNNING);
}

enum step rule_gc_begin(struct reader *r, struct act *a)
{
    if (r->order.gc == GC_UNDETERMINED)
        return gc_first(r, a);
    if (a->c->args[1] != r->order.gc_seq + 1)
        return STEP_WAIT;
    if (r->order.gc == GC_RUNNING)
        return FAIL(r, a, "encountered GCBegin while GC was already in progress");
    return gc_moves(r, a, GC_RUNNING);
}

enum step rule_gc_end(struct reader *r, struct act *a)
{
    if (a->c->args[1] != r->order.gc_seq + 1)
        return STEP_WAIT;
    if (r->order.gc == GC_NOT_RUNNING)
        return FAIL(r, a, "encountered GCEnd when GC was not in progress");
    if (r->order.gc == GC_UNDETERMINED)
        return FAIL(r, a, "encountered GCEnd when GC was in an undetermined state");
    return gc_moves(r, a, GC_NOT_RUNNING);
}

/* The name that an event gives; false, told, if there is no such string. */
static bool name_of(struct reader *r, const struct act *a, uint64_t id, uint32_t *name)
{
    if (idtable_find(&r->gen.strings, id, name))
        return true;
    FAIL(r, a, "invalid string ID %llu for %d event", (unsigned long long)id, a->c->type);
    return false;
}

enum step rule_task_begin(struct reader *r, struct act *a)
{
    struct order *o = &r->order;
    uint64_t id = a->c->args[1];
    struct pending *ev;
    uint32_t name;
    uint32_t i;

    if (idmap_find(&o->task_of, id) != IDMAP_NONE)
        return FAIL(r, a, "task ID conflict: %llu", (unsigned long long)id);
    if (a->c->args[2] == 0)
        a->c->args[2] =
            TRACE_NO_TASK; /* as a parent, 0 is no task; for regions it is the background */
    if (!name_of(r, a, a->c->args[3], &name))
        return STEP_FAIL;
    if (o->free_tasks.len) {
        i = o->free_tasks.at[--o->free_tasks.len];
    } else {
        i = (uint32_t)o->tasks.len;
        (void)VEC_PUSH(&o->tasks);
    }
    o->tasks.at[i] = (struct task){a->c->args[2], name};
    idmap_put(&o->task_of, id, i);
    if (need(r, a, "MPG") != STEP_DONE)
        return STEP_FAIL;
    ev = queue_event(r, a, a->cur);
    ev->event.task = id;
    ev->event.more = a->c->args[2];
    return STEP_DONE;
}

/* A task may end in a generation whose strings lack its name: that one is remembered. Ends of unknown tasks are fine. */
enum step rule_task_end(struct reader *r, struct act *a)
{
    struct order *o = &r->order;
    uint64_t id = a->c->args[1];
    uint32_t i = idmap_find(&o->task_of, id);
    struct task task = {TRACE_NO_TASK, 0};
    struct pending *ev;

    if (i != IDMAP_NONE) {
        task = o->tasks.at[i];
        idmap_remove(&o->task_of, id);
        *VEC_PUSH(&o->free_tasks) = i;
    }
    if (need(r, a, "MPG") != STEP_DONE)
        return STEP_FAIL;
    ev = queue_event(r, a, a->cur);
    ev->event.task = id;
    ev->event.more = task.parent;
    ev->event.text = task.name;
    return STEP_DONE;
}

static struct g_state *region_owner(struct reader *r, const struct act *a, const char *event,
                                    uint32_t *name)
{
    struct g_state *gp;

    if (need(r, a, "MPG") != STEP_DONE || !name_of(r, a, a->c->args[2], name))
        return NULL;
    gp = order_g(&r->order, a->cur.g);
    if (!gp)
        FAIL(r, a, "encountered %s without known state for current goroutine %lld", event,
             (long long)a->cur.g);
    return gp;
}

enum step rule_region_begin(struct reader *r, struct act *a)
{
    struct order *o = &r->order;
    uint32_t name, i;
    struct g_state *gp = region_owner(r, a, "EvUserRegionBegin", &name);

    if (!gp)
        return STEP_FAIL;
    if (o->free_regions.len) {
        i = o->free_regions.at[--o->free_regions.len];
    } else {
        i = (uint32_t)o->regions.len;
        (void)VEC_PUSH(&o->regions);
    }
    o->regions.at[i] = (struct region){a->c->args[1], name, gp->regions};
    gp->regions = i + 1;
    queue_event(r, a, a->cur)->event.task = a->c->args[1];
    return STEP_DONE;
}

/* An end must fit the innermost open region; with none open it belongs to one from before the trace. */
enum step rule_region_end(struct reader *r, struct act *a)
{
    struct order *o = &r->order;
    uint32_t name;
    struct g_state *gp = region_owner(r, a, "EvUserRegionEnd", &name);

    if (!gp)
        return STEP_FAIL;
    if (gp->regions) {
        const struct region *inner = &o->regions.at[gp->regions - 1];

        if (inner->task != a->c->args[1] || inner->name != name) {
            char is[WIRE_STRING_MAX + 1];
            char open[WIRE_STRING_MAX + 1];

            return FAIL(r, a,
                        "misuse of region in goroutine %lld: region end {%llu %s} when the "
                        "inner-most active region "
                        "start event is {%llu %s}",
                        (long long)gp->id, (unsigned long long)a->c->args[1],
                        message_text(trace_text(r->names, name), is),
                        (unsigned long long)inner->task,
                        message_text(trace_text(r->names, inner->name), open));
        }
        *VEC_PUSH(&o->free_regions) = gp->regions - 1;
        gp->regions = inner->outer;
    }
    queue_event(r, a, a->cur)->event.task = a->c->args[1];
    return STEP_DONE;
}
