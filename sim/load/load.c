#include "load.h"

#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "limit.h"
#include "loader.h"

/* Moves what was gathered to the arena. */
static void finish(struct loader *ld)
{
    struct program *p = ld->p;

    p->nops = (int32_t)ld->ops.len;
    p->ops = ARENA_ARRAY(ld->arena, struct op, ld->ops.len);
    if (p->nops)
        memcpy(p->ops, ld->ops.at, ld->ops.len * sizeof *p->ops);
    p->nfuncs = (int32_t)ld->func_list.len;
    p->funcs = ARENA_ARRAY(ld->arena, struct func, ld->func_list.len);
    memcpy(p->funcs, ld->func_list.at, ld->func_list.len * sizeof *p->funcs);
    program_name_closures(p, ld->arena);
}

static void deinit(struct loader *ld)
{
    cJSON_Delete(ld->root);
    json_map_free(&ld->map);
    name_table_free(&ld->params);
    name_table_free(&ld->objects);
    name_table_free(&ld->funcs);
    free(ld->param_read.at);
    free(ld->ops.at);
    free(ld->func_list.at);
    free(ld->uses.at);
    free(ld->calls.at);
}

struct program *program_load(const char *path, const char *text, size_t len,
                             const struct load_options *opt, struct arena *arena, struct diags *ds)
{
    static const struct load_options no_options = {0};
    struct loader ld = {
        .path = path, .text = text, .opt = opt ? opt : &no_options, .arena = arena, .ds = ds};
    struct program *p = NULL;
    size_t told = ds->list.len;

    if (ld.opt->rest)
        *ld.opt->rest = NULL;
    if (tree_parse(&ld, len)) {
        tree_set(&ld);
        ld.p = p = ARENA_NEW(arena, struct program);
        p->file = arena_text(arena, path, strlen(path));
        read_scenario(&ld);
        if (ld.errors == 0) {
            finish(&ld);
        } else {
            if (ld.opt->rest && ld.errors <= LIMIT_ERRORS)
                *ld.opt->rest = p;
            p = NULL;
        }
    }
    diags_sort(ds, told);
    if (ld.errors > LIMIT_ERRORS)
        diags_add(ds, path, "there are more errors, which are not told; correct these first");
    deinit(&ld);
    return p;
}

struct program *program_load_file(const char *path, const struct load_options *opt,
                                  struct arena *arena, struct diags *ds, const char **source)
{
    char *bytes;
    size_t len;
    const char *text;

    if (source)
        *source = NULL;
    if (opt && opt->rest)
        *opt->rest = NULL;
    if (!file_read(path, LIMIT_SCENARIO_BYTES, &bytes, &len, ds))
        return NULL;
    text = arena_text(arena, bytes, len);
    free(bytes);
    if (source)
        *source = text;
    return program_load(path, text, len, opt, arena, ds);
}
