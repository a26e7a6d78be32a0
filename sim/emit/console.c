#include "console.h"

#include <stdlib.h>
#include <string.h>

#include "dump.h"
#include "percentile_text.h"
#include "sched_text.h"

/* A text that came to the terminal, and where its lines begin. */
struct kept {
    struct sb text;
    VEC(const char *) lines; /* made when they are asked for */
};

/* Where a stream leads. */
enum target { TARGET_NOWHERE, TARGET_OUT, TARGET_ERR, TARGET_FILE };

struct route {
    enum target target;
    size_t file; /* TARGET_FILE: index of it */
};

struct console {
    const struct emit_context *ctx;
    struct writer *writers[CONSOLE_STREAMS];
    enum console_keep keep;
    struct route routes[CONSOLE_STREAMS];
    struct kept kept[CONSOLE_STREAMS]; /* by the terminal's stream */
    struct console_file files[CONSOLE_STREAMS];
    struct sb contents[CONSOLE_STREAMS]; /* of the files */
    size_t nfiles;
    size_t told_file, told_from; /* the file that was written to last, and where in it */
    int64_t
        room; /* on the simulated disk, once a crash has been announced; before, EV_FILE_WRITE says what fitted */
    struct writer *last; /* written to */
    struct sched_text sched;
    struct dump dump;
    bool
        panicking; /* a panic has been printed: the next one happened while it ran deferred functions */
    struct sb line; /* being put together */
};

/* ---- where the streams lead -------------------------------------------------------------------------------------- */

static size_t add_file(struct console *c, const struct redirect *r)
{
    for (size_t i = 0; i < c->nfiles; i++) {
        if (strcmp(c->files[i].name, r->file) == 0)
            return i;
    }
    c->files[c->nfiles] = (struct console_file){.name = r->file, .bytes = "", .append = r->append};
    return c->nfiles++;
}

static struct route terminal(enum console_stream which)
{
    return (struct route){.target = which == CONSOLE_OUT ? TARGET_OUT : TARGET_ERR};
}

/* Where the stream leads by itself; TO_OTHER is for the caller to follow. */
static struct route route_of(struct console *c, const struct redirect *r, enum console_stream which)
{
    switch (r->to) {
    case TO_NULL:
        return (struct route){.target = TARGET_NOWHERE};
    case TO_FILE:
        return (struct route){.target = TARGET_FILE, .file = add_file(c, r)};
    case TO_CROSS:
        return terminal(which == CONSOLE_OUT ? CONSOLE_ERR : CONSOLE_OUT);
    case TO_TERMINAL:
    case TO_OTHER:
        break;
    }
    return terminal(which);
}

static void set_routes(struct console *c)
{
    const struct program *p = c->ctx->program;

    c->routes[CONSOLE_OUT] = route_of(c, &p->out, CONSOLE_OUT);
    c->routes[CONSOLE_ERR] = route_of(c, &p->err, CONSOLE_ERR);
    if (p->out.to == TO_OTHER)
        c->routes[CONSOLE_OUT] = c->routes[CONSOLE_ERR];
    if (p->err.to == TO_OTHER)
        c->routes[CONSOLE_ERR] = c->routes[CONSOLE_OUT];
}

/* ---- writing ------------------------------------------------------------------------------------------------------- */

/* The two streams of a terminal are one screen: what was written to the other one is to be seen first. */
static void put_terminal(struct console *c, enum console_stream which, const struct sb *text)
{
    struct writer *w = c->writers[which];

    if (c->keep == CONSOLE_KEEP)
        sb_add(&c->kept[which].text, text->text, text->len);
    if (!w)
        return;
    if (c->last && c->last != w)
        writer_flush(c->last);
    writer_put(w, text->text, text->len);
    c->last = w;
}

static void put_file(struct console *c, size_t file)
{
    size_t len = c->line.len;

    if ((int64_t)len > c->room)
        len = (size_t)c->room;
    if (c->room != INT64_MAX)
        c->room -= (int64_t)len;
    c->told_file = file;
    c->told_from = c->contents[file].len;
    sb_add(&c->contents[file], c->line.text, len);
}

/* Sends what `c->line` holds down a stream of the program, and empties it. */
static void put(struct console *c, enum console_stream which)
{
    const struct route *r = &c->routes[which];

    if (c->line.len == 0)
        return;
    switch (r->target) {
    case TARGET_NOWHERE:
        break;
    case TARGET_OUT:
        put_terminal(c, CONSOLE_OUT, &c->line);
        break;
    case TARGET_ERR:
        put_terminal(c, CONSOLE_ERR, &c->line);
        break;
    case TARGET_FILE:
        put_file(c, r->file);
        break;
    }
    sb_clear(&c->line);
}

/* Of the text that was written last so much found room on the simulated disk. */
static void cut(struct console *c, const struct event *ev)
{
    struct sb *to = &c->contents[c->told_file];

    if (ev->flag == WRITE_STREAM && to->len > c->told_from + (size_t)ev->b)
        to->len = c->told_from + (size_t)ev->b;
}

/* ---- what the program and the runtime say -------------------------------------------------------------------------- */

/* The operation that `ev` happened at. */
static const struct op *op_of(const struct console *c, const struct event *ev)
{
    struct place at = places_get(&c->dump.places, ev->at);

    return at.op == NOBODY ? NULL : &c->ctx->program->ops[at.op];
}

static void print(struct console *c, const struct event *ev)
{
    const struct op *op = op_of(c, ev);

    if (op)
        program_expand(&c->line, op->text, program_figures(ev));
    sb_putc(&c->line, '\n');
    put(c, ev->flag & 1 ? CONSOLE_ERR : CONSOLE_OUT);
}

static void percentile(struct console *c, const struct event *ev)
{
    percentile_text(&c->line, ev->a);
    put(c, CONSOLE_OUT);
}

