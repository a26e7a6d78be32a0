#include "session.h"

#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "gosrc.h"
#include "load.h"
#include "say.h"

static void load(struct session *s, const struct args *args, const char *seed,
                 enum session_environment environment, struct diags *ds)
{
    bool real = environment == ENVIRONMENT_REAL;
    VEC(const char *) sets = {0};
    struct load_options opt;
    const struct program *rest;
    size_t at = 0, errors, told = ds->list.len;

    for (const char *set; (set = args_next(args, "set", &at));)
        *VEC_PUSH(&sets) = set;
    opt = (struct load_options){
        .sets = sets.at,
        .nsets = (int)sets.len,
        .model = args_value(args, "model"),
        .seed = seed ? seed : args_value(args, "seed"),
        .gomaxprocs = real ? getenv("GOMAXPROCS") : NULL,
        .godebug = real ? getenv("GODEBUG") : NULL,
        .gogc = real ? getenv("GOGC") : NULL,
        .rest = &rest,
    };
    if (s->source)
        s->program = program_load(s->path, s->source, strlen(s->source), &opt, &s->arena, ds);
    else
        s->program = program_load_file(s->path, &opt, &s->arena, ds, &s->source);
    free(sets.at);
    if (rest) {
        expect_check(rest, s->source, &s->arena, ds);
        diags_sort(ds, told);
    }
    if (!s->program)
        return;
    errors = ds->list.len;
    s->expect = expect_parse_all(s->program, s->source, &s->arena, ds);
    expect_parse_goals(s->program, s->source, &s->arena, ds);
    if (ds->list.len > errors)
        s->program = NULL;
}

bool session_read(struct session *s, const struct args *args, const char *scenario,
                  const char *seed, enum session_environment environment, struct diags *ds)
{
    s->path = data_find(scenario, &s->arena, ds);
    if (s->path)
        load(s, args, seed, environment, ds);
    if (!s->program)
        return false;
    s->map = gosrc_map(s->program, &s->arena);
    return true;
}

bool session_load(struct session *s, const struct args *args, const char *scenario,
                  const char *seed, enum session_environment environment)
{
    struct diags ds = {0};
    bool loaded = session_read(s, args, scenario, seed, environment, &ds);

    if (!loaded)
        say_diags(&ds, s->source);
    diags_free(&ds);
    return loaded;
}

void session_free(struct session *s)
{
    arena_free(&s->arena);
    *s = (struct session){0};
}
