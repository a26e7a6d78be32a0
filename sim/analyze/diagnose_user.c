/* diagnose_user.c: tasks and regions, event by event: who began what, and who ended it. */
#include <stdio.h>
#include <string.h>

#include "diagnose_internal.h"
#include "idmap.h"
#include "sb.h"
#include "utf8.h"
#include "vtime.h"

enum {
    SEARCH = 64,    /* open regions of other goroutines that are looked through, the latest first */
    LATE_NS = 10000 /* a region may end a moment after its task: deferred calls run one by one */
};

struct open_region {
    int64_t g, began;
    uint64_t task, event;
    uint32_t name;
    uint32_t below; /* the region around it on its goroutine, index + 1; 0: none */
    bool ended;
    bool elsewhere; /* its end came on another goroutine: it never closes */
};

struct task {
    uint64_t id;
    uint32_t name;
    int64_t ended; /* -1: not */
};

struct user {
    struct diagnosis *d;
    struct trace_names names;
    VEC(struct open_region) regions; /* those that ended at the end are taken off */
    VEC(struct task) tasks;
    struct idmap top;     /* of each goroutine, the innermost region, index + 1 in regions */
    struct idmap task_of; /* place in tasks */
    struct idmap born_in; /* goroutines created in the trace: with a task open (1) or without (0) */
    size_t tasks_open, regions_seen;
    uint64_t event;
    uint64_t strays, without, late, orphans;
};

/* The first NAME characters of a name, safe to show. */
enum { NAME = 60, NAME_TEXT = 4 * NAME + 1 };

static const char *name_of(const struct user *u, uint32_t symbol, char buf[NAME_TEXT])
{
    struct trace_text t = trace_text(&u->names, symbol);
    struct sb b = {0};
    size_t len = 0;
    uint32_t c;

    for (int n = 0; n < NAME && len < t.len; n++)
        len += utf8_next(t.at + len, t.len - len, &c);
    sb_plain(&b, t.at, len);
    snprintf(buf, NAME_TEXT, "%s", sb_text(&b));
    sb_free(&b);
    return buf;
}

static bool told_enough(uint64_t *count)
{
    return ++*count > EVIDENCE_LINES;
}

/* ---- tasks ---- */

static void begin_task(struct user *u, const struct trace_event *ev)
{
    idmap_put(&u->task_of, ev->task, (uint32_t)u->tasks.len);
    *VEC_PUSH(&u->tasks) = (struct task){ev->task, ev->text, -1};
    u->tasks_open++;
}

static void end_task(struct user *u, const struct trace_event *ev)
{
    uint32_t at = idmap_find(&u->task_of, ev->task);

    if (at == IDMAP_NONE || u->tasks.at[at].ended >= 0)
        return;
    u->tasks.at[at].ended = ev->time;
    u->tasks_open--;
}

/* The task, if it has ended before `now` by more than a moment. */
static const struct task *ended_before(const struct user *u, uint64_t id, int64_t now)
{
    uint32_t at = id ? idmap_find(&u->task_of, id) : IDMAP_NONE;
    const struct task *t = at == IDMAP_NONE ? NULL : &u->tasks.at[at];

    return t && t->ended >= 0 && now - t->ended > LATE_NS ? t : NULL;
}

static void tell_late(struct user *u, const struct task *t, uint32_t region, int64_t g, int64_t now,
                      const char *what)
{
    char task[NAME_TEXT], name[NAME_TEXT], by[VTIME_TEXT];

    if (told_enough(&u->late))
        return;
    vtime_format(by, now - t->ended);
    diagnose_evidence(u->d, FINDING_TASK_ENDED_EARLY,
                      "event %llu: region %s of G%lld %s %s after the end of its task %s (%llu)",
                      (unsigned long long)u->event, name_of(u, region, name), (long long)g, what,
                      by, name_of(u, t->name, task), (unsigned long long)t->id);
}

/* ---- regions ---- */

