#include "recipe.h"

#include <string.h>

#include "fit.h"

enum { ROOM = 4096, GO_APART = 20 * USEC, LEAST_BURST = 50 };

/* Lists of operations, a line each. */
struct recipe {
    const struct plan *p;
    struct sb *out;
    int depth;
    bool more; /* something stands before in this list */
    bool buffered;
    int32_t heavy; /* function that allocates; NOBODY: none does */
};

static void line(struct recipe *w)
{
    sb_puts(w->out, w->more ? ",\n" : "\n");
    for (int i = 0; i < w->depth; i++)
        sb_puts(w->out, "  ");
    w->more = true;
}

static void op(struct recipe *w, const char *verb, const char *object)
{
    line(w);
    sb_printf(w->out, "{ \"%s\": \"%s\" }", verb, object);
}

static void open_list(struct recipe *w)
{
    w->depth++;
    w->more = false;
}

static void close_list(struct recipe *w)
{
    w->depth--;
    sb_puts(w->out, "\n");
    for (int i = 0; i < w->depth; i++)
        sb_puts(w->out, "  ");
    sb_puts(w->out, "]");
    w->more = true;
}

static void drawn(struct recipe *w, const char *verb, struct deed_times times, const char *name)
{
    line(w);
    sb_printf(w->out, "{ \"%s\": ", verb);
    fit_write(times.at, times.len, w->out);
    if (name && *name)
        sb_printf(w->out, ", \"name\": \"%s\"", name);
    sb_puts(w->out, " }");
}

static void burst(struct recipe *w, struct deed_times times)
{
    if (fit_mean(times.at, times.len) >= LEAST_BURST)
        drawn(w, "cpu", times, NULL);
}

/* How many of a function's goroutines there are, as a value. */
static void count(struct recipe *w, const struct planned *f)
{
    if (f->counted)
        sb_printf(w->out, "\"$%s_n\"", f->name);
    else
        sb_printf(w->out, "%lld", (long long)f->n);
}

static void add(struct recipe *w, const char *group, const char *suffix, const struct planned *f)
{
    line(w);
    sb_printf(w->out, "{ \"Add\": \"%s%s\", \"n\": ", group, suffix);
    count(w, f);
    sb_puts(w->out, " }");
}

/* ---- operations ---- */

static void start(struct recipe *w, const struct planned *f, int64_t n, bool all)
{
    line(w);
    sb_printf(w->out, "{ \"go\": \"%s\"", f->name);
    if (all) {
        sb_puts(w->out, ", \"n\": ");
        count(w, f);
    } else if (n > 1) {
        sb_printf(w->out, ", \"n\": %lld", (long long)n);
    }
    sb_puts(w->out, " }");
}

/* A sleep of always the same length ends at that length or later, and the simulator has a lateness of its own: then the least
 * is what was asked for. */
static void sleep_op(struct recipe *w, const struct site *site)
{
    vtime least = VTIME_MAX;

    for (size_t i = 0; i < site->took.len; i++)
        least = site->took.at[i] < least ? site->took.at[i] : least;
    if (site->kind == DEED_TIMER || least < fit_mean(site->took.at, site->took.len) / 2) {
        drawn(w, "time.Sleep", site->took, NULL);
        return;
    }
    line(w);
    sb_puts(w->out, "{ \"time.Sleep\": ");
    fit_write_duration(least, w->out);
    sb_puts(w->out, " }");
}

static void channel_op(struct recipe *w, const struct site *site, const struct shared *o)
{
    bool wait = o->kind == SHARED_GROUP;

    if (site->kind == DEED_SEND || (site->kind == DEED_DONE && !wait))
        op(w, "send", o->name);
    else if (site->kind == DEED_WAIT && wait)
        op(w, "Wait", o->name);
    else if (site->kind == DEED_RECV || site->kind == DEED_WAIT)
        op(w, "recv", o->name);
}

/* An unlock whose lock the trace shows elsewhere, or never, is a pair of its own. */
static void mutex_op(struct recipe *w, const struct loop *loop, const struct step *step,
                     const struct shared *o)
{
    const struct plan *p = w->p;
    bool lock = p->d->sites.at[step->site].kind == DEED_LOCK;
    bool partner = false;

    for (size_t i = 0; i < loop->steps.len; i++)
        partner = partner ||
                  (site_object(p->d, loop->steps.at[i].site) == o->root &&
                   p->d->sites.at[loop->steps.at[i].site].kind == (lock ? DEED_UNLOCK : DEED_LOCK));
    if (lock || !partner)
        op(w, "Lock", o->name);
    if (!lock || !partner)
        op(w, "Unlock", o->name);
}

