/* choice.c: the one place where chance comes in. */
#include "internal.h"

/* What the file of choices says about choice number s->nchoice, or NULL. */
static const struct choice *chosen(struct sim *s)
{
    if (s->choice_pos >= s->cfg.nchoices || s->cfg.choices[s->choice_pos].number != s->nchoice)
        return NULL;
    return &s->cfg.choices[s->choice_pos++];
}

static void misfit(struct sim *s, const struct choice *c, const char *why)
{
    if (s->misfit)
        return;
    s->misfit = c;
    s->misfit_why = why;
}

int64_t choose(struct sim *s, enum choice_kind kind, int64_t options)
{
    /* A choice that is replaced still draws, so that the later ones stay what the seed makes them. */
    uint64_t drawn = rng_next(&s->rng) >> 32;
    int64_t taken = options ? (int64_t)(drawn * (uint64_t)options >> 32) : (int64_t)drawn;
    const struct choice *c = chosen(s);
    struct event *e;

    if (c && c->kind != kind)
        misfit(s, c, "the run makes a choice of another kind here");
    else if (c && c->options != options)
        misfit(s, c, "the run has another number of options here");
    else if (c && (c->taken < 0 || c->taken >= (options ? options : (int64_t)1 << 32)))
        misfit(s, c, "there is no such option");
    else if (c)
        taken = c->taken;
    e = event_add(s, EV_CHOICE, NULL);
    e->a = s->nchoice++;
    e->b = taken;
    e->p = (int16_t)(options > INT16_MAX ? INT16_MAX : options);
    e->flag = (uint8_t)kind;
    return taken;
}
