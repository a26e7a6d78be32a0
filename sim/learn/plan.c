#include "plan.h"

#include <stdio.h>
#include <string.h>

int32_t plan_func(const struct plan *p, int32_t group)
{
    for (size_t i = 0; i < p->funcs.len; i++)
        if (p->funcs.at[i].group == group)
            return (int32_t)i;
    return NOBODY;
}

struct shared *plan_shared(const struct plan *p, int32_t site)
{
    int32_t root = site_object(p->d, site);

    for (size_t i = 0; i < p->objects.len; i++)
        if (p->objects.at[i].root == root)
            return &p->objects.at[i];
    return NULL;
}

static const struct site *site_of(const struct plan *p, const struct step *step)
{
    return &p->d->sites.at[step->site];
}

/* ---- which functions ---- */

static bool has_name(const struct plan *p, const char *name)
{
    for (size_t i = 0; i < p->funcs.len; i++)
        if (strcmp(p->funcs.at[i].name, name) == 0)
            return true;
    return false;
}

/* main.(*server).serve.func1 as server_serve_func1, with a number behind it if it is taken. */
static const char *identifier(struct plan *p, const char *start)
{
    const char *slash = strrchr(start, '/');
    struct sb out = {0};
    const char *name;
    size_t len;

    start = slash ? slash + 1 : start;
    if (strncmp(start, "main.", 5) == 0)
        start += 5;
    for (; *start; start++) {
        bool letter = (*start >= 'a' && *start <= 'z') || (*start >= 'A' && *start <= 'Z') ||
                      (*start >= '0' && *start <= '9' && out.len);

        if (letter)
            sb_putc(&out, *start);
        else if (out.len && out.text[out.len - 1] != '_')
            sb_putc(&out, '_');
    }
    if (!out.len)
        sb_puts(&out, "f");
    len = out.len;
    for (int i = 2; has_name(p, sb_text(&out)); i++) {
        out.len = len;
        sb_printf(&out, "_%d", i);
    }
    name = arena_text(&p->arena, sb_text(&out), out.len);
    sb_free(&out);
    return name;
}

/* main, then those that computed most, in the order in which they appeared. */
static void choose_funcs(struct plan *p)
{
    for (size_t i = 0; i < p->d->groups.len; i++) {
        size_t before = 0;
        struct planned f;

        for (size_t k = 1; k < p->d->groups.len; k++)
            before += p->d->groups.at[k].cpu > p->d->groups.at[i].cpu ||
                      (k < i && p->d->groups.at[k].cpu == p->d->groups.at[i].cpu);
        if (i > 0 && before >= PLAN_FUNCS - 1) {
            p->left_groups++;
            continue;
        }
        f = (struct planned){.group = (int32_t)i, .name = "main", .n = i == 0, .done = NOBODY};
        if (i)
            f.name = identifier(p, p->d->groups.at[i].name);
        *VEC_PUSH(&p->funcs) = f;
    }
}

/* ---- loops ---- */

struct stretch {
    int32_t site;
    size_t first, last;
};

static int by_first(const void *a, const void *b)
{
    const struct stretch *x = a;
    const struct stretch *y = b;

    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->site > y->site) - (x->site < y->site);
}

static int64_t per_goroutine(const struct plan *p, int32_t site)
{
    int64_t n = p->d->groups.at[p->d->sites.at[site].group].n;

    return n ? (p->d->sites.at[site].count + n / 2) / n : 0;
}

/* Puts the lock before its unlock, and what is received first of all: loops are circles. */
static void turn(const struct plan *p, struct loop *loop)
{
    size_t from = 0;
    struct step *steps = mem_alloc(loop->steps.len * sizeof *steps);

    for (size_t i = 0; i < loop->steps.len; i++)
        for (size_t k = 0; k < i; k++)
            if (site_of(p, &loop->steps.at[i])->kind == DEED_LOCK &&
                site_of(p, &loop->steps.at[k])->kind == DEED_UNLOCK &&
                site_object(p->d, loop->steps.at[i].site) ==
                    site_object(p->d, loop->steps.at[k].site))
                from = i;
    for (size_t i = 0; i < loop->steps.len; i++)
        steps[i] = loop->steps.at[(i + from) % loop->steps.len];
    memcpy(loop->steps.at, steps, loop->steps.len * sizeof *steps);
    free(steps);
}