static void deed(struct recipe *w, const struct loop *loop, const struct step *step)
{
    const struct site *site = &w->p->d->sites.at[step->site];
    const struct shared *o = plan_shared(w->p, step->site);

    if (site->kind == DEED_SLEEP || site->kind == DEED_TIMER)
        sleep_op(w, site);
    else if (site->kind == DEED_SYSCALL)
        drawn(w, "syscall", site->took, site->name);
    else if (site->kind == DEED_NET)
        drawn(w, "netpoll", site->took, site->name);
    else if (site->kind == DEED_GO)
        start(w, &w->p->funcs.at[plan_func(w->p, site->child)], 1, false);
    else if (o && o->kind == SHARED_MUTEX)
        mutex_op(w, loop, step, o);
    else if (o)
        channel_op(w, site, o);
}

static void step_with_burst(struct recipe *w, const struct loop *loop, size_t i)
{
    const struct step *step = &loop->steps.at[i];
    int64_t every = step->each > 0 ? (loop->rounds + step->each / 2) / step->each : 1;

    if (every > 1) {
        line(w);
        sb_printf(w->out, "{ \"every\": %lld, \"do\": [", (long long)every);
        open_list(w);
    }
    if (!(loop->ranges && i == 0))
        deed(w, loop, step);
    burst(w, w->p->d->sites.at[step->site].after);
    if (every > 1) {
        close_list(w);
        sb_puts(w->out, " }");
    }
}

static void allocate(struct recipe *w, const struct planned *f, int64_t rounds)
{
    int64_t share = w->p->d->allocated / (f->n > 0 ? f->n : 1) / rounds;

    if (share <= 0)
        return;
    line(w);
    sb_printf(w->out, "{ \"alloc\": %lld }", (long long)share);
}

/* ---- a function ---- */

static const struct loop *longest(const struct planned *f)
{
    const struct loop *best = NULL;

    for (size_t i = 0; i < f->loops.len; i++)
        if (!best || f->loops.at[i].rounds > best->rounds)
            best = &f->loops.at[i];
    return best;
}

static bool starts(const struct plan *p, const struct loop *loop)
{
    for (size_t i = 0; i < loop->steps.len; i++)
        if (p->d->sites.at[loop->steps.at[i].site].kind == DEED_GO)
            return true;
    return false;
}

/* The rounds that a parameter has: the function's longest loop, if nothing else depends on their number. */
static bool has_rounds(const struct plan *p, const struct planned *f, const struct loop *loop)
{
    return loop == longest(f) && loop->rounds > 1 && !loop->ranges && !starts(p, loop);
}

/* All goroutines of a go statement at once, if they are started one right after the other. */
static bool start_all(struct recipe *w, const struct loop *loop)
{
    const struct site *site = &w->p->d->sites.at[loop->steps.at[0].site];
    const struct planned *child;

    if (loop->steps.len != 1 || site->kind != DEED_GO)
        return false;
    child = &w->p->funcs.at[plan_func(w->p, site->child)];
    if (!child->counted && fit_mean(site->after.at, site->after.len) > GO_APART)
        return false;
    start(w, child, loop->rounds, child->counted);
    burst(w, site->after);
    return true;
}

static void open_loop(struct recipe *w, const struct planned *f, const struct loop *loop)
{
    line(w);
    if (loop->ranges)
        sb_printf(w->out, "{ \"range\": \"%s\", \"do\": [",
                  plan_shared(w->p, loop->steps.at[0].site)->name);
    else if (has_rounds(w->p, f, loop))
        sb_printf(w->out, "{ \"for\": \"$%s_rounds\", \"do\": [", f->name);
    else
        sb_printf(w->out, "{ \"for\": %lld, \"do\": [", (long long)loop->rounds);
    open_list(w);
}

static void write_loop(struct recipe *w, const struct planned *f, const struct loop *loop)
{
    bool heavy = w->heavy != NOBODY && f == &w->p->funcs.at[w->heavy] && loop == longest(f);

    if (start_all(w, loop))
        return;
    if (loop->rounds > 1)
        open_loop(w, f, loop);
    for (size_t i = 0; i < loop->steps.len; i++)
        step_with_burst(w, loop, i);
    if (heavy)
        allocate(w, f, loop->rounds);
    if (loop->rounds > 1) {
        close_list(w);
        sb_puts(w->out, " }");
    }
}

static bool sends(const struct plan *p, const struct loop *loop, const struct shared *o)
{
    for (size_t i = 0; i < loop->steps.len; i++) {
        const struct site *site = &p->d->sites.at[loop->steps.at[i].site];

        if (site_object(p->d, loop->steps.at[i].site) == o->root &&
            (site->kind == DEED_SEND || site->kind == DEED_DONE))
            return true;
    }
    return false;
}

