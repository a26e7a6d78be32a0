#include "parting.h"

#include <string.h>

enum { BATCH = 4096 };

/* The decisions of a run, one after the other. */
struct walk {
    const struct run *run;
    struct event at[BATCH];
    size_t n, i;
    int64_t seq;        /* of at[0] */
    VEC(int32_t) funcs; /* start functions by goid */
};

static int32_t func_of(const struct walk *w, goid g)
{
    return (size_t)g < w->funcs.len ? w->funcs.at[g] : 0;
}

static void note(struct walk *w, const struct event *ev)
{
    while ((int64_t)w->funcs.len <= ev->a)
        *VEC_PUSH(&w->funcs) = 0;
    w->funcs.at[ev->a] = (int32_t)ev->b;
}

/* The next time a user's goroutine is started by a scheduler; false: there is none. */
static bool next(struct walk *w, struct event *out, int64_t *pos)
{
    for (;; w->i++) {
        const struct event *ev;

        if (w->i == w->n) {
            w->seq += (int64_t)w->n;
            w->n = history_read(w->run->history, w->seq, BATCH, w->at);
            w->i = 0;
            if (w->n == 0)
                break;
        }
        ev = &w->at[w->i];
        if (ev->kind == EV_GO_CREATE)
            note(w, ev);
        if (ev->kind == EV_GO_START && subject_is_user(&w->run->subject, func_of(w, ev->g))) {
            *out = *ev;
            *pos = w->seq + (int64_t)++w->i;
            return true;
        }
    }
    *out = (struct event){.t = -1};
    *pos = history_len(w->run->history);
    return false;
}

/* By their names, since two programs number their functions each for itself. */
static bool same_function(struct walk w[2], const struct event ev[2])
{
    struct sb names[2] = {{0}, {0}};
    bool same;

    for (int i = 0; i < 2; i++)
        subject_func(&w[i].run->subject, func_of(&w[i], ev[i].g), &names[i]);
    same = strcmp(sb_text(&names[0]), sb_text(&names[1])) == 0;
    sb_free(&names[0]);
    sb_free(&names[1]);
    return same;
}

void parting_find(const struct run *a, const struct run *b, struct parting *out)
{
    struct walk *w = mem_zalloc(2, sizeof *w);
    bool more[2];

    *out = (struct parting){.parted = false};
    w[0].run = a;
    w[1].run = b;
    for (;; out->decisions++) {
        for (int i = 0; i < 2; i++)
            more[i] = next(&w[i], &out->ev[i], &out->pos[i]);
        out->parted = more[0] != more[1] ||
                      (more[0] && (out->ev[0].p != out->ev[1].p || !same_function(w, out->ev)));
        if (out->parted || !more[0])
            break;
    }
    free(w[0].funcs.at);
    free(w[1].funcs.at);
    free(w);
}
