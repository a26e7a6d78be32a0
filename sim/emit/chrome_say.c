/* chrome_say.c: counters, the collector, and what the program says: tasks, regions, logs. */
#include "chrome_internal.h"

/* Counters, once for each instant at which they change. */

static struct track process_track(void)
{
    return (struct track){GROUP_PROCESS, GROUP_PROCESS};
}

static void put_counter(struct chrome *c, const char *name, const char *series, int64_t value)
{
    chromejson_open(&c->json, 'C', process_track(), c->now, name);
    chromejson_args(&c->json);
    chromejson_int(&c->json, series, value);
    chromejson_close(&c->json);
}

void chrome_put_counters(struct chrome *c)
{
    if (c->counts_new) {
        chromejson_open(&c->json, 'C', process_track(), c->now, "goroutines");
        chromejson_args(&c->json);
        chromejson_int(&c->json, "running", c->count[G_RUNNING]);
        chromejson_int(&c->json, "runnable", c->count[G_RUNNABLE]);
        chromejson_int(&c->json, "in a system call", c->count[G_SYSCALL]);
        chromejson_int(&c->json, "waiting", c->count[G_WAITING]);
        chromejson_close(&c->json);
    }
    if (c->threads_new)
        put_counter(c, "threads", "threads", c->threads);
    if (c->idle_new)
        put_counter(c, "idle Ps", "idle", c->idle);
    if (c->heap_new) {
        put_counter(c, "heap in use", "bytes", c->heap);
        put_counter(c, "heap goal", "bytes", c->goal);
    }
    c->counts_new = c->threads_new = c->idle_new = c->heap_new = false;
}

/* The collector and what the program says. */

static void put_span(struct chrome *c, int64_t line, vtime from, const char *name)
{
    chromejson_open(&c->json, 'X', (struct track){GROUP_PROCESS, line}, from, name);
    chromejson_dur(&c->json, c->now - from);
    chromejson_close(&c->json);
}

static void end_stw(struct chrome *c)
{
    char name[NAME_MAX_LEN];

    if (c->stw < 0)
        return;
    snprintf(name, sizeof name, "stop-the-world (%s)",
             chrome_stw_text(c, (enum stw_reason)c->stw_reason, c->stw_at));
    put_span(c, LINE_STW, c->stw, name);
    c->stw = -1;
}

static void end_gc(struct chrome *c)
{
    if (c->gc >= 0)
        put_span(c, LINE_GC, c->gc, "GC concurrent mark phase");
    c->gc = -1;
}

/* Tasks overlap as they like, and so do the regions of different goroutines: each has an id of its own in which begins and
 * ends pair. */
static void put_async(struct chrome *c, const struct event *ev, char ph, const char *category,
                      char kind, int64_t id, int32_t op)
{
    char text[NAME_MAX_LEN];

    snprintf(text, sizeof text, "%c%lld", kind, (long long)id);
    chromejson_open(&c->json, ph, (struct track){GROUP_PROCESS, LINE_USER}, c->now,
                    chrome_op_text(c, op));
    chromejson_text(&c->json, "cat", category);
    chromejson_text(&c->json, "id", text);
    chromejson_args(&c->json);
    chromejson_int(&c->json, "g", chrome_g_id(c, ev->g));
    chromejson_int(&c->json, "task", ev->a);
    chromejson_close(&c->json);
}

/* A region that began before an imported history has no begin to pair with. */
static void end_region(struct chrome *c, const struct event *ev)
{
    struct chrome_g *r = chrome_g(c, ev->g);

    if (r->regions == 0)
        return;
    r->regions--;
    put_async(c, ev, 'e', "region", 'G', chrome_g_id(c, ev->g), (int32_t)ev->b);
}

static void put_log(struct chrome *c, const struct event *ev)
{
    chrome_put_instant(c, ev->p < 0 ? chrome_track_g(ev->g) : chrome_track_p(ev->p),
                       ev->b < 0 ? "log" : chrome_op_text(c, (int32_t)ev->b));
    chromejson_args(&c->json);
    chromejson_text(&c->json, "message", chrome_op_text2(c, (int32_t)ev->b));
    chromejson_int(&c->json, "g", chrome_g_id(c, ev->g));
    chromejson_int(&c->json, "task", ev->a);
    chromejson_close(&c->json);
}

static void heap(struct chrome *c, int64_t *figure, int64_t bytes)
{
    *figure = bytes < 0 || bytes == INT64_MAX ? 0 : bytes;
    c->heap_new = true;
}

void chrome_end_spans(struct chrome *c)
{
    end_gc(c);
    end_stw(c);
}

bool chrome_say_event(struct chrome *c, const struct event *ev)
{
    switch ((enum event_kind)ev->kind) {
    case EV_P_IDLE:
        c->idle = ev->a;
        c->idle_new = true;
        break;
    case EV_GC_BEGIN:
        c->gc = c->now;
        break;
    case EV_GC_END:
        end_gc(c);
        break;
    case EV_STW_BEGIN:
        c->stw = c->now;
        c->stw_reason = (uint8_t)ev->b;
        c->stw_at = ev->at;
        break;
    case EV_STW_END:
        end_stw(c);
        break;
    case EV_HEAP_ALLOC:
        heap(c, &c->heap, ev->a);
        break;
    case EV_HEAP_GOAL:
        heap(c, &c->goal, ev->a);
        break;
    case EV_TASK_BEGIN:
        put_async(c, ev, 'b', "task", 'T', ev->a, places_get(&c->places, ev->at).op);
        break;
    case EV_TASK_END:
        put_async(c, ev, 'e', "task", 'T', ev->a, (int32_t)ev->b);
        break;
    case EV_REGION_BEGIN:
        chrome_g(c, ev->g)->regions++;
        put_async(c, ev, 'b', "region", 'G', chrome_g_id(c, ev->g), (int32_t)ev->b);
        break;
    case EV_REGION_END:
        end_region(c, ev);
        break;
    case EV_LOG:
        put_log(c, ev);
        break;
    default:
        return false;
    }
    return true;
}