static bool closed_by_one(const struct plan *p, const struct shared *o)
{
    return o->senders == 1 && p->funcs.at[o->sender].n == 1;
}

/* After the last loop that sends to a channel, it is closed, or one of its senders less is there. */
static void end_sending(struct recipe *w, const struct planned *f, size_t loop)
{
    for (size_t i = 0; i < w->p->objects.len; i++) {
        const struct shared *o = &w->p->objects.at[i];
        bool later = false;

        if (o->kind != SHARED_CHAN || !o->closed || !sends(w->p, &f->loops.at[loop], o))
            continue;
        for (size_t l = loop + 1; l < f->loops.len; l++)
            later = later || sends(w->p, &f->loops.at[l], o);
        if (later)
            continue;
        line(w);
        sb_printf(w->out,
                  closed_by_one(w->p, o) ? "{ \"close\": \"%s\" }" : "{ \"Done\": \"%s_senders\" }",
                  o->name);
    }
}

/* Before anything is started: how many are waited for. */
static void prepare(struct recipe *w)
{
    const struct plan *p = w->p;

    for (size_t f = 1; f < p->funcs.len; f++) {
        if (p->funcs.at[f].done != NOBODY && p->funcs.at[f].n > 0)
            add(w, p->objects.at[p->funcs.at[f].done].name, "", &p->funcs.at[f]);
        if (!p->d->main_ended && p->funcs.at[f].n > 0)
            add(w, "all", "", &p->funcs.at[f]);
    }
    for (size_t i = 0; i < p->objects.len; i++) {
        const struct shared *o = &p->objects.at[i];

        if (o->kind != SHARED_CHAN || !o->closed || !o->senders || closed_by_one(p, o))
            continue;
        for (size_t f = 0; f < p->funcs.len; f++)
            for (size_t l = 0; l < p->funcs.at[f].loops.len; l++)
                if (sends(p, &p->funcs.at[f].loops.at[l], o)) {
                    add(w, o->name, "_senders", &p->funcs.at[f]);
                    break;
                }
        line(w);
        sb_printf(w->out, "{ \"go\": [{ \"Wait\": \"%s_senders\" }, { \"close\": \"%s\" }] }",
                  o->name, o->name);
    }
    for (size_t f = 1; f < p->funcs.len; f++)
        if (p->funcs.at[f].each && p->funcs.at[f].n > 0)
            start(w, &p->funcs.at[f], p->funcs.at[f].n, p->funcs.at[f].counted);
}

static void write_func(struct recipe *w, const struct planned *f)
{
    bool main = f == &w->p->funcs.at[0];

    sb_printf(w->out, "    \"%s\": [", f->name);
    w->depth = 2;
    open_list(w);
    if (main && w->heavy != NOBODY && w->p->d->heap_least > 0) {
        line(w);
        sb_printf(w->out, "{ \"alloc\": %lld, \"as\": \"live\", \"noscan\": true }",
                  (long long)w->p->d->heap_least);
    }
    if (main)
        prepare(w);
    burst(w, w->p->d->groups.at[f->group].first);
    for (size_t i = 0; i < f->loops.len; i++) {
        write_loop(w, f, &f->loops.at[i]);
        end_sending(w, f, i);
    }
    if (w->heavy != NOBODY && f == &w->p->funcs.at[w->heavy] && !f->loops.len)
        allocate(w, f, 1);
    if (f->done != NOBODY)
        op(w, "Done", w->p->objects.at[f->done].name);
    if (!w->p->d->main_ended)
        op(w, main ? "Wait" : "Done", "all");
    close_list(w);
}

/* ---- the whole ---- */

static void write_about(struct recipe *w)
{
    const struct plan *p = w->p;

    sb_puts(w->out,
            "  \"about\": \"Learnt from an execution trace. Taken from it: goroutines by start "
            "function "
            "and who starts them, their deeds in order of place, bursts of computing, sleeps, "
            "system calls and network waits as distributions, who wakes whom, GOMAXPROCS");
    if (w->heavy != NOBODY)
        sb_puts(w->out, ", what was allocated");
    sb_puts(
        w->out,
        ". What no trace tells and was assumed: the cores of the machine (as many as GOMAXPROCS; "
        "set /machine/cores), what channels hold, locks and sends that made nobody wait");
    if (w->buffered)
        sb_puts(w->out, "; all channels have room, as the program stood still without it");
    if (p->left_groups)
        sb_printf(w->out, ". Left out: %lld start functions that computed least",
                  (long long)p->left_groups);
    if (p->left_sites)
        sb_printf(w->out, ". Left out: %lld places that few goroutines came to",
                  (long long)p->left_sites);
    sb_puts(w->out, ".\",\n");
}

