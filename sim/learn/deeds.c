#include "deeds.h"

#include <string.h>

#include "stack.h"

static int32_t add_group(struct deeds *d, const char *name)
{
    int32_t i = names_add(&d->names, name);

    if (d->groups.len == (size_t)i)
        *VEC_PUSH(&d->groups) = (struct group){.name = d->names.list.at[i]};
    return i;
}

/* The main goroutine begins in runtime.main or, in later releases, main.main; what else begins with runtime is none of the program's. */
static int32_t group_of(struct deeds *d, const char *start)
{
    if (strcmp(start, "runtime.main") == 0 || strcmp(start, "main.main") == 0)
        return 0;
    if (strncmp(start, "runtime.", 8) == 0 || strncmp(start, "runtime/", 8) == 0)
        return NOBODY;
    return add_group(d, *start ? start : "unknown");
}

static struct doer *doer(struct deeds *d, goid g)
{
    while (d->doers.len < (size_t)g)
        *VEC_PUSH(&d->doers) = (struct doer){.group = NOBODY, .last = NOBODY, .place = PLACE_NONE};
    return &d->doers.at[g - 1];
}

/* One of the program's, or NULL. */
static struct doer *user(struct deeds *d, goid g)
{
    struct doer *who = g > 0 ? doer(d, g) : NULL;

    return who && who->group != NOBODY ? who : NULL;
}

static void pause_burst(struct deeds *d, struct doer *who)
{
    if (who->runs)
        who->cpu += d->now - who->since;
    who->runs = false;
}

static void resume_burst(struct deeds *d, struct doer *who)
{
    who->runs = true;
    who->since = d->now;
}

static int32_t find_site(struct deeds *d, enum deed kind, int32_t group, int32_t place,
                         int32_t child)
{
    int32_t own = stack_own(d, place);
    struct sb key = {0};
    int32_t i;

    sb_printf(&key, "%d %d %d ", (int)kind, (int)group, (int)child);
    if (own != PLACE_NONE)
        sb_printf(&key, "%lld %s", (long long)d->table->ops.at[own].line,
                  d->table->ops.at[own].func);
    i = names_add(&d->keys, sb_text(&key));
    sb_free(&key);
    if (d->sites.len == (size_t)i)
        *VEC_PUSH(&d->sites) = (struct site){
            .kind = kind, .group = group, .joint = i, .child = child, .name = stack_call(d, place)};
    return i;
}

/* The burst before a deed belongs to the deed before it. */
static void end_burst(struct deeds *d, struct doer *who)
{
    struct deed_times *to =
        who->last == NOBODY ? &d->groups.at[who->group].first : &d->sites.at[who->last].after;

    if (who->runs) {
        who->cpu += d->now - who->since;
        who->since = d->now;
    }
    *VEC_PUSH(to) = who->cpu;
    d->groups.at[who->group].cpu += who->cpu;
    who->cpu = 0;
}

/* `took` is -1 for what did not wait. */
static int32_t did(struct deeds *d, goid g, enum deed kind, int32_t place, int32_t child,
                   vtime took)
{
    struct doer *who = doer(d, g);
    int32_t i = find_site(d, kind, who->group, place, child);
    struct site *site = &d->sites.at[i];

    end_burst(d, who);
    who->last = i;
    *VEC_PUSH(&who->did) = i;
    site->count++;
    if (took >= 0) {
        site->waited++;
        *VEC_PUSH(&site->took) = took;
        if (site->last == g)
            *VEC_PUSH(&site->gaps) = d->now - site->last_end;
        site->last = g;
        site->last_end = d->now;
    }
    return i;
}

int32_t site_object(const struct deeds *d, int32_t site)
{
    while (d->sites.at[site].joint != site)
        site = d->sites.at[site].joint;
    return site;
}

static void join(struct deeds *d, int32_t a, int32_t b)
{
    a = site_object(d, a);
    b = site_object(d, b);
    d->sites.at[a < b ? b : a].joint = a < b ? a : b;
}

/* What the two sides of a wait and its end did. */
static void pair(enum deed waits, bool takes, enum deed *waiter, enum deed *waker)
{
    *waiter = waits == DEED_GO ? (takes ? DEED_SEND : DEED_RECV) : waits;
    *waker = *waiter == DEED_SEND   ? DEED_RECV
             : *waiter == DEED_LOCK ? DEED_UNLOCK
             : *waiter == DEED_WAIT ? DEED_DONE
                                    : DEED_SEND;
}

static void woken_alone(struct deeds *d, const struct event *ev, const struct doer *who,
                        enum wait_reason reason)
{
    bool chan = reason == WAIT_CHAN_RECV || reason == WAIT_SELECT;
    enum deed kind = reason == WAIT_IO ? DEED_NET : chan ? DEED_TIMER : DEED_SLEEP;

    did(d, ev->g, kind, who->place, 0, d->now - who->asked);
}

/* The reason of a wait, kept beside its beginning. */
static void ready(struct deeds *d, const struct event *ev)
{
    struct doer *who = user(d, ev->g);
    goid by = (goid)ev->a;
    enum deed waiter, waker;
    int32_t one, other;

    if (!who || who->asked < 0)
        return;
    if (stack_is_tracer(d, who->place) || stack_is_tracer(d, ev->at)) {
        who->asked = -1;
        return;
    }
    if (!user(d, by) || who->reason == WAIT_SLEEP || who->reason == WAIT_IO) {
        woken_alone(d, ev, who, (enum wait_reason)who->reason);
    } else {
        pair(stack_wait(d, who->place), stack_takes(d, ev->at), &waiter, &waker);
        one = did(d, ev->g, waiter, who->place, 0, d->now - who->asked);
        other = did(d, by, waker, ev->at, 0, -1);
        join(d, one, other);
    }
    doer(d, ev->g)->asked = -1;
}

