#include "owntraces.h"

#include <stdlib.h>

void owntraces_init(struct owntraces *ts, const struct emit_context *ctx)
{
    ts->program = ctx->program;
    ts->traces = proctrace_new(ctx);
    places_init(&ts->places, ctx->program->nops);
    files_init(&ts->files, 0);
}

/* The name that an EV_FILE_CREATE gives: the operation's text, its %i, %g and %t filled in. */
static const char *created_name(struct owntraces *ts, const struct event *ev)
{
    int32_t op = places_get(&ts->places, ev->at).op;

    sb_clear(&ts->name);
    if (op != NOBODY)
        program_expand(&ts->name, ts->program->ops[op].text, ev->b >> 32,
                       (int32_t)(ev->b & 0xffffffff), ev->t);
    return sb_text(&ts->name);
}

static void on_events(void *self, const struct event *ev, size_t n)
{
    struct owntraces *ts = self;

    for (size_t i = 0; i < n; i++) {
        if (ev[i].kind == EV_PLACE)
            places_note(&ts->places, &ev[i]);
        else if (ev[i].kind == EV_FILE_CREATE)
            files_event(&ts->files, &ev[i], created_name(ts, &ev[i]));
    }
}

struct event_sink owntraces_sink(struct owntraces *ts)
{
    return (struct event_sink){on_events, ts};
}

/* A file made again under a name has taken the place of the older one, so the last id of each name counts. */
const struct owntrace *owntraces_list(struct owntraces *ts, size_t *n)
{
    int32_t *last = mem_zalloc(ts->files.list.len, sizeof last[0]);
    const uint8_t *bytes;
    size_t len;

    for (size_t id = 0; id < ts->files.by_id.len; id++)
        if (ts->files.by_id.at[id] != NOBODY)
            last[ts->files.by_id.at[id]] = (int32_t)id;
    ts->left.len = 0;
    for (size_t i = 0; i < ts->files.list.len; i++)
        if (proctrace_file(ts->traces, last[i], &bytes, &len))
            *VEC_PUSH(&ts->left) = (struct owntrace){ts->files.names.list.at[i], bytes, len};
    free(last);
    *n = ts->left.len;
    return ts->left.at;
}

void owntraces_deinit(struct owntraces *ts)
{
    if (ts->traces)
        proctrace_free(ts->traces);
    places_deinit(&ts->places);
    files_deinit(&ts->files);
    sb_free(&ts->name);
    free(ts->left.at);
    *ts = (struct owntraces){0};
}
