/* Who calls whom. Nothing in the language could end a call of a function within itself, so it would run until the stack
 * overflows: it is refused. A function may start itself with "go". */
#include <stdlib.h>

#include "limit.h"
#include "loader.h"
#include "sb.h"

enum { UNSEEN = 0, OPEN = -1 };

struct graph {
    struct loader *ld;
    int32_t *first; /* by function: its first call in `next`, or NOBODY */
    int32_t *next;  /* by call: another one of the same function, or NOBODY */
    int32_t *
        height; /* by function: how many are called below it, and itself; OPEN while it is looked at */
    int32_t path[LIMIT_CALLS + 1];
    int32_t depth;
};

/* "f" calls "g" calls "f" */
static const char *cycle_words(struct graph *g, int32_t again)
{
    struct sb b = {0};
    const char *text;
    int32_t from = 0;

    while (g->path[from] != again)
        from++;
    for (int32_t i = from; i < g->depth && i < from + 8; i++)
        sb_printf(&b, "%s calls ", function_words(g->ld, g->path[i]));
    sb_puts(&b, g->depth > from + 8 ? "..." : function_words(g->ld, again));
    text = arena_text(g->ld->arena, sb_text(&b), b.len);
    sb_free(&b);
    return text;
}

static int32_t visit(struct graph *g, int32_t func, const cJSON *item)
{
    int32_t height = 0;

    if (g->height[func] == OPEN) {
        fail_at(g->ld, item, "\"go\" may start a function within itself; a loop is \"for\"",
                "recursion too deep: %s, without end", cycle_words(g, func));
        return 0;
    }
    if (g->height[func] != UNSEEN)
        return g->height[func];
    if (g->depth == LIMIT_CALLS) {
        fail_at(g->ld, item, NULL,
                "recursion too deep: more than %d functions call each other in a row", LIMIT_CALLS);
        return 0;
    }
    g->height[func] = OPEN;
    g->path[g->depth++] = func;
    for (int32_t i = g->first[func]; i != NOBODY; i = g->next[i]) {
        const struct call_site *call = &g->ld->calls.at[i];
        int32_t below = visit(g, call->to, call->item);

        height = below > height ? below : height;
    }
    g->depth--;
    g->height[func] = height + 1;
    if (height + 1 == LIMIT_CALLS + 1)
        fail_at(g->ld, item, NULL,
                "recursion too deep: more than %d functions call each other in a row", LIMIT_CALLS);
    return g->height[func];
}

void check_recursion(struct loader *ld)
{
    size_t nfuncs = ld->func_list.len, ncalls = ld->calls.len;
    struct graph *g = ARENA_NEW(ld->arena, struct graph);

    g->ld = ld;
    g->first = ARENA_ARRAY(ld->arena, int32_t, nfuncs);
    g->next = ARENA_ARRAY(ld->arena, int32_t, ncalls);
    g->height = ARENA_ARRAY(ld->arena, int32_t, nfuncs);
    for (size_t i = 0; i < nfuncs; i++)
        g->first[i] = NOBODY;
    for (size_t i = ncalls; i-- > 0;) {
        int32_t from = ld->calls.at[i].from;

        g->next[i] = g->first[from];
        g->first[from] = (int32_t)i;
    }
    for (size_t i = 0; i < ncalls; i++)
        visit(g, ld->calls.at[i].from, ld->calls.at[i].item);
}
