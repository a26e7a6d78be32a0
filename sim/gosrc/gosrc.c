#include "gosrc.h"

#include <string.h>

#include "body.h"
#include "event.h"
#include "helpers.h"
#include "terms.h"
#include "values.h"
#include "vec.h"

/* The whole text is written twice: which packages and helpers it uses is known only when it has been written once, and
 * what names there may be depends on that. */
struct source {
    const struct program *p;
    struct arena *arena;
    struct needs needs;
    struct names names;
    struct body body;
    struct sb head; /* what stands before the functions */
};

/* The environment and the shell's redirections, as one would type them. */
static void write_command(struct sb *out, const struct program *p)
{
    sb_printf(out, "//\tgo build -o %s main.go && ", p->name);
    if (p->fds != 1024)
        sb_printf(out, "(ulimit -n %d; ", (int)p->fds);
    sb_printf(out, "GOMAXPROCS=%d ", (int)p->gomaxprocs);
    if (p->gogc == GOGC_OFF)
        sb_puts(out, "GOGC=off ");
    else if (p->gogc != GOGC_DEFAULT)
        sb_printf(out, "GOGC=%d ", (int)p->gogc);
    if (p->schedtrace_ms || p->scheddetail || p->asyncpreemptoff) {
        const char *comma = "";

        sb_puts(out, "GODEBUG=");
        if (p->schedtrace_ms) {
            sb_printf(out, "schedtrace=%lld", (long long)p->schedtrace_ms);
            comma = ",";
        }
        if (p->scheddetail) {
            sb_printf(out, "%sscheddetail=1", comma);
            comma = ",";
        }
        if (p->asyncpreemptoff)
            sb_printf(out, "%sasyncpreemptoff=1", comma);
        sb_putc(out, ' ');
    }
    sb_printf(out, "./%s", p->name);
}

static void write_redirect(struct sb *out, const struct redirect *r, const char *stream,
                           const char *other)
{
    switch (r->to) {
    case TO_TERMINAL:
        break;
    case TO_NULL:
        sb_printf(out, " %s>/dev/null", stream);
        break;
    case TO_FILE:
        sb_printf(out, " %s>%s", stream, r->append ? ">" : "");
        terms_comment(out, r->file);
        break;
    case TO_OTHER:
    case TO_CROSS:
        sb_printf(out, " %s>&%s", stream, other);
        break;
    }
}

/* The shell goes from left to right: who copies the other's place before that one goes elsewhere comes first, who copies
 * it after that last. */
static void write_redirects(struct sb *out, const struct program *p)
{
    const bool err_first = p->err.to == TO_CROSS || p->out.to == TO_OTHER;

    if (err_first)
        write_redirect(out, &p->err, "2", "1");
    write_redirect(out, &p->out, "", "2");
    if (!err_first)
        write_redirect(out, &p->err, "2", "1");
}

static void write_header(struct sb *out, const struct program *p)
{
    sb_printf(out, "// Command %s", p->name);
    if (p->title && *p->title) {
        sb_puts(out, ": ");
        terms_comment(out, p->title);
    }
    sb_puts(out, ".\n//\n// It was made by schedlab gosrc. To run it:\n//\n");
    write_command(out, p);
    write_redirects(out, p);
    if (p->fds != 1024)
        sb_putc(out, ')');
    sb_puts(out, "\npackage main\n\n");
}

static void write_object(struct source *s, const struct object *o, const char *name)
{
    const char *element = s->p->values ? "int32" : "struct{}";
    struct sb *out = &s->head;

    sb_printf(out, "var %s ", name);
    switch (o->kind) {
    case OBJ_MUTEX:
        sb_puts(out, "sync.Mutex");
        break;
    case OBJ_RWMUTEX:
        sb_puts(out, "sync.RWMutex");
        break;
    case OBJ_WAITGROUP:
        sb_puts(out, "sync.WaitGroup");
        break;
    case OBJ_ONCE:
        sb_puts(out, "sync.Once");
        break;
    case OBJ_NIL_CHAN:
        sb_printf(out, "chan %s", element);
        break;
    case OBJ_CHAN:
        if (o->n == 0) {
            sb_printf(out, "= make(chan %s)", element);
            break;
        }
        sb_printf(out, "= make(chan %s, %lld)", element, (long long)o->n);
        break;
    case OBJ_SEMAPHORE:
        sb_printf(out, "= make(chan struct{}, %lld)", (long long)o->n);
        break;
    case OBJ_COND:
        sb_printf(out, "= sync.NewCond(&%s)", s->names.objects[o->mutex]);
        break;
    case OBJ_TICKER:
        sb_puts(out, "= time.NewTicker(");
        terms_duration(out, o->n, false);
        sb_putc(out, ')');
        break;
    }
    sb_putc(out, '\n');
}

/* The numbers that stand for values: how many have been sent on each channel. */
static void write_sent(struct source *s)
{
    for (int32_t i = 0; i < s->p->nobjects; i++)
        if (s->names.sent[i])
            sb_printf(&s->head, "var %s atomic.Int32\n", s->names.sent[i]);
}

static uint32_t object_imports(const struct program *p)
{
    uint32_t imports = 0;

    for (int32_t i = 0; i < p->nobjects; i++)
        switch (p->objects[i].kind) {
        case OBJ_MUTEX:
        case OBJ_RWMUTEX:
        case OBJ_WAITGROUP:
        case OBJ_ONCE:
        case OBJ_COND:
            imports |= IMPORT_SYNC;
            break;
        case OBJ_TICKER:
            imports |= IMPORT_TIME;
            break;
        case OBJ_CHAN:
        case OBJ_NIL_CHAN:
        case OBJ_SEMAPHORE:
            break;
        }
    return imports;
}