/* Both sides of a mutex happen equally often; a trace misses those that nobody waited for. */
static void even_locks(const struct plan *p, struct loop *loop)
{
    for (size_t i = 0; i < loop->steps.len; i++)
        for (size_t k = 0; k < loop->steps.len; k++) {
            struct step *a = &loop->steps.at[i];
            struct step *b = &loop->steps.at[k];

            if (site_of(p, a)->kind == DEED_LOCK && site_of(p, b)->kind == DEED_UNLOCK &&
                site_object(p->d, a->site) == site_object(p->d, b->site))
                a->each = b->each = a->each > b->each ? a->each : b->each;
        }
}

static void finish_loop(const struct plan *p, struct loop *loop)
{
    even_locks(p, loop);
    turn(p, loop);
    loop->rounds = 1;
    for (size_t i = 0; i < loop->steps.len; i++)
        if (loop->steps.at[i].each > loop->rounds)
            loop->rounds = loop->steps.at[i].each;
    loop->ranges = loop->rounds > 1 && site_of(p, &loop->steps.at[0])->kind == DEED_RECV &&
                   loop->steps.at[0].each == loop->rounds;
}

/* The stretches of a group's sites in what its busiest goroutine did. To free(). */
static struct stretch *find_stretches(const struct plan *p, int32_t group, size_t *n)
{
    const struct deeds *d = p->d;
    goid most = d->groups.at[group].most;
    const struct doer *who = most ? &d->doers.at[most - 1] : NULL;
    struct stretch *by_site = mem_zalloc(d->sites.len + 1, sizeof *by_site);
    struct stretch *out = mem_zalloc(d->sites.len + 1, sizeof *out);

    *n = 0;
    for (size_t i = 0; who && i < who->did.len; i++) {
        struct stretch *s = &by_site[who->did.at[i]];

        if (!s->last)
            s->first = i + 1;
        s->last = i + 1;
    }
    for (size_t i = 0; i < d->sites.len; i++) {
        struct stretch s = by_site[i];

        if (d->sites.at[i].group != group)
            continue;
        s.site = (int32_t)i;
        if (!s.last)
            s.first = s.last = SIZE_MAX - d->sites.len + i;
        out[(*n)++] = s;
    }
    free(by_site);
    qsort(out, *n, sizeof *out, by_first);
    return out;
}

static void find_loops(struct plan *p, struct planned *f)
{
    size_t n, last = 0, steps = 0;
    struct stretch *s = find_stretches(p, f->group, &n);

    for (size_t i = 0; i < n; i++) {
        int64_t each = per_goroutine(p, s[i].site);
        const struct site *site = &p->d->sites.at[s[i].site];

        if (each == 0 || steps == PLAN_STEPS ||
            (site->kind == DEED_GO && plan_func(p, site->child) == NOBODY)) {
            p->left_sites++;
            continue;
        }
        if (f->loops.len == 0 || s[i].first > last)
            *VEC_PUSH(&f->loops) = (struct loop){0};
        last = s[i].last > last ? s[i].last : last;
        *VEC_PUSH(&f->loops.at[f->loops.len - 1].steps) = (struct step){s[i].site, each};
        steps++;
    }
    for (size_t i = 0; i < f->loops.len; i++)
        finish_loop(p, &f->loops.at[i]);
    free(s);
}

/* ---- who starts whom ---- */

/* Only what stands before a function starts it, so that none starts itself for ever; main starts the others. */
static void find_creators(struct plan *p)
{
    for (size_t i = 1; i < p->funcs.len; i++) {
        struct planned *f = &p->funcs.at[i];
        int32_t places = 0;

        for (size_t c = 0; c < i; c++)
            for (size_t l = 0; l < p->funcs.at[c].loops.len; l++) {
                const struct loop *loop = &p->funcs.at[c].loops.at[l];

                for (size_t k = 0; k < loop->steps.len; k++) {
                    if (site_of(p, &loop->steps.at[k])->kind != DEED_GO ||
                        site_of(p, &loop->steps.at[k])->child != f->group)
                        continue;
                    places++;
                    f->n += p->funcs.at[c].n * loop->steps.at[k].each;
                    f->creator = (int32_t)c;
                    f->counted = c == 0 && places == 1 && loop->steps.len == 1;
                }
            }
        if (places == 0) {
            f->n = f->each = p->d->groups.at[f->group].n;
            f->counted = true;
        }
        f->counted = f->counted && f->n > 1;
    }
}

/* ---- objects ---- */

static const char *numbered(struct plan *p, const char *what, int number)
{
    char text[48];
    int n = snprintf(text, sizeof text, "%s%d", what, number);

    return arena_text(&p->arena, text, (size_t)n);
}

