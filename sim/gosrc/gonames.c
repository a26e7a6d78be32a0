#include "gonames.h"

#include <ctype.h>
#include <string.h>

#include "event.h"
#include "vec.h"

/* Words that mean something in the text we write: keywords, and the predeclared names that we use ourselves. */
static const char *const reserved[] = {
    "break",       "case",    "chan",    "const",  "continue", "default", "defer",  "else",
    "fallthrough", "for",     "func",    "go",     "goto",     "if",      "import", "interface",
    "map",         "package", "range",   "return", "select",   "struct",  "switch", "type",
    "var",         "init",    "_",       "any",    "append",   "bool",    "byte",   "close",
    "error",       "false",   "float64", "int",    "int32",    "int64",   "len",    "make",
    "nil",         "panic",   "string",  "true",   "uint64",   "uintptr",
};

struct chooser {
    struct arena *arena;
    VEC(const char *) taken;
};

static bool is_taken(const struct chooser *c, const char *name)
{
    for (size_t i = 0; i < c->taken.len; i++)
        if (strcmp(c->taken.at[i], name) == 0)
            return true;
    return false;
}

/* `wanted` as far as it is a Go name at all. */
static const char *choose(struct chooser *c, const char *wanted)
{
    struct sb text = {0};
    const char *name;

    if (isdigit((unsigned char)wanted[0]) || !wanted[0])
        sb_putc(&text, '_');
    for (; *wanted; wanted++)
        sb_putc(&text, isalnum((unsigned char)*wanted) && !((unsigned char)*wanted & 0x80) ? *wanted
                                                                                           : '_');
    while (is_taken(c, sb_text(&text)))
        sb_putc(&text, '_');
    name = arena_text(c->arena, text.text, text.len);
    sb_free(&text);
    return name;
}

static const char *take(struct chooser *c, const char *wanted)
{
    const char *name = choose(c, wanted);

    *VEC_PUSH(&c->taken) = name;
    return name;
}

static void take_packages(struct chooser *c, uint32_t imports)
{
    static const char *const packages[] = {
#define X(id, path, name) name,
#include "import.def"
#undef X
    };

    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        *VEC_PUSH(&c->taken) = reserved[i];
    if (imports & IMPORT_C)
        imports |= IMPORT_SYSCALL | IMPORT_UNSAFE; /* cgo imports them for itself */
    for (int i = 0; i < IMPORTS; i++)
        if (imports >> i & 1)
            *VEC_PUSH(&c->taken) = packages[i];
}

static void choose_globals(struct chooser *c, const struct program *p, struct names *out)
{
    out->funcs = ARENA_ARRAY(c->arena, const char *, (size_t)p->nfuncs + 1);
    out->objects = ARENA_ARRAY(c->arena, const char *, (size_t)p->nobjects + 1);
    for (int32_t i = 0; i < p->nfuncs; i++)
        if (p->funcs[i].outer == NOBODY)
            out->funcs[i] = take(c, p->funcs[i].name);
    for (int32_t i = 0; i < p->nobjects; i++)
        out->objects[i] = take(c, p->objects[i].name);
}

/* What was wanted for a variable, and what it got: the same in all functions. */
struct wish {
    const char *wanted, *name;
};

struct wishes {
    VEC(struct wish) list;
};

static const char *wish(struct chooser *c, struct wishes *known, const char *wanted,
                        const char *suffix)
{
    struct sb text = {0};
    struct wish new;

    sb_printf(&text, "%s%s", wanted, suffix);
    for (size_t i = 0; i < known->list.len; i++)
        if (strcmp(known->list.at[i].wanted, sb_text(&text)) == 0) {
            sb_free(&text);
            return known->list.at[i].name;
        }
    new.wanted = arena_text(c->arena, sb_text(&text), text.len);
    new.name = take(c, new.wanted);
    sb_free(&text);
    *VEC_PUSH(&known->list) = new;
    return new.name;
}