static void begin_region(struct user *u, const struct trace_event *ev)
{
    uint32_t below = idmap_find(&u->top, (uint64_t)ev->g);
    uint32_t born = idmap_find(&u->born_in, (uint64_t)ev->g);
    const struct task *gone = ended_before(u, ev->task, ev->time);
    char name[NAME_TEXT];

    u->regions_seen++;
    if (gone)
        tell_late(u, gone, ev->text, ev->g, ev->time, "begins");
    if (ev->task == 0 && born == 1) {
        u->orphans += u->tasks_open == 0;
        if (!told_enough(&u->without))
            diagnose_evidence(u->d, FINDING_REGION_WITHOUT_TASK,
                              "event %llu: region %s begins on G%lld under no task; the goroutine "
                              "was made while a task was open",
                              (unsigned long long)u->event, name_of(u, ev->text, name),
                              (long long)ev->g);
    }
    *VEC_PUSH(&u->regions) = (struct open_region){
        ev->g, ev->time, ev->task, u->event, ev->text, below == IDMAP_NONE ? 0 : below,
        false, false};
    idmap_put(&u->top, (uint64_t)ev->g, (uint32_t)u->regions.len);
}

/* An end on a goroutine that has no region open. If the goroutine began in this trace it never had one, and the region that is
 * meant is another's. */
static void stray_end(struct user *u, const struct trace_event *ev)
{
    size_t n = u->regions.len, least = n > SEARCH ? n - SEARCH : 0;
    char name[NAME_TEXT];

    if (idmap_find(&u->born_in, (uint64_t)ev->g) == IDMAP_NONE)
        return;
    for (size_t i = n; i > least; i--) {
        struct open_region *r = &u->regions.at[i - 1];

        if (r->ended || r->elsewhere || r->task != ev->task || r->name != ev->text || r->g == ev->g)
            continue;
        r->elsewhere = true;
        if (!told_enough(&u->strays))
            diagnose_evidence(u->d, FINDING_REGION_MISUSE,
                              "event %llu: region %s ends on G%lld, where none is open; event "
                              "%llu began it on G%lld",
                              (unsigned long long)u->event, name_of(u, ev->text, name),
                              (long long)ev->g, (unsigned long long)r->event, (long long)r->g);
        return;
    }
}

static void end_region(struct user *u, const struct trace_event *ev)
{
    uint32_t top = idmap_find(&u->top, (uint64_t)ev->g);
    struct open_region *r;
    const struct task *gone;

    if (top == IDMAP_NONE || top == 0) {
        stray_end(u, ev);
        return;
    }
    r = &u->regions.at[top - 1];
    gone = ended_before(u, r->task, ev->time);
    if (gone && gone->ended > r->began)
        tell_late(u, gone, r->name, r->g, ev->time, "ends");
    r->ended = true;
    idmap_put(&u->top, (uint64_t)ev->g, r->below);
    while (u->regions.len && u->regions.at[u->regions.len - 1].ended)
        u->regions.len--;
}

static void hear(void *self, const struct trace_event *ev)
{
    struct user *u = self;

    u->event++;
    switch (ev->kind) {
    case TRACE_TASK_BEGIN:
        begin_task(u, ev);
        break;
    case TRACE_TASK_END:
        end_task(u, ev);
        break;
    case TRACE_REGION_BEGIN:
        begin_region(u, ev);
        break;
    case TRACE_REGION_END:
        end_region(u, ev);
        break;
    case TRACE_TRANSITION:
        if (ev->scope == TRACE_OF_G && ev->from == TRACE_G_NOT_EXIST)
            idmap_put(&u->born_in, (uint64_t)ev->subject, u->tasks_open > 0);
        break;
    }
}

/* ---- verdicts ---- */

