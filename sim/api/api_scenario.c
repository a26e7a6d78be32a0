/* api_scenario.c: the first half of schedlab.h: a scenario and its settings. */
#define _POSIX_C_SOURCE 200809L
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "api.h"
#include "expect.h"
#include "gosrc.h"
#include "load.h"
#include "schedlab.h"

int schedlab_api(void)
{
    return SCHEDLAB_API;
}

const char *schedlab_version(void)
{
    return SCHEDLAB_VERSION;
}

char *api_errors(struct diags *ds, const char *source)
{
    char *text = NULL;
    size_t len;
    FILE *to = open_memstream(&text, &len);

    if (to) {
        diags_print(ds, to, source);
        if (fclose(to) != 0) {
            free(text);
            text = NULL;
        }
    }
    diags_free(ds);
    *ds = (struct diags){0};
    return text;
}

struct schedlab_scenario *schedlab_scenario_new(void)
{
    return mem_zalloc(1, sizeof(struct schedlab_scenario));
}

void schedlab_scenario_set(struct schedlab_scenario *sc, const char *setting)
{
    *VEC_PUSH(&sc->sets) = arena_text(&sc->arena, setting, strlen(setting));
}

void schedlab_scenario_seed(struct schedlab_scenario *sc, uint64_t seed)
{
    struct sb text = {0};

    sb_printf(&text, "%llu", (unsigned long long)seed);
    sc->seed = arena_text(&sc->arena, sb_text(&text), text.len);
    sb_free(&text);
}

void schedlab_scenario_model(struct schedlab_scenario *sc, const char *model)
{
    sc->model = arena_text(&sc->arena, model, strlen(model));
}

/* Reads the program and all that it expects of itself: a scenario is as good here as on the command line, or as bad. */
static const struct program *load(struct schedlab_scenario *sc, const char *name, const char *text,
                                  size_t length, struct diags *ds)
{
    const struct program *rest = NULL, *p;
    struct load_options opt = {.sets = sc->sets.at,
                               .nsets = (int)sc->sets.len,
                               .model = sc->model,
                               .seed = sc->seed,
                               .rest = &rest};

    p = program_load(name, text, length, &opt, &sc->arena, ds);
    if (rest) {
        expect_check(rest, text, &sc->arena, ds);
        diags_sort(ds, 0);
    }
    if (p) {
        expect_parse_all(p, text, &sc->arena, ds);
        expect_parse_goals(p, text, &sc->arena, ds);
    }
    return ds->list.len ? NULL : p;
}

enum schedlab_result schedlab_scenario_load(struct schedlab_scenario *sc, const char *name,
                                            const char *text, size_t length)
{
    struct diags ds = {0};
    const char *path = arena_text(&sc->arena, name, strlen(name)),
               *source = arena_text(&sc->arena, text, length);

    assert(!sc->program && !sc->errors);
    sc->program = load(sc, path, source, length, &ds);
    if (sc->program)
        sc->map = gosrc_map(sc->program, &sc->arena);
    else
        sc->errors = api_errors(&ds, source);
    diags_free(&ds);
    return sc->program ? SCHEDLAB_OK : SCHEDLAB_BAD;
}

const char *schedlab_scenario_errors(const struct schedlab_scenario *sc)
{
    return sc->errors ? sc->errors : "";
}

void schedlab_scenario_free(struct schedlab_scenario *sc)
{
    if (!sc)
        return;
    free(sc->sets.at);
    free(sc->errors);
    arena_free(&sc->arena);
    free(sc);
}
