#include "os.h"

static void set_moment(struct sim *s, struct m *mp, vtime at)
{
    mp->os.at = at;
    mp->os.gen++;
    if (at != VTIME_MAX)
        evq_push(&s->evq, at, mp->id, mp->os.gen);
}

static void tell_core(struct sim *s, struct m *mp)
{
    struct event *e = event_add(s, EV_CORE, mp);

    e->b = mp->os.core;
}

/* The slice ends are moments of their own, as long as somebody waits. A core's `gen` is its thread's on_since. */
static void watch_slice(struct sim *s, struct m *mp)
{
    vtime end = mp->os.on_since + OS_SLICE;

    evq_push(&s->evq, end > s->now ? end : s->now + OS_SLICE, -1 - mp->os.core,
             (uint32_t)mp->os.on_since);
}

static void take_core(struct sim *s, struct m *mp, int32_t core)
{
    s->cores[core] = mp;
    s->core_busy++;
    mp->os.core = core;
    mp->os.on_since = s->now;
    if (s->core_queue.len)
        watch_slice(s, mp);
}

static void leave_core(struct sim *s, struct m *mp)
{
    if (mp->os.core == NOBODY)
        return;
    s->cores[mp->os.core] = NULL;
    s->core_busy--;
    mp->os.core = NOBODY;
}

/* A core is free: one of the three that have waited longest gets it. */
static void dispatch(struct sim *s, int32_t core)
{
    size_t n = s->core_queue.len < 3 ? s->core_queue.len : 3;
    size_t i;
    struct m *mp;

    if (n == 0)
        return;
    i = n == 1 ? 0 : (size_t)choose(s, CHOICE_CORE, (int64_t)n);
    mp = s->core_queue.at[i];
    for (size_t k = i + 1; k < s->core_queue.len; k++)
        s->core_queue.at[k - 1] = s->core_queue.at[k];
    s->core_queue.len--;
    mp->os.waiting = false;
    take_core(s, mp, core);
    tell_core(s, mp);
    set_moment(s, mp, s->now + mp->os.left);
    mp->os.left = 0;
}

static void wait_for_core(struct sim *s, struct m *mp)
{
    if (s->core_queue.len == 0)
        for (int32_t c = 0; c < s->prog->cores; c++)
            if (s->cores[c])
                watch_slice(s, s->cores[c]);
    *VEC_PUSH(&s->core_queue) = mp;
    mp->os.waiting = true;
    mp->os.at = VTIME_MAX;
    mp->os.gen++;
    tell_core(s, mp);
}

/* Takes mp off its core in the middle of its work. */
static int32_t interrupt_thread(struct sim *s, struct m *mp)
{
    int32_t core = mp->os.core;

    mp->os.left = mp->os.at - s->now;
    leave_core(s, mp);
    wait_for_core(s, mp);
    return core;
}

static struct m *longest_on_core(struct sim *s)
{
    struct m *longest = s->cores[0];

    for (int32_t c = 1; c < s->prog->cores; c++)
        if (s->cores[c]->os.on_since < longest->os.on_since)
            longest = s->cores[c];
    return longest;
}

static int32_t free_core(struct sim *s)
{
    for (int32_t c = 0; c < s->prog->cores; c++)
        if (!s->cores[c])
            return c;
    return NOBODY;
}

bool os_arrive(struct sim *s, struct m *mp)
{
    struct m *other;

    mp->os.at = VTIME_MAX;
    if (mp->os.core != NOBODY)
        return true;
    mp->os.asleep = false;
    if (s->core_busy < s->prog->cores) {
        take_core(s, mp, free_core(s));
        return true;
    }
    other = longest_on_core(s);
    if (s->now - other->os.on_since < OS_WAKE_PREEMPT || other->os.at == VTIME_MAX) {
        mp->os.left = 0;
        wait_for_core(s, mp);
        return false;
    }
    take_core(s, mp, interrupt_thread(s, other));
    tell_core(s, mp);
    return true;
}

void os_slice_end(struct sim *s, int32_t core, uint32_t gen)
{
    struct m *mp = s->cores[core];

    if (!mp || s->core_queue.len == 0 || (uint32_t)mp->os.on_since != gen)
        return; /* the core has changed hands, or nobody waits any more */
    if (mp->os.at == VTIME_MAX)
        return;
    dispatch(s, interrupt_thread(s, mp));
}

void os_compute(struct sim *s, struct m *mp, enum todo todo)
{
    vtime ns = mp->owed;

    mp->owed = 0;
    mp->todo = todo;
    assert(mp->os.core != NOBODY);
    set_moment(s, mp, s->now + ns);
}

void os_sleep(struct sim *s, struct m *mp, vtime at, enum todo todo)
{
    int32_t core = mp->os.core;

    /* What it still owes it works off on its way to sleep: nobody can wake it before. */
    mp->os.busy_until = s->now + mp->owed;
    mp->owed = 0;
    mp->not_user = 0;
    mp->todo = todo;
    mp->os.asleep = true;
    leave_core(s, mp);
    set_moment(s, mp, at < mp->os.busy_until ? mp->os.busy_until : at);
    if (core != NOBODY)
        dispatch(s, core);
}

void os_wake(struct sim *s, struct m *mp, vtime at, enum todo todo)
{
    assert(mp->os.asleep && !mp->exited);
    mp->todo = todo;
    set_moment(s, mp, at < mp->os.busy_until ? mp->os.busy_until : at);
}

vtime os_cut(struct sim *s, struct m *mp, vtime at)
{
    vtime undone;

    if (mp->os.waiting) {
        undone = mp->os.left;
        mp->os.left = 0;
        return undone;
    }
    if (mp->os.at == VTIME_MAX || mp->os.at <= at)
        return 0;
    undone = mp->os.at - at;
    set_moment(s, mp, at);
    return undone;
}

void os_start(struct sim *s, struct m *mp, vtime at, enum todo todo)
{
    mp->os.core = NOBODY;
    mp->os.asleep = true;
    mp->os.at = VTIME_MAX;
    os_wake(s, mp, at, todo);
}

void os_exit(struct sim *s, struct m *mp)
{
    os_sleep(s, mp, VTIME_MAX, TODO_NOTHING);
}
