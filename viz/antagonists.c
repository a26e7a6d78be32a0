#include "antagonists.h"

#include "gtable.h"

struct on_p {
    goid g; /* 0: none */
    vtime since;
};

struct search {
    goid g;
    bool runnable;
    vtime since, all; /* of being runnable */
    VEC(struct on_p) ps;
    struct gtable times; /* vtime by goid */
};

static void add(struct search *s, const struct on_p *p, vtime until)
{
    vtime from = p->since > s->since ? p->since : s->since;

    if (s->runnable && p->g && p->g != s->g && until > from)
        *(vtime *)gtable_at(&s->times, p->g) += until - from;
}

static struct on_p *p_of(struct search *s, int16_t p)
{
    while ((int64_t)s->ps.len <= p)
        *VEC_PUSH(&s->ps) = (struct on_p){0, 0};
    return &s->ps.at[p];
}

static void set_running(struct search *s, int16_t p, goid g, vtime t)
{
    struct on_p *on;

    if (p < 0)
        return;
    on = p_of(s, p);
    add(s, on, t);
    *on = (struct on_p){g, t};
}

static void set_runnable(struct search *s, bool runnable, vtime t)
{
    if (s->runnable == runnable)
        return;
    if (s->runnable) {
        for (size_t i = 0; i < s->ps.len; i++)
            add(s, &s->ps.at[i], t);
        s->all += t - s->since;
    }
    s->runnable = runnable;
    s->since = t;
}

/* The goroutine that an event makes runnable, or 0. */
static goid readied(const struct event *ev)
{
    switch (ev->kind) {
    case EV_GO_CREATE:
        return ev->flag ? 0 : (goid)ev->a;
    case EV_GO_READY:
    case EV_GO_STOP:
        return ev->g;
    case EV_SYSCALL_RET:
        return ev->flag ? ev->g : 0;
    default:
        return 0;
    }
}

static void event(struct search *s, const struct event *ev)
{
    goid g = readied(ev);

    switch (ev->kind) {
    case EV_GO_START:
        if (ev->g == s->g)
            set_runnable(s, false, ev->t);
        set_running(s, ev->p, ev->g, ev->t);
        break;
    case EV_GO_STOP:
    case EV_GO_BLOCK:
    case EV_GO_END:
    case EV_SYSCALL:
        set_running(s, ev->p, 0, ev->t);
        break;
    case EV_SYSCALL_RET:
        if (!ev->flag)
            set_running(s, ev->p, ev->g, ev->t);
        break;
    }
    if (g && g == s->g)
        set_runnable(s, true, ev->t);
}

static bool events(void *arg, int64_t seq, const struct event *ev, size_t n)
{
    (void)seq;
    for (size_t i = 0; i < n; i++)
        event(arg, &ev[i]);
    return true;
}

struct ranking {
    struct antagonist *at;
    int32_t len, most;
};

static void rank(void *arg, goid g, void *record)
{
    struct ranking *r = arg;
    vtime time = *(vtime *)record;
    int32_t i = r->len < r->most ? r->len++ : r->most - 1;

    if (i == r->most - 1 && r->len == r->most && r->at[i].time >= time && r->at[i].g)
        return;
    for (; i > 0 && r->at[i - 1].time < time; i--)
        r->at[i] = r->at[i - 1];
    r->at[i] = (struct antagonist){g, time};
}

int32_t antagonists_find(const struct history *h, int64_t from, int64_t to, goid g,
                         struct antagonist *out, int32_t n, vtime *all)
{
    struct search s = {.g = g};
    struct ranking r = {.at = out, .most = n};
    struct event last;

    gtable_init(&s.times, sizeof(vtime));
    history_each(h, from, to, events, &s);
    if (to > 0 && history_read(h, to - 1, 1, &last))
        set_runnable(&s, false, last.t);
    for (int32_t i = 0; i < n; i++)
        out[i] = (struct antagonist){0, 0};
    gtable_each(&s.times, rank, &r);
    *all = s.all;
    gtable_deinit(&s.times);
    free(s.ps.at);
    return r.len;
}
