/* emit.h: the interface of everything that turns events into bytes. A new format is one file and one row in emit.c.
 *
 *     struct emitter *e = emitter_new(&emit_log, &ctx, writer);
 *     sink = emitter_sink(e);          events go in
 *     emitter_end(e);                  what is pending is written; the writer stays the caller's
 */
#ifndef EMIT_EMIT_H
#define EMIT_EMIT_H

#include "event.h"
#include "file.h"
#include "imported.h"
#include "program.h"

/* What an emitter may know besides the events. All borrowed. */
struct emit_context {
    const struct program *program;
    const struct source_map *source;
    const struct imported *
        imported; /* of a run that is not ours, instead of a program; only emit_chrome can do without one */
};

struct emitter_ops {
    const char *name;  /* the option that asks for it: --log FILE */
    const char *help;  /* one line for --help */
    size_t state_size; /* zeroed before begin */
    void (*begin)(void *state, const struct emit_context *ctx, struct writer *out);
    void (*events)(void *state, const struct event *ev, size_t n);
    void (*end)(void *state);
};

extern const struct emitter_ops emit_log;          /* text.c: one line an event, for people */
extern const struct emitter_ops emit_gotrace;      /* gotrace.c: Go execution trace v2 */
extern const struct emitter_ops emit_chrome;       /* chrome.c: JSON that Perfetto opens */
extern const struct emitter_ops *const emitters[]; /* all of them; NULL ends the list */

struct emitter;
struct emitter *emitter_new(const struct emitter_ops *ops, const struct emit_context *ctx,
                            struct writer *out);
struct event_sink emitter_sink(struct emitter *e);
void emitter_end(struct emitter *e);

#endif
