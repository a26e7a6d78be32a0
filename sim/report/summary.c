#include "summary.h"

#include <stdlib.h>

#include "summary_internal.h"

/* Standard input, output and error, and the two of the network poller. */
enum { FIRST_DESCRIPTORS = 5 };

struct summary *summary_new(const struct emit_context *ctx)
{
    struct summary *s = mem_zalloc(1, sizeof *s);

    s->ctx = ctx;
    places_init(&s->places, ctx->program->nops);
    goroutines_init(&s->goroutines, ctx->program);
    threads_init(&s->threads);
    waits_init(&s->waits, ctx->program);
    spans_init(&s->spans, ctx->program);
    files_init(&s->files, FIRST_DESCRIPTORS);
    if (ctx->program->out.to == TO_FILE)
        files_redirect(&s->files, ctx->program->out.file);
    if (ctx->program->err.to == TO_FILE)
        files_redirect(&s->files, ctx->program->err.file);
    return s;
}

static const struct op *op_of(const struct summary *s, const struct event *ev)
{
    struct place at = places_get(&s->places, ev->at);

    return at.op == NOBODY ? NULL : &s->ctx->program->ops[at.op];
}

static void measure(struct summary *s, const struct event *ev)
{
    const struct op *op = op_of(s, ev);
    size_t name = (size_t)names_add(&s->measure_names, op ? op->text : "");

    while (s->measures.len <= name)
        *VEC_PUSH(&s->measures) = (struct hist){0};
    hist_add(&s->measures.at[name], ev->a);
}

/* The name that the operation has for a file, with its figures. */
static const char *name_in_op(struct summary *s, const struct event *ev)
{
    const struct op *op = op_of(s, ev);

    sb_clear(&s->text);
    if (op)
        program_expand(&s->text, op->text, program_figures(ev));
    return sb_text(&s->text);
}

static void on_file(struct summary *s, const struct event *ev)
{
    files_event(&s->files, ev, ev->kind == EV_FILE_CREATE ? name_in_op(s, ev) : NULL);
    if (ev->kind == EV_TRACE && ev->flag)
        *VEC_PUSH(&s->traced) = (int32_t)ev->a;
}

/* The file that a failed operation was about, whether there was one of that name or not; NULL: none. */
static const char *failed_name(struct summary *s, const struct event *ev)
{
    const char *name = files_name(&s->files, event_low(ev->a));
    const struct op *op = op_of(s, ev);

    if (!name && op && (op->kind == OP_CREATE || op->kind == OP_REMOVE))
        name = name_in_op(s, ev);
    return name;
}

static void error(struct summary *s, const struct event *ev)
{
    const char *file = failed_name(s, ev);

    *VEC_PUSH(&s->errors) = (struct error_note){.t = ev->t,
                                                .g = ev->g,
                                                .op = places_get(&s->places, ev->at).op,
                                                .file = file ? names_add(&s->failed, file) : NOBODY,
                                                .why = (enum sim_errno)ev->flag};
}

static void percentile(struct summary *s, const struct event *ev)
{
    *VEC_PUSH(&s->percentiles) = (struct percentile_note){places_get(&s->places, ev->at).op, ev->a,
                                                          ev->b, (enum rank)ev->flag};
}

static void on_gc(struct summary *s, const struct event *ev)
{
    if (ev->kind == EV_GC_END)
        s->gc.cycles = ev->a;
    if (ev->kind != EV_STW_END || (ev->b != STW_GC_SWEEP_TERM && ev->b != STW_GC_MARK_TERM))
        return;
    s->gc.pause_total += ev->a;
    if (ev->a > s->gc.pause_max)
        s->gc.pause_max = ev->a;
}

static void end(struct summary *s, const struct event *ev)
{
    s->ended = true;
    s->time = ev->t;
    s->status = ev->a;
    s->end = (enum run_end)ev->b;
}

/* Events that belong to this file alone. */
static void on_note(struct summary *s, const struct event *ev)
{
    switch (ev->kind) {
    case EV_PLACE:
        places_note(&s->places, ev);
        break;
    case EV_MEASURE:
        measure(s, ev);
        break;
    case EV_FILE_CREATE:
    case EV_FILE_WRITE:
    case EV_FILE_CLOSE:
    case EV_FILE_REMOVE:
    case EV_TRACE:
        on_file(s, ev);
        break;
    case EV_ERROR:
        error(s, ev);
        break;
    case EV_PERCENTILE:
        percentile(s, ev);
        break;
    case EV_GC_END:
    case EV_STW_END:
        on_gc(s, ev);
        break;
    case EV_STAT:
        s->told[ev->b] = true;
        s->stats[ev->b] = ev->a;
        break;
    case EV_END:
        end(s, ev);
        break;
    }
}

static void on_event(struct summary *s, const struct event *ev)
{
    const struct op *op;

    if (!s->ended)
        s->time = ev->t;
    on_note(s, ev);
    goroutines_event(&s->goroutines, ev);
    threads_event(&s->threads, ev);
    queues_event(&s->queues, ev);
    waits_event(&s->waits, ev);
    if (ev->kind < EV_MARK)
        return;
    op = op_of(s, ev);
    spans_event(&s->spans, ev, op);
    snaps_event(&s->snaps, ev, op ? op->text : "");
}

static void on_events(void *self, const struct event *ev, size_t n)
{
    for (size_t i = 0; i < n; i++)
        on_event(self, &ev[i]);
}

struct event_sink summary_sink(struct summary *s)
{
    return (struct event_sink){.events = on_events, .self = s};
}

void summary_free(struct summary *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->measures.len; i++)
        hist_deinit(&s->measures.at[i]);
    free(s->measures.at);
    free(s->errors.at);
    free(s->percentiles.at);
    free(s->traced.at);
    sb_free(&s->text);
    names_deinit(&s->measure_names);
    names_deinit(&s->failed);
    places_deinit(&s->places);
    goroutines_deinit(&s->goroutines);
    threads_deinit(&s->threads);
    queues_deinit(&s->queues);
    waits_deinit(&s->waits);
    spans_deinit(&s->spans);
    snaps_deinit(&s->snaps);
    files_deinit(&s->files);
    free(s);
}