/* Slices of the program: one for a name, whichever functions use it. */
static void write_slices(struct source *s)
{
    VEC(const char *) seen = {0};

    for (int32_t f = 0; f < s->p->nfuncs; f++)
        for (int32_t at = 0; at < s->p->funcs[f].nvars * VAR_KINDS; at++) {
            const char *name = s->names.vars[f][at];
            bool known = !name || !s->needs.funcs[f].vars[at / VAR_KINDS].slice;

            for (size_t i = 0; i < seen.len && !known; i++)
                known = strcmp(seen.at[i], name) == 0;
            if (known)
                continue;
            *VEC_PUSH(&seen) = name;
            sb_printf(&s->head, "var %s []%s\n", name,
                      value_type(&s->body, (enum var_kind)(at % VAR_KINDS)));
        }
    free(seen.at);
}

/* var turn1 = turns{list: []time.Duration{…}} */
static void write_turns(struct source *s)
{
    for (int32_t i = 0; i < s->p->nops; i++) {
        const struct draw *d = &s->p->ops[i].d;

        if (d->kind != DRAW_CYCLE || !s->names.turns[i])
            continue;
        sb_printf(&s->head, "var %s = %s{list: []time.Duration{", s->names.turns[i],
                  s->names.helpers[HELP_TURNS]);
        for (int32_t n = 0; n < d->len; n++) {
            sb_puts(&s->head, n ? ", " : "");
            terms_duration(&s->head, d->cycle[n], false);
        }
        sb_puts(&s->head, "}}\n");
    }
}

/* Once through: names for what the last time showed to be used, the functions, then what stands before them. */
static void write_once(struct source *s)
{
    const uint64_t helpers = helpers_close(s->body.helpers);
    uint32_t imports = s->body.imports | helpers_imports(helpers) | object_imports(s->p);
    struct sb slices = {0};
    size_t vars;

    gonames_choose(s->p, &s->needs, imports, helpers, s->arena, &s->names);
    sb_clear(&s->body.text);
    sb_clear(&s->head);
    body_write(&s->body);
    write_slices(s);
    imports |= s->body.imports;
    sb_puts(&slices, sb_text(&s->head));
    sb_clear(&s->head);
    s->body.imports |= imports;

    write_header(&s->head, s->p);
    helpers_write_imports(&s->head, imports);
    helpers_write_first(&s->head, helpers, &s->names);
    vars = s->head.len;
    for (int32_t i = 0; i < s->p->nobjects; i++)
        write_object(s, &s->p->objects[i], s->names.objects[i]);
    write_sent(s);
    sb_puts(&s->head, sb_text(&slices));
    write_turns(s);
    if (s->head.len > vars)
        sb_putc(&s->head, '\n');
    sb_free(&slices);
}

static void source_write(struct source *s, const struct program *p, struct arena *a)
{
    *s = (struct source){.p = p, .arena = a};
    needs_find(p, a, &s->needs);
    s->body = (struct body){
        .p = p,
        .needs = &s->needs,
        .names = &s->names,
        .op_line = ARENA_ARRAY(a, int32_t, (size_t)p->nops + 1),
        .func_line = ARENA_ARRAY(a, int32_t, (size_t)p->nfuncs + 1),
    };
    write_once(s);
    write_once(s);
}

static void source_free(struct source *s)
{
    sb_free(&s->body.text);
    sb_free(&s->head);
}

void gosrc_write(const struct program *p, struct sb *out)
{
    struct arena a = {0};
    struct source s;

    source_write(&s, p, &a);
    sb_puts(out, sb_text(&s.head));
    sb_puts(out, sb_text(&s.body.text));
    helpers_write(out, helpers_close(s.body.helpers), &s.names, p);
    source_free(&s);
    arena_free(&a);
}

/* Of each operation, the function of Go that it stands in, and from which operation that is called. */
static void find_functions(const struct program *p, struct arena *a, struct source_map *map)
{
    const char **literals = program_name_literals(p, a);
    const char **func = ARENA_ARRAY(a, const char *, (size_t)p->nops + 1);
    int32_t *outer = ARENA_ARRAY(a, int32_t, (size_t)p->nops + 1);

    for (int32_t i = 0; i < p->nops; i++) {
        int32_t up = p->ops[i].parent;

        while (up != NOBODY && !literals[up])
            up = p->ops[up].parent;
        outer[i] = up;
        func[i] = up == NOBODY ? p->funcs[p->ops[i].func].name : literals[up];
    }
    map->op_func = func;
    map->op_outer = outer;
}

const struct source_map *gosrc_map(const struct program *p, struct arena *a)
{
    struct source_map *map = ARENA_NEW(a, struct source_map);
    struct source s;
    struct sb file = {0};
    int32_t before = 0;

    source_write(&s, p, a);
    for (size_t i = 0; i < s.head.len; i++)
        before += s.head.text[i] == '\n';
    for (int32_t i = 0; i < p->nops; i++)
        s.body.op_line[i] += before;
    for (int32_t i = 0; i < p->nfuncs; i++)
        s.body.func_line[i] += before;
    sb_printf(&file, "/home/you/%s/main.go", p->name);
    map->file = arena_text(a, file.text, file.len);
    map->op_line = s.body.op_line;
    map->func_line = s.body.func_line;
    find_functions(p, a, map);
    sb_free(&file);
    source_free(&s);
    return map;
}
