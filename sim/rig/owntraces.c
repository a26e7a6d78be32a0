#include "owntraces.h"

#include <stdlib.h>
#include <string.h>

void owntraces_init(struct owntraces *ts, const struct emit_context *ctx)
{
    ts->program = ctx->program;
    ts->traces = proctrace_new(ctx);
    places_init(&ts->places, ctx->program->nops);
}

/* Notes the name that an EV_FILE_CREATE gives: the operation's text, its %i, %g, %v and %t filled in. */
static void note_name(struct owntraces *ts, const struct event *ev)
{
    int32_t op = places_get(&ts->places, ev->at).op;
    size_t file = (size_t)event_low(ev->a);
    struct sb name = {0};

    while (ts->names.len <= file)
        *VEC_PUSH(&ts->names) = NULL;
    if (op == NOBODY || ts->program->ops[op].kind != OP_CREATE)
        return;
    program_expand(&name, ts->program->ops[op].text, program_figures(ev));
    ts->names.at[file] = arena_text(&ts->arena, sb_text(&name), name.len);
    sb_free(&name);
}

static void on_events(void *self, const struct event *ev, size_t n)
{
    struct owntraces *ts = self;

    for (size_t i = 0; i < n; i++) {
        if (ev[i].kind == EV_PLACE)
            places_note(&ts->places, &ev[i]);
        else if (ev[i].kind == EV_FILE_CREATE)
            note_name(ts, &ev[i]);
    }
}

struct event_sink owntraces_sink(struct owntraces *ts)
{
    return (struct event_sink){on_events, ts};
}

/* Is there a file of a larger number, still there, under the same name? It has taken this one's place. */
static bool is_replaced(const struct owntraces *ts, size_t file)
{
    for (size_t later = file + 1; later < ts->names.len; later++)
        if (ts->names.at[later] && strcmp(ts->names.at[later], ts->names.at[file]) == 0)
            return true;
    return false;
}

const struct owntrace *owntraces_list(struct owntraces *ts, size_t *n)
{
    const uint8_t *bytes;
    size_t len;

    ts->left.len = 0;
    for (size_t file = 0; file < ts->names.len; file++)
        if (ts->names.at[file] && proctrace_file(ts->traces, (int32_t)file, &bytes, &len) &&
            !is_replaced(ts, file))
            *VEC_PUSH(&ts->left) = (struct owntrace){ts->names.at[file], bytes, len};
    *n = ts->left.len;
    return ts->left.at;
}

void owntraces_deinit(struct owntraces *ts)
{
    if (ts->traces)
        proctrace_free(ts->traces);
    places_deinit(&ts->places);
    arena_free(&ts->arena);
    free(ts->names.at);
    free(ts->left.at);
    *ts = (struct owntraces){0};
}