static void create(struct deeds *d, const struct event *ev)
{
    const char *start = ev->b >= 0 ? d->table->funcs.at[ev->b] : "runtime.";
    int32_t group = group_of(d, start);
    struct doer *child = doer(d, (goid)ev->a);

    child->group = group;
    child->asked = -1;
    if (group == NOBODY)
        return;
    d->groups.at[group].n++;
    if (user(d, ev->g))
        did(d, ev->g, DEED_GO, ev->at, group, -1);
    else
        d->groups.at[group].before++;
}

static void block(struct deeds *d, struct doer *who, const struct event *ev)
{
    const char *text = ev->at == PLACE_NONE ? NULL : d->table->ops.at[ev->at].text;
    bool collector = (text && strncmp(text, "GC ", 3) == 0) || ev->b == WAIT_GC_ASSIST ||
                     ev->b == WAIT_GC_CYCLE || ev->b == WAIT_PREEMPTED;

    pause_burst(d, who);
    who->asked = collector ? -1 : d->now;
    who->place = ev->at;
    who->reason = (uint8_t)ev->b;
}

static void finish(struct deeds *d, struct doer *who)
{
    struct group *group = &d->groups.at[who->group];

    end_burst(d, who);
    who->runs = false;
    who->ended = true;
    group->ended++;
    group->last_end = d->now;
}

static void heap(struct deeds *d, int64_t bytes)
{
    if (d->heap >= 0 && bytes > d->heap)
        d->allocated += bytes - d->heap;
    if (d->heap < 0 || bytes < d->heap_least)
        d->heap_least = bytes;
    d->heap = bytes;
}

static void place(struct deeds *d, const struct event *ev)
{
    while (d->caller.len <= (size_t)ev->at)
        *VEC_PUSH(&d->caller) = PLACE_NONE;
    d->caller.at[ev->at] = (int32_t)ev->a;
}

/* Events of no goroutine of the program's. False: it may be one of theirs. */
static bool of_the_run(struct deeds *d, const struct event *ev)
{
    if (ev->kind == EV_PLACE)
        place(d, ev);
    else if (ev->kind == EV_BEGIN)
        d->gomaxprocs = (int32_t)ev->a;
    else if (ev->kind == EV_HEAP_ALLOC)
        heap(d, ev->a);
    else if (ev->kind == EV_GC_BEGIN)
        d->gc_cycles++;
    else if (ev->kind == EV_GO_CREATE)
        create(d, ev);
    else if (ev->kind == EV_GO_READY)
        ready(d, ev);
    else
        return false;
    return true;
}

static void event(struct deeds *d, const struct event *ev)
{
    struct doer *who;

    d->now = ev->t;
    if (of_the_run(d, ev))
        return;
    who = user(d, ev->g);
    if (!who)
        return;
    if (ev->kind == EV_GO_START) {
        resume_burst(d, who);
    } else if (ev->kind == EV_GO_STOP) {
        pause_burst(d, who);
    } else if (ev->kind == EV_GO_BLOCK) {
        block(d, who, ev);
    } else if (ev->kind == EV_SYSCALL) {
        pause_burst(d, who);
        who->asked = d->now;
        who->place = ev->at;
    } else if (ev->kind == EV_SYSCALL_RET) {
        if (who->asked >= 0 && !stack_is_tracer(d, who->place))
            did(d, ev->g, DEED_SYSCALL, who->place, 0, d->now - who->asked);
        who = doer(d, ev->g);
        who->asked = -1;
        if (ev->flag == 0)
            resume_burst(d, who);
    } else if (ev->kind == EV_GO_END) {
        finish(d, who);
    }
}

static void events(void *self, const struct event *ev, size_t n)
{
    for (size_t i = 0; i < n; i++)
        event(self, &ev[i]);
}

struct event_sink deeds_sink(struct deeds *d)
{
    return (struct event_sink){events, d};
}

void deeds_init(struct deeds *d, const struct trace_summary *s, const struct imported *table)
{
    *d = (struct deeds){.s = s, .table = table, .heap = -1};
    add_group(d, "main");
}

void deeds_end(struct deeds *d)
{
    for (size_t i = 0; i < d->doers.len; i++) {
        struct doer *who = &d->doers.at[i];
        struct group *group;

        if (who->group == NOBODY)
            continue;
        group = &d->groups.at[who->group];
        if (who->group == 0 && (who->ended || who->runs || stack_is_tracer(d, who->place)))
            d->main_ended = true;
        if (!who->ended)
            end_burst(d, who);
        if (!group->most || who->did.len > d->doers.at[group->most - 1].did.len)
            group->most = (goid)(i + 1);
    }
}

void deeds_free(struct deeds *d)
{
    for (size_t i = 0; i < d->doers.len; i++)
        free(d->doers.at[i].did.at);
    for (size_t i = 0; i < d->sites.len; i++) {
        free(d->sites.at[i].after.at);
        free(d->sites.at[i].took.at);
        free(d->sites.at[i].gaps.at);
    }
    for (size_t i = 0; i < d->groups.len; i++)
        free(d->groups.at[i].first.at);
    free(d->doers.at);
    free(d->sites.at);
    free(d->groups.at);
    free(d->caller.at);
    names_deinit(&d->names);
    names_deinit(&d->keys);
}
