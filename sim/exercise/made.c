#include "made.h"

#include <stdlib.h>
#include <string.h>

static bool same_sets(const struct exercise_check *x, const struct exercise_check *y)
{
    if (x->nsets != y->nsets)
        return false;
    for (int i = 0; i < x->nsets; i++)
        if (strcmp(x->sets[i].pointer, y->sets[i].pointer) != 0 ||
            strcmp(x->sets[i].json, y->sets[i].json) != 0)
            return false;
    return true;
}

const struct run_made *made_find(const struct made *rs, const struct exercise_check *c,
                                 enum model model, uint64_t seed)
{
    for (size_t i = 0; i < rs->list.len; i++) {
        const struct run_made *r = &rs->list.at[i];

        if (r->model == model && r->seed == seed && same_sets(r->check, c))
            return r;
    }
    return NULL;
}

const struct run_made *made_add(struct made *rs, const struct exercise_check *c, enum model model,
                                uint64_t seed, cJSON *doc, enum rerun_end how)
{
    struct run_made *r = VEC_PUSH(&rs->list);

    *r = (struct run_made){c, model, seed, doc, how};
    return r;
}

void made_free(struct made *rs)
{
    for (size_t i = 0; i < rs->list.len; i++)
        cJSON_Delete(rs->list.at[i].doc);
    free(rs->list.at);
    *rs = (struct made){0};
}