static void write_params(struct recipe *w)
{
    bool any = false;

    for (size_t i = 0; i < w->p->funcs.len; i++) {
        const struct planned *f = &w->p->funcs.at[i];
        const struct loop *loop = longest(f);

        if (f->counted) {
            sb_printf(w->out, "%s\"%s_n\": %lld", any ? ", " : "  \"params\": { ", f->name,
                      (long long)f->n);
            any = true;
        }
        if (f->n > 0 && loop && has_rounds(w->p, f, loop)) {
            sb_printf(w->out, "%s\"%s_rounds\": %lld", any ? ", " : "  \"params\": { ", f->name,
                      (long long)loop->rounds);
            any = true;
        }
    }
    if (any)
        sb_puts(w->out, " },\n");
}

static void write_objects(struct recipe *w)
{
    const struct plan *p = w->p;
    const char *before = "  \"objects\": { ";

    for (size_t i = 0; i < p->objects.len; i++) {
        const struct shared *o = &p->objects.at[i];

        sb_printf(w->out, "%s\"%s\": ", before, o->name);
        before = ", ";
        if (o->kind == SHARED_CHAN)
            sb_printf(w->out, "{ \"chan\": %d }", o->unbuffered && !w->buffered ? 0 : ROOM);
        else
            sb_puts(w->out, o->kind == SHARED_MUTEX ? "\"mutex\"" : "\"waitgroup\"");
        if (o->kind == SHARED_CHAN && o->closed && o->senders && !closed_by_one(p, o))
            sb_printf(w->out, ", \"%s_senders\": \"waitgroup\"", o->name);
    }
    if (!p->d->main_ended) {
        sb_printf(w->out, "%s\"all\": \"waitgroup\"", before);
        before = ", ";
    }
    if (*before == ',')
        sb_puts(w->out, " },\n");
}

/* Names are [a-z0-9-]+. */
static void write_name(struct sb *out, const char *name)
{
    const char *slash = strrchr(name, '/');

    sb_puts(out, "  \"name\": \"learnt-");
    for (name = slash ? slash + 1 : name; *name; name++) {
        bool upper = *name >= 'A' && *name <= 'Z';
        bool plain = (*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9');

        sb_putc(out, (char)(upper ? *name - 'A' + 'a' : plain ? *name : '-'));
    }
    sb_puts(out, "\",\n");
}

/* Who computed most allocates. */
static int32_t find_heavy(const struct plan *p)
{
    int32_t best = 0;

    if (p->d->gc_cycles == 0 || p->d->allocated == 0)
        return NOBODY;
    for (size_t i = 1; i < p->funcs.len; i++)
        if (p->funcs.at[i].n > 0 && p->d->groups.at[p->funcs.at[i].group].cpu >
                                        p->d->groups.at[p->funcs.at[best].group].cpu)
            best = (int32_t)i;
    return best;
}

void recipe_write(const struct plan *p, const char *name, bool buffered, struct sb *out)
{
    struct recipe w = {.p = p, .out = out, .buffered = buffered, .heavy = find_heavy(p)};
    bool more = false;

    sb_puts(out, "{\n  \"schedlab\": 1,\n");
    write_name(out, name);
    write_about(&w);
    sb_printf(out, "  \"machine\": { \"cores\": %d },\n  \"env\": { \"GOMAXPROCS\": \"%d\" },\n",
              (int)p->d->gomaxprocs, (int)p->d->gomaxprocs);
    sb_puts(out, "  \"limit\": \"1h\",\n");
    write_params(&w);
    write_objects(&w);
    sb_puts(out, "  \"funcs\": {\n");
    for (size_t i = 0; i < p->funcs.len; i++) {
        if (p->funcs.at[i].n <= 0)
            continue;
        sb_puts(out, more ? ",\n" : "");
        write_func(&w, &p->funcs.at[i]);
        more = true;
    }
    sb_puts(out, "\n  }\n}\n");
}

enum { FEWEST_DEEDS = 20 };

const char *recipe_refusal(const struct deeds *d)
{
    int64_t deeds = 0;

    for (size_t i = 0; i < d->sites.len; i++)
        deeds += d->sites.at[i].count;
    if (d->groups.len < 2 && deeds == 0)
        return "no goroutine of the program's did anything in it";
    if (deeds < FEWEST_DEEDS)
        return "it is too short: fewer than 20 waits, calls, wake-ups and starts of the program's "
               "goroutines";
    if (d->gomaxprocs <= 0)
        return "it does not tell GOMAXPROCS";
    return NULL;
}
