#include "dump.h"

#include "vec.h"

/* Of a deep stack go1.19 shows the innermost frames, later releases the outermost as well. go: _TracebackMaxFrames,
 * tracebackInnerFrames, tracebackOuterFrames */
enum { MOST_FRAMES = 100, INNER_FRAMES = 50 };

enum { DUMP_LOCKED = 64 };

void dump_init(struct dump *d, const struct emit_context *ctx)
{
    *d = (struct dump){.ctx = ctx};
    places_init(&d->places, ctx->program->nops);
}

void dump_note(struct dump *d, const struct event *ev)
{
    if (ev->kind == EV_PLACE)
        places_note(&d->places, ev);
    else if (ev->kind == EV_DUMP_BORN)
        d->born = (struct birth){(goid)ev->a, (int32_t)ev->b, ev->at};
}

static enum model model_of(const struct dump *d)
{
    return d->ctx->program->model;
}

/* go: gStatusStrings */
static const char *status_text(enum g_status status)
{
    switch (status) {
    case G_IDLE:
        return "idle";
    case G_RUNNABLE:
        return "runnable";
    case G_RUNNING:
        return "running";
    case G_SYSCALL:
        return "syscall";
    case G_WAITING:
        return "waiting";
    case G_DEAD:
        return "dead";
    case G_PREEMPTED:
        return "preempted";
    }
    return "???";
}

static void put_header(const struct dump *d, const struct event *ev, struct sb *out)
{
    enum g_status status = ev->flag & ~DUMP_LOCKED;

    sb_puts(out, "\ngoroutine ");
    sb_int(out, ev->g);
    sb_puts(out, " [");
    if (status == G_WAITING && ev->b != WAIT_NONE)
        sb_puts(out, wait_reason_text((enum wait_reason)ev->b, model_of(d)));
    else
        sb_puts(out, status_text(status));
    if ((status == G_WAITING || status == G_SYSCALL) && ev->a >= 1) {
        sb_puts(out, ", ");
        sb_int(out, ev->a);
        sb_puts(out, " minutes");
    }
    if (ev->flag & DUMP_LOCKED)
        sb_puts(out, ", locked to thread");
    sb_puts(out, "]:\n");
}

/* The line below a function's name. An offset of 0 is not shown: the goroutine has not begun. */
static void put_position(const struct dump *d, struct sb *out, int32_t func, int32_t line,
                         bool begun)
{
    const struct source_map *source = d->ctx->source;

    sb_putc(out, '\t');
    sb_puts(out, source->file);
    sb_putc(out, ':');
    sb_int(out, line);
    if (begun)
        sb_printf(out, " +0x%x", (unsigned)(line - source->func_line[func]) * 16 + 0x1d);
    sb_putc(out, '\n');
}

/* The function that an operation's line stands in: where gosrc writes operations as function literals (Do, WithRegion, defer)
 * those are functions of their own. */
static const char *func_of(const struct dump *d, int32_t op)
{
    const struct source_map *source = d->ctx->source;

    return source->op_func ? source->op_func[op]
                           : d->ctx->program->funcs[d->ctx->program->ops[op].func].name;
}

static void put_frame(const struct dump *d, struct sb *out, int32_t op)
{
    sb_printf(out, "main.%s()\n", func_of(d, op));
    put_position(d, out, d->ctx->program->ops[op].func, d->ctx->source->op_line[op], true);
}

/* From the innermost call to the outermost. */
static void put_frames(const struct dump *d, struct sb *out, int32_t at)
{
    const struct source_map *source = d->ctx->source;
    VEC(int32_t) ops = {0};

    for (struct place p = places_get(&d->places, at); p.op != NOBODY;
         p = places_get(&d->places, p.caller)) {
        for (int32_t op = p.op; op != NOBODY; op = source->op_outer ? source->op_outer[op] : NOBODY)
            *VEC_PUSH(&ops) = op;
    }
    for (size_t i = 0; i < ops.len; i++) {
        if (i == INNER_FRAMES && ops.len > MOST_FRAMES && model_of(d) >= GO1_23) {
            sb_printf(out, "...%zu frames elided...\n", ops.len - MOST_FRAMES);
            i = ops.len - (MOST_FRAMES - INNER_FRAMES);
        }
        if (i == MOST_FRAMES && model_of(d) < GO1_23) {
            sb_puts(out, "...additional frames elided...\n");
            break;
        }
        put_frame(d, out, ops.at[i]);
    }
    free(ops.at);
}

/* The only frame of a goroutine that has not run yet. */
static void put_start(const struct dump *d, struct sb *out, const struct birth *b)
{
    if (b->func < 0) {
        sb_printf(out, "%s()\n", sysgo_name((enum sysgo)(-1 - b->func), model_of(d)));
        return;
    }
    sb_printf(out, "main.%s()\n", d->ctx->program->funcs[b->func].name);
    put_position(d, out, b->func, d->ctx->source->func_line[b->func], false);
}

/* Of the goroutine that trace.Start starts to read the trace. */
static void put_reader_created_by(const struct dump *d, struct sb *out, const struct birth *b)
{
    bool multiplexed = model_of(d) >= GO1_26;

    sb_puts(out, multiplexed ? "created by runtime/trace.(*traceMultiplexer).startLocked"
                             : "created by runtime/trace.Start");
    if (model_of(d) >= GO1_23) {
        sb_puts(out, " in goroutine ");
        sb_int(out, b->creator);
    }
    sb_puts(out, multiplexed ? "\n\t/usr/local/go/src/runtime/trace/subscribe.go:157 +0x159\n"
                             : "\n\t/usr/local/go/src/runtime/trace/trace.go:128 +0x11d\n");
}

static void put_created_by(const struct dump *d, struct sb *out, const struct birth *b)
{
    struct place site = places_get(&d->places, b->place);
    int32_t func;

    if (b->func == -1 - SYSGO_TRACE_READ) {
        put_reader_created_by(d, out, b);
        return;
    }
    if (b->func < 0 ||
        (b->creator == 0 && b->place == PLACE_NONE && b->func == d->ctx->program->main))
        return;
    if (b->creator == 0 || site.op == NOBODY) {
        sb_puts(out, "created by time.goFunc\n\t/usr/local/go/src/time/sleep.go:182 +0x2d\n");
        return;
    }
    func = d->ctx->program->ops[site.op].func;
    sb_printf(out, "created by main.%s", func_of(d, site.op));
    if (model_of(d) >= GO1_23) {
        sb_puts(out, " in goroutine ");
        sb_int(out, b->creator);
    }
    sb_putc(out, '\n');
    put_position(d, out, func, d->ctx->source->op_line[site.op], true);
}

void dump_goroutine(const struct dump *d, const struct event *ev, struct sb *out)
{
    put_header(d, ev, out);
    if (ev->at != PLACE_NONE)
        put_frames(d, out, ev->at);
    else
        put_start(d, out, &d->born);
    put_created_by(d, out, &d->born);
}

void dump_deinit(struct dump *d)
{
    places_deinit(&d->places);
}