static void judge_misuse(const struct user *u, const struct trace_summary *s)
{
    bool refused = !s->valid && strstr(s->error.text, "misuse of region");
    enum finding_id id = FINDING_REGION_MISUSE;

    if (refused) {
        diagnose_judge(u->d, id, SUPPORTED, STRENGTH_STRONG,
                       "the reader stops there, and all that follows is lost: %s", s->error.text);
        diagnose_evidence(u->d, id, "at byte %llu, after %llu events",
                          (unsigned long long)s->error.offset, (unsigned long long)s->error.events);
    } else if (u->strays) {
        diagnose_judge(u->d, id, SUPPORTED, STRENGTH_STRONG,
                       "%llu regions end on a goroutine on which they did not begin",
                       (unsigned long long)u->strays);
    } else if (!s->valid) {
        diagnose_judge(u->d, id, UNDECIDED, STRENGTH_NONE, "not in what is readable of the trace");
    } else {
        diagnose_judge(u->d, id, NOT_SUPPORTED, STRENGTH_STRONG,
                       "%zu regions, none of which ends on another goroutine", u->regions_seen);
    }
}

static void judge_tasks(const struct user *u, const struct trace_summary *s)
{
    struct diagnosis *d = u->d;

    if (u->without)
        diagnose_judge(d, FINDING_REGION_WITHOUT_TASK, SUPPORTED, STRENGTH_FAIR,
                       "%llu of %zu regions belong to no task, on goroutines that were made while "
                       "a task was open",
                       (unsigned long long)u->without, u->regions_seen);
    else
        diagnose_judge(d, FINDING_REGION_WITHOUT_TASK, s->valid ? NOT_SUPPORTED : UNDECIDED,
                       s->valid ? STRENGTH_STRONG : STRENGTH_NONE,
                       "%zu regions and %zu tasks, and no sign that a region should have had one",
                       u->regions_seen, u->tasks.len);
    if (u->late)
        diagnose_judge(d, FINDING_TASK_ENDED_EARLY, SUPPORTED, STRENGTH_STRONG,
                       "%llu regions begin or go on after the end of their task",
                       (unsigned long long)u->late);
    else if (u->orphans || !s->valid)
        diagnose_judge(d, FINDING_TASK_ENDED_EARLY, UNDECIDED, STRENGTH_NONE,
                       "%llu regions without a task run when all tasks have ended; whether they "
                       "were meant to belong to one the trace cannot say",
                       (unsigned long long)u->orphans);
    else
        diagnose_judge(d, FINDING_TASK_ENDED_EARLY, NOT_SUPPORTED, STRENGTH_STRONG,
                       "%zu tasks, and no region that outlives its task", u->tasks.len);
}

/* Regions that are still open when the trace ends, under a task that has ended long before: at the end of a program all of
 * them are open for a moment. */
static void tell_open(struct user *u, int64_t now, int64_t duration)
{
    for (size_t i = 0; i < u->regions.len; i++) {
        const struct open_region *r = &u->regions.at[i];
        const struct task *gone = r->ended || r->elsewhere ? NULL : ended_before(u, r->task, now);

        if (gone && gone->ended > r->began && now - gone->ended > MSEC + duration / 20)
            tell_late(u, gone, r->name, r->g, now, "is still open");
    }
}

struct clocked {
    struct user *user;
    int64_t now;
};

static void hear_clocked(void *self, const struct trace_event *ev)
{
    struct clocked *c = self;

    c->now = ev->time;
    hear(c->user, ev);
}

void diagnose_annotations(const void *bytes, size_t len, const struct trace_summary *s,
                          struct diagnosis *d)
{
    struct user u = {.d = d};
    struct clocked c = {&u, 0};
    struct trace_error err;

    trace_read(bytes, len, &u.names, (struct trace_sink){hear_clocked, &c}, &err);
    tell_open(&u, c.now, s->duration);
    judge_misuse(&u, s);
    judge_tasks(&u, s);
    trace_names_free(&u.names);
    idmap_free(&u.top);
    idmap_free(&u.task_of);
    idmap_free(&u.born_in);
    free(u.regions.at);
    free(u.tasks.at);
}
