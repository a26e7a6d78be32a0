/* chrome_names.c: what things are called: by the program of a simulated run, by the table of an imported one. */
#include "chrome_internal.h"

/* Function and operation of a program, or what an imported run has instead. */
static const char *start_name(const struct chrome *c, int32_t start)
{
    const struct program *p = c->ctx->program;

    if (start == -1 - SYSGO_MAIN)
        start = p->main;
    return start >= 0 ? p->funcs[start].name : sysgo_name((enum sysgo)(-1 - start), p->model);
}

static const struct imported_op *imported_op(const struct chrome *c, int32_t op)
{
    return op >= 0 ? &c->ctx->imported->ops.at[op] : NULL;
}

/* "G7 main.worker" */
void chrome_g_name(const struct chrome *c, goid g, int32_t start, char name[NAME_MAX_LEN])
{
    const struct imported *im = c->ctx->imported;
    bool own = start >= 0 || start == -1 - SYSGO_MAIN; /* a function of the scenario */

    if (im)
        snprintf(name, NAME_MAX_LEN, "G%lld%s%s", (long long)imported_g(im, g),
                 start >= 0 && im->funcs.at[start][0] ? " " : "",
                 start >= 0 ? im->funcs.at[start] : "");
    else
        snprintf(name, NAME_MAX_LEN, "G%d %s%s", (int)g, own ? "main." : "", start_name(c, start));
}

int64_t chrome_g_id(const struct chrome *c, goid g)
{
    return c->ctx->imported ? imported_g(c->ctx->imported, g) : g;
}

int64_t chrome_m_id(const struct chrome *c, int32_t m)
{
    return c->ctx->imported ? imported_m(c->ctx->imported, m) : m;
}

const char *chrome_run_name(const struct chrome *c)
{
    return c->ctx->imported ? c->ctx->imported->name : c->ctx->program->name;
}

void chrome_put_place(struct chrome *c, int32_t at)
{
    struct place pl = places_get(&c->places, at);
    const struct source_map *map = c->ctx->source;
    const struct op *op;

    if (pl.op == NOBODY)
        return;
    if (c->ctx->imported) {
        const struct imported_op *from = imported_op(c, pl.op);

        if (!from->func[0])
            return;
        chromejson_text(&c->json, "function", from->func);
        chromejson_text(&c->json, "file", from->file);
        chromejson_int(&c->json, "line", from->line);
        return;
    }
    op = &c->ctx->program->ops[pl.op];
    chromejson_text(&c->json, "op", op_verb((enum op_kind)op->kind));
    chromejson_text(&c->json, "function", c->ctx->program->funcs[op->func].name);
    chromejson_int(&c->json, "line", map ? map->op_line[pl.op] : op->line);
}

const char *chrome_op_text(const struct chrome *c, int32_t op)
{
    if (op < 0)
        return "";
    return c->ctx->imported ? imported_op(c, op)->text : c->ctx->program->ops[op].text;
}

const char *chrome_op_text2(const struct chrome *c, int32_t op)
{
    if (op < 0)
        return "";
    return c->ctx->imported ? imported_op(c, op)->text2 : c->ctx->program->ops[op].text2;
}

/* An imported run's own words stand at the place. */
static const char *words_at(const struct chrome *c, int32_t at)
{
    return c->ctx->imported ? chrome_op_text(c, places_get(&c->places, at).op) : "";
}

const char *chrome_wait_text(const struct chrome *c, enum wait_reason reason, int32_t at)
{
    const char *words = reason == WAIT_NONE ? words_at(c, at) : "";

    return words[0] ? words : wait_reason_trace(reason);
}

const char *chrome_stw_text(const struct chrome *c, enum stw_reason reason, int32_t at)
{
    const char *words = reason == STW_OTHER ? words_at(c, at) : "";

    return words[0] ? words : stw_reason_text(reason);
}
