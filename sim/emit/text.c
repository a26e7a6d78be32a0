/* text.c: a line for each event, for people. The columns, and what is remembered from one event to the next; the words are
 * in text_say.c. */
#include "text.h"

#include <string.h>

enum {
    TIME_WIDTH = 16,
    G_WIDTH = 8,
    M_WIDTH = 5,
    P_WIDTH = 5,
    PLACE_WIDTH = 24,
    FLUSH_AT = 1 << 16
};

static void pad_to(struct sb *b, size_t from, size_t width)
{
    do
        sb_putc(b, ' ');
    while (b->len < from + width);
}

/* Milliseconds with six digits, aligned to the right. */
static void put_time(struct sb *b, vtime t)
{
    char digits[TIME_WIDTH + 16], *end = digits + sizeof digits, *at = end;

    for (int i = 0; i < 6; i++, t /= 10)
        *--at = (char)('0' + t % 10);
    *--at = '.';
    do
        *--at = (char)('0' + t % 10);
    while ((t /= 10) != 0);
    while (end - at < TIME_WIDTH)
        *--at = ' ';
    sb_add(b, at, (size_t)(end - at));
    sb_puts(b, "  ");
}

static void put_id(struct sb *b, char letter, int64_t id, bool none, size_t width)
{
    size_t from = b->len;

    if (none) {
        sb_putc(b, '-');
    } else {
        sb_putc(b, letter);
        sb_int(b, id);
    }
    pad_to(b, from, width);
}

static void put_place(struct text *t, const struct event *ev)
{
    size_t from = t->line.len;
    struct place at = places_get(&t->places, ev->at);

    if (at.op == NOBODY) {
        sb_putc(&t->line, '-');
    } else {
        text_func(t, t->ctx->program->ops[at.op].func);
        sb_putc(&t->line, ':');
        sb_int(&t->line, t->ctx->source->op_line[at.op]);
    }
    pad_to(&t->line, from, PLACE_WIDTH);
}

/* ---- small words ------------------------------------------------------------------------------------------------------- */

void text_time(struct text *t, vtime ns)
{
    char buf[VTIME_TEXT];

    sb_add(&t->line, buf, vtime_format(buf, ns));
}

void text_object(struct text *t, int64_t obj)
{
    const struct program *p = t->ctx->program;

    sb_puts(&t->line,
            obj >= 0 && obj < p->nobjects ? p->objects[obj].name : "nothing in particular");
}

void text_func(struct text *t, int64_t func)
{
    const struct program *p = t->ctx->program;

    if (func < 0) {
        sb_puts(&t->line, sysgo_name((enum sysgo)(-1 - func), p->model));
        return;
    }
    sb_puts(&t->line, "main.");
    sb_puts(&t->line, p->funcs[func].name);
}

const struct op *text_op(const struct text *t, const struct event *ev)
{
    struct place at = places_get(&t->places, ev->at);

    return at.op == NOBODY ? NULL : &t->ctx->program->ops[at.op];
}

/* ---- what is remembered -------------------------------------------------------------------------------------------------- */

/* Before the line is written: places get their meaning. */
static void note_before(struct text *t, const struct event *ev)
{
    if (ev->kind == EV_PLACE)
        places_note(&t->places, ev);
}

/* After it: since when a goroutine is as it is, and who woke it. */
static void note_after(struct text *t, const struct event *ev)
{
    struct text_wait *w;

    switch (ev->kind) {
    case EV_GO_CREATE:
        *(struct text_wait *)gtable_at(&t->waits, (goid)ev->a) = (struct text_wait){.since = ev->t};
        break;
    case EV_GO_READY:
        w = gtable_at(&t->waits, ev->g);
        *w = (struct text_wait){
            .since = ev->t, .waker = (goid)ev->a, .cause = (uint8_t)ev->b, .woken = true};
        break;
    case EV_GO_BLOCK:
    case EV_GO_START:
    case EV_GO_STOP:
    case EV_SYSCALL:
    case EV_SYSCALL_RET:
        if (ev->g > 0)
            *(struct text_wait *)gtable_at(&t->waits, ev->g) = (struct text_wait){.since = ev->t};
        break;
    case EV_GO_END:
        gtable_drop(&t->waits, ev->g);
        break;
    }
}

/* ---- the emitter ----------------------------------------------------------------------------------------------------------- */

static void begin(void *state, const struct emit_context *ctx, struct writer *out)
{
    static const char head[] = "       time (ms)  G       M    P    place                   what\n";
    struct text *t = state;

    t->ctx = ctx;
    t->out = out;
    places_init(&t->places, ctx->program->nops);
    gtable_init(&t->waits, sizeof(struct text_wait));
    sb_puts(&t->line, head);
}

static void flush(struct text *t)
{
    if (t->line.len)
        writer_put(t->out, t->line.text, t->line.len);
    sb_clear(&t->line);
}

static void event(struct text *t, const struct event *ev)
{
    note_before(t, ev);
    put_time(&t->line, ev->t);
    put_id(&t->line, 'G', ev->g, ev->g <= 0, G_WIDTH);
    put_id(&t->line, 'M', ev->m, ev->m < 0, M_WIDTH);
    /* of a choice, p is no processor */
    put_id(&t->line, 'P', ev->p, ev->p < 0 || ev->kind == EV_CHOICE, P_WIDTH);
    put_place(t, ev);
    text_say(t, ev);
    sb_putc(&t->line, '\n');
    note_after(t, ev);
    if (t->line.len >= FLUSH_AT)
        flush(t);
}

static void events(void *state, const struct event *ev, size_t n)
{
    for (size_t i = 0; i < n; i++)
        event(state, &ev[i]);
}

static void end(void *state)
{
    struct text *t = state;

    flush(t);
    places_deinit(&t->places);
    gtable_deinit(&t->waits);
    sb_free(&t->line);
}

const struct emitter_ops emit_log = {
    .name = "log",
    .help = "one line for each event: time, who, where, how long it waited, who woke it",
    .state_size = sizeof(struct text),
    .begin = begin,
    .events = events,
    .end = end,
};
