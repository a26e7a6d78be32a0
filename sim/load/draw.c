/* Distributions: {"uniform": ["1ms", "3ms"]} and its kin. */
#include <string.h>

#include "limit.h"
#include "loader.h"
#include "words.h"

/* The elements of a list that must have two. */
static bool read_two(struct loader *ld, const cJSON *list, const char *example, const cJSON **a,
                     const cJSON **b)
{
    *a = cJSON_IsArray(list) ? list->child : NULL;
    *b = *a ? (*a)->next : NULL;
    if (*b && !(*b)->next)
        return true;
    fail_at(ld, list, example, "\"%s\" needs a list of two, found %s", list->string,
            item_words(ld, list));
    return false;
}

static bool read_uniform(struct loader *ld, const cJSON *list, bool negative, struct draw *d)
{
    const cJSON *a = NULL, *b = NULL;

    d->kind = DRAW_UNIFORM;
    if (!read_two(ld, list, "{\"uniform\": [\"1ms\", \"3ms\"]}: from 1ms to 3ms", &a, &b))
        return false;
    if (!read_time(ld, a, negative, &d->a) || !read_time(ld, b, negative, &d->b))
        return false;
    if (d->a > d->b)
        return fail_at(ld, b, NULL, "the second duration, the most, is below the first, the least");
    if (d->a < 0 && d->b > VTIME_MAX + d->a)
        return fail_at(ld, b, NULL, "the two are too far apart");
    return true;
}

static bool read_exp(struct loader *ld, const cJSON *mean, bool negative, struct draw *d)
{
    (void)negative;
    d->kind = DRAW_EXP;
    return read_time(ld, mean, false, &d->a);
}

static bool read_normal(struct loader *ld, const cJSON *list, bool negative, struct draw *d)
{
    const cJSON *a = NULL, *b = NULL;

    (void)negative;
    d->kind = DRAW_NORMAL;
    return read_two(ld, list, "{\"normal\": [\"1ms\", \"200us\"]}: mean and deviation", &a, &b) &&
           read_time(ld, a, false, &d->a) && read_time(ld, b, false, &d->b);
}

enum { ALPHA_LEAST_PPM = 10000, ALPHA_MOST = 1000, MILLION = 1000000 };

static bool read_pareto(struct loader *ld, const cJSON *list, bool negative, struct draw *d)
{
    const cJSON *a = NULL, *b = NULL;
    struct value v = {PARAM_DECIMAL, 0};

    (void)negative;
    d->kind = DRAW_PARETO;
    if (!read_two(ld, list, "{\"pareto\": [\"1ms\", 1.5]}: the least, and alpha", &a, &b) ||
        !read_time(ld, a, false, &d->a))
        return false;
    if (cJSON_IsNumber(b) && b->valuedouble > 0 && b->valuedouble <= ALPHA_MOST) {
        d->alpha_ppm = (int64_t)(b->valuedouble * MILLION + 0.5);
    } else if (cJSON_IsString(b) && b->valuestring[0] == '$') {
        if (!find_param(ld, b, b->valuestring + 1, &v))
            return false;
        if (v.kind == PARAM_NUMBER && v.n > 0 && v.n <= ALPHA_MOST)
            d->alpha_ppm = v.n * MILLION;
        else if (v.kind == PARAM_DECIMAL && v.n <= (int64_t)ALPHA_MOST * 1000 * MILLION)
            d->alpha_ppm = v.n / 1000;
    }
    if (d->alpha_ppm < ALPHA_LEAST_PPM)
        return fail_at(ld, b, "the smaller, the heavier the tail; 1.5 is usual",
                       "alpha is a number from 0.01 to 1000");
    return true;
}

static bool read_cycle(struct loader *ld, const cJSON *list, bool negative, struct draw *d)
{
    int n = cJSON_IsArray(list) ? cJSON_GetArraySize(list) : 0;
    vtime *cycle;
    bool ok = true;

    d->kind = DRAW_CYCLE;
    if (n == 0 || n > LIMIT_CYCLE)
        return fail_at(ld, list, "{\"cycle\": [\"1ms\", \"5ms\"]}: one after the other",
                       "\"cycle\" needs a list of 1 to %d durations", LIMIT_CYCLE);
    cycle = ARENA_ARRAY(ld->arena, vtime, (size_t)n);
    for (const cJSON *item = list->child; item; item = item->next)
        ok = read_time(ld, item, negative, &cycle[d->len++]) && ok;
    d->cycle = cycle;
    return ok;
}

const char *const draw_words[] = {"uniform", "exp", "normal", "pareto", "cycle", NULL};

static bool (*const readers[])(struct loader *, const cJSON *, bool, struct draw *) = {
    read_uniform, read_exp, read_normal, read_pareto, read_cycle,
};

bool read_draw(struct loader *ld, const cJSON *item, bool negative, struct draw *d)
{
    const cJSON *kind = item->child;

    *d = (struct draw){.kind = DRAW_CONST};
    if (!cJSON_IsObject(item))
        return read_time(ld, item, negative, &d->a);
    if (!kind || kind->next)
        return fail_at(ld, item, "{\"uniform\": [\"1ms\", \"3ms\"]}",
                       "a distribution is an object with one name");
    for (int i = 0; draw_words[i]; i++)
        if (strcmp(draw_words[i], kind->string) == 0)
            return readers[i](ld, kind, negative, d);
    if (strcmp(kind->string, "until") == 0)
        return fail_key(ld, kind, NULL,
                        "\"until\" goes with for, time.Sleep, syscall and netpoll only");
    return fail_key(ld, kind, hint_word(ld, kind->string, draw_words, "there are"),
                    "\"%s\" is no distribution", kind->string);
}