/* Who waits must start those that are done, once or as often as it waits. */
static bool is_group(const struct plan *p, int32_t root)
{
    bool waits = false;

    for (size_t i = 0; i < p->d->sites.len; i++) {
        const struct site *site = &p->d->sites.at[i];
        int32_t f;

        if (site_object(p->d, (int32_t)i) != root)
            continue;
        f = plan_func(p, site->group);
        if (site->kind == DEED_WAIT) {
            waits = f == 0 && per_goroutine(p, (int32_t)i) == 1;
            if (!waits)
                return false;
        } else if (site->kind != DEED_DONE || f <= 0) {
            return false;
        }
    }
    return waits;
}

/* Who is done with a group: those seen, and those that the one who waits started and that ended before it went on. */
static void join_group(struct plan *p, const struct shared *o)
{
    vtime until = 0;

    for (size_t i = 0; i < p->d->sites.len; i++)
        if (site_object(p->d, (int32_t)i) == o->root && p->d->sites.at[i].kind == DEED_WAIT)
            until = p->d->sites.at[i].last_end;
    for (size_t i = 1; i < p->funcs.len; i++) {
        struct planned *f = &p->funcs.at[i];
        const struct group *g = &p->d->groups.at[f->group];
        bool seen = false;

        for (size_t k = 0; k < p->d->sites.len; k++)
            seen = seen || (site_object(p->d, (int32_t)k) == o->root &&
                            p->d->sites.at[k].group == f->group);
        if (seen || (f->creator == 0 && g->ended == g->n && g->last_end <= until &&
                     f->done == NOBODY && g->before == 0))
            f->done = (int32_t)(o - p->objects.at);
    }
}

static void find_objects(struct plan *p)
{
    int numbers[3] = {0, 0, 0};

    for (size_t i = 0; i < p->d->sites.len; i++) {
        enum deed kind = p->d->sites.at[i].kind;
        struct shared o = {.root = site_object(p->d, (int32_t)i), .senders = 0};

        if (o.root != (int32_t)i || kind < DEED_SEND || kind == DEED_GO)
            continue;
        o.kind = kind == DEED_LOCK || kind == DEED_UNLOCK ? SHARED_MUTEX
                 : is_group(p, o.root)                    ? SHARED_GROUP
                                                          : SHARED_CHAN;
        o.name = numbered(p,
                          o.kind == SHARED_MUTEX   ? "mu"
                          : o.kind == SHARED_GROUP ? "wg"
                                                   : "ch",
                          ++numbers[o.kind]);
        *VEC_PUSH(&p->objects) = o;
    }
}

/* How the sides of a channel use it: who sends, whether a send ever waited, whether somebody receives for ever. */
static void find_use(struct plan *p)
{
    for (size_t f = 0; f < p->funcs.len; f++)
        for (size_t o = 0; o < p->objects.len; o++) {
            struct shared *of = &p->objects.at[o];
            bool sends = false;

            for (size_t l = 0; l < p->funcs.at[f].loops.len; l++) {
                const struct loop *loop = &p->funcs.at[f].loops.at[l];

                for (size_t k = 0; k < loop->steps.len; k++) {
                    const struct site *site = site_of(p, &loop->steps.at[k]);

                    if (site_object(p->d, loop->steps.at[k].site) != of->root)
                        continue;
                    sends = sends || site->kind == DEED_SEND || site->kind == DEED_DONE;
                    of->unbuffered = of->unbuffered || (site->kind == DEED_SEND && site->waited);
                    of->closed = of->closed || (site->kind == DEED_RECV && loop->rounds > 1);
                }
            }
            of->senders += sends;
            if (sends)
                of->sender = (int32_t)f;
        }
}

void plan_make(struct plan *p, struct deeds *d)
{
    *p = (struct plan){.d = d};
    choose_funcs(p);
    for (size_t i = 0; i < p->funcs.len; i++)
        find_loops(p, &p->funcs.at[i]);
    find_creators(p);
    find_objects(p);
    find_use(p);
    for (size_t i = 0; i < p->objects.len; i++)
        if (p->objects.at[i].kind == SHARED_GROUP)
            join_group(p, &p->objects.at[i]);
}

void plan_free(struct plan *p)
{
    for (size_t i = 0; i < p->funcs.len; i++) {
        for (size_t l = 0; l < p->funcs.at[i].loops.len; l++)
            free(p->funcs.at[i].loops.at[l].steps.at);
        free(p->funcs.at[i].loops.at);
    }
    free(p->funcs.at);
    free(p->objects.at);
    arena_free(&p->arena);
}