/* Lines that the runtime says before the message of a fatal error. Addresses are not simulated: those of the stack are
 * typical ones. */
static void before_fatal(struct console *c, const struct event *ev)
{
    if (ev->b == FATAL_THREADS) {
        sb_puts(&c->line, "runtime: program exceeds ");
        sb_int(&c->line, ev->a);
        sb_puts(&c->line, "-thread limit\n");
    }
    if (ev->b == FATAL_STACK)
        sb_puts(&c->line, "runtime: goroutine stack exceeds 1000000000-byte limit\n"
                          "runtime: sp=0xc0201603a0 stack=[0xc020160000, 0xc040160000]\n");
}

/* Errors of the program end it with throwTypeUser, the runtime's own ones with throwTypeRuntime. go: fatal, throw */
static int throw_type(enum fatal id)
{
    bool runtime = id == FATAL_THREADS || id == FATAL_STACK || id == FATAL_MEMORY;

    return runtime ? 2 : 1;
}

static void fatal(struct console *c, const struct event *ev)
{
    before_fatal(c, ev);
    sb_puts(&c->line, "fatal error: ");
    sb_puts(&c->line, fatal_text((enum fatal)ev->b));
    sb_putc(&c->line, '\n');
    c->sched.throwing = throw_type((enum fatal)ev->b);
    put(c, CONSOLE_ERR);
}

/* Go 1.23 and later indent the later lines of a message. go: printindented */
static void add_indented(struct console *c, const char *text)
{
    for (; *text; text++) {
        sb_putc(&c->line, *text);
        if (*text == '\n' && c->ctx->program->model >= GO1_23)
            sb_putc(&c->line, '\t');
    }
}

/* A panic in a function that a panic had deferred is told after that one, indented. go: printpanics */
static void panic(struct console *c, const struct event *ev)
{
    const struct op *op = op_of(c, ev);

    if (c->panicking)
        sb_putc(&c->line, '\t');
    sb_puts(&c->line, "panic: ");
    if (ev->b != PANIC_USER)
        sb_puts(&c->line, panic_text((enum panic)ev->b));
    else if (op)
        add_indented(c, op->text);
    sb_putc(&c->line, '\n');
    c->panicking = true;
    put(c, CONSOLE_ERR);
}

static void dump_line(struct console *c, const struct event *ev)
{
    dump_goroutine(&c->dump, ev, &c->line);
    put(c, CONSOLE_ERR);
}

static void snapshot(struct console *c, const struct event *ev)
{
    sched_text_event(&c->sched, ev, &c->line);
    if (ev->kind == EV_SNAP_END)
        put(c, CONSOLE_ERR);
}

/* ---- listening --------------------------------------------------------------------------------------------------------- */

static void on_event(struct console *c, const struct event *ev)
{
    switch (ev->kind) {
    case EV_PLACE:
    case EV_DUMP_BORN:
        dump_note(&c->dump, ev);
        break;
    case EV_PRINT:
        print(c, ev);
        break;
    case EV_PERCENTILE:
        percentile(c, ev);
        break;
    case EV_FILE_WRITE:
        cut(c, ev);
        break;
    case EV_CRASH_ROOM:
        c->room = ev->a;
        break;
    case EV_FATAL:
        fatal(c, ev);
        break;
    case EV_PANIC:
        panic(c, ev);
        break;
    case EV_DUMP_G:
        dump_line(c, ev);
        break;
    case EV_SNAP:
    case EV_SNAP_P:
    case EV_SNAP_M:
    case EV_SNAP_G:
    case EV_SNAP_END:
        snapshot(c, ev);
        break;
    }
}

static void on_events(void *self, const struct event *ev, size_t n)
{
    for (size_t i = 0; i < n; i++)
        on_event(self, &ev[i]);
}

struct console *console_new(const struct emit_context *ctx, struct writer *out, struct writer *err,
                            enum console_keep keep)
{
    struct console *c = mem_zalloc(1, sizeof *c);

    c->ctx = ctx;
    c->room = INT64_MAX;
    c->writers[CONSOLE_OUT] = out;
    c->writers[CONSOLE_ERR] = err;
    c->keep = keep;
    c->sched.model = ctx->program->model;
    set_routes(c);
    dump_init(&c->dump, ctx);
    return c;
}

struct event_sink console_sink(struct console *c)
{
    return (struct event_sink){.events = on_events, .self = c};
}

/* ---- asking for it -------------------------------------------------------------------------------------------------- */

/* Ends each line with NUL instead of its newline. What follows the last newline is a line too. */
const char *const *console_lines(struct console *c, enum console_stream which, size_t *n)
{
    struct kept *k = &c->kept[which];
    char *end = k->text.text + k->text.len;

    k->lines.len = 0;
    for (char *at = k->text.text; at && at < end;) {
        char *stop = at;

        while (stop < end && *stop != '\n' && *stop != '\0')
            stop++;
        *VEC_PUSH(&k->lines) = at;
        *stop = '\0';
        at = stop + 1;
    }
    *n = k->lines.len;
    return k->lines.at;
}

const struct console_file *console_files(struct console *c, size_t *n)
{
    for (size_t i = 0; i < c->nfiles; i++) {
        c->files[i].bytes = sb_text(&c->contents[i]);
        c->files[i].len = c->contents[i].len;
    }
    *n = c->nfiles;
    return c->files;
}

void console_free(struct console *c)
{
    if (!c)
        return;
    for (int i = 0; i < CONSOLE_STREAMS; i++) {
        sb_free(&c->kept[i].text);
        free(c->kept[i].lines.at);
        sb_free(&c->contents[i]);
    }
    dump_deinit(&c->dump);
    sb_free(&c->line);
    free(c);
}
