#include "outputs.h"

#include <assert.h>
#include <string.h>

#include "file.h"
#include "same.h"

static void open_one(struct outputs *o, const char *option, const char *path,
                     const struct emitter_ops *ops, const struct emit_context *ctx,
                     struct diags *ds)
{
    struct output out = {.path = path};

    for (int i = 0; i < o->n; i++)
        if (same_file(o->at[i].path, path)) {
            diags_add(ds, NULL, "--%s would overwrite %s, which another option writes", option,
                      strcmp(path, "-") == 0 ? "standard output" : path);
            return;
        }
    out.writer = writer_open(path, ds);
    if (!out.writer)
        return;
    if (ops)
        out.emitter = emitter_new(ops, ctx, out.writer);
    if (strcmp(path, "-") == 0)
        o->dash = true;
    assert(o->n < OUTPUTS_MOST);
    o->at[o->n++] = out;
}

bool outputs_open(struct outputs *o, const struct args *args, const struct emit_context *ctx,
                  struct diags *ds)
{
    const char *summary = args_value(args, "summary");
    size_t before = ds->list.len;

    for (int i = 0; emitters[i]; i++) {
        const char *path = args_value(args, emitters[i]->name);

        if (path)
            open_one(o, emitters[i]->name, path, emitters[i], ctx, ds);
    }
    if (summary)
        open_one(o, "summary", summary, NULL, ctx, ds);
    if (ds->list.len == before)
        return true;
    outputs_abandon(o);
    return false;
}

struct writer *outputs_summary(struct outputs *o)
{
    for (int i = 0; i < o->n; i++)
        if (!o->at[i].emitter)
            return o->at[i].writer;
    return NULL;
}

static void end_emitters(struct outputs *o)
{
    for (int i = 0; i < o->n; i++)
        if (o->at[i].emitter)
            emitter_end(o->at[i].emitter);
}

bool outputs_close(struct outputs *o, struct diags *ds)
{
    bool ok = true;

    end_emitters(o);
    for (int i = 0; i < o->n; i++)
        ok = writer_close(o->at[i].writer, ds) && ok;
    o->n = 0;
    return ok;
}

void outputs_abandon(struct outputs *o)
{
    end_emitters(o);
    for (int i = 0; i < o->n; i++)
        writer_abandon(o->at[i].writer);
    o->n = 0;
}