/* A Go variable has one type: one that is used for several kinds of things becomes several. */
static void choose_vars(struct chooser *c, const struct program *p, const struct needs *needs,
                        struct names *out)
{
    static const char *const suffixes[VAR_KINDS] = {"Memory", "File", "Task", "Region", "Reading"};
    struct wishes known = {0};

    out->vars = ARENA_ARRAY(c->arena, const char **, (size_t)p->nfuncs + 1);
    for (int32_t f = 0; f < p->nfuncs; f++) {
        out->vars[f] =
            ARENA_ARRAY(c->arena, const char *, (size_t)p->funcs[f].nvars *VAR_KINDS + 1);
        for (int32_t slot = 0; slot < p->funcs[f].nvars; slot++) {
            const struct need_var *v = &needs->funcs[f].vars[slot];
            bool first = true;

            for (int kind = 0; kind < VAR_KINDS; kind++) {
                if (((v->set | v->read) & 1 << kind) == 0)
                    continue;
                out->vars[f][slot * VAR_KINDS + kind] =
                    wish(c, &known, p->funcs[f].vars[slot], first ? "" : suffixes[kind]);
                first = false;
            }
        }
    }
    free(known.list.at);
}

static bool is_sent_on(const struct program *p, int32_t object)
{
    for (int32_t i = 0; i < p->nops; i++)
        if ((p->ops[i].kind == OP_SEND || p->ops[i].kind == OP_CASE_SEND) &&
            p->ops[i].obj == object)
            return true;
    return false;
}

static void choose_sent(struct chooser *c, const struct program *p, struct names *out)
{
    out->sent = ARENA_ARRAY(c->arena, const char *, (size_t)p->nobjects + 1);
    for (int32_t i = 0; p->values && i < p->nobjects; i++) {
        struct sb text = {0};

        if (!is_sent_on(p, i))
            continue;
        sb_printf(&text, "%sSent", p->objects[i].name);
        out->sent[i] = take(c, sb_text(&text));
        sb_free(&text);
    }
}

static const char *take_number(struct chooser *c, const char *word, int32_t number)
{
    struct sb text = {0};
    const char *name;

    sb_printf(&text, "%s%d", word, (int)number);
    name = take(c, sb_text(&text));
    sb_free(&text);
    return name;
}

static void choose_numbered(struct chooser *c, const struct program *p, const struct needs *needs,
                            struct names *out)
{
    int32_t turns = 0;

    out->late = ARENA_ARRAY(c->arena, const char *, (size_t)needs->nlate + 1);
    out->turns = ARENA_ARRAY(c->arena, const char *, (size_t)p->nops + 1);
    for (int32_t i = 1; i <= needs->nlate; i++)
        out->late[i] = take_number(c, "count", i);
    for (int32_t i = 0; i < p->nops; i++)
        if (p->ops[i].d.kind == DRAW_CYCLE)
            out->turns[i] = take_number(c, "turn", ++turns);
}

void gonames_choose(const struct program *p, const struct needs *needs, uint32_t imports,
                    uint64_t helpers, struct arena *a, struct names *out)
{
    static const char *const helper_names[] = {
#define X(id, name, imports, needs) name,
#include "helper.def"
#undef X
    };
    static const char *const loop_names[LOOP_NAMES] = {"i", "j", "k", "l", "m", "o"};
    struct chooser c = {.arena = a};

    *out = (struct names){0};
    take_packages(&c, imports);
    choose_globals(&c, p, out);
    choose_sent(&c, p, out);
    choose_vars(&c, p, needs, out);
    for (int i = 0; i < HELPERS; i++)
        out->helpers[i] = helpers & BIT(i) ? take(&c, helper_names[i]) : helper_names[i];
    for (int i = 0; i < LOOP_NAMES; i++)
        out->loops[i] = take(&c, loop_names[i]);
    out->g = take(&c, "g");
    out->n = take(&c, "n");
    out->v = take(&c, "v");
    out->ctx = take(&c, "ctx");
    out->err = take(&c, "err");
    out->file = take(&c, "f");
    choose_numbered(&c, p, needs, out);
    free(c.taken.at);
}
