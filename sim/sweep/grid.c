#include "grid.h"

#include <string.h>

/* The length of the first word of a list. */
static size_t word_length(const char *text)
{
    size_t n = 0;
    int depth = 0;
    bool quoted = false;

    for (; text[n] && (quoted || depth > 0 || text[n] != ','); n++) {
        if (quoted && text[n] == '\\' && text[n + 1])
            n++;
        else if (text[n] == '"')
            quoted = !quoted;
        else if (!quoted && (text[n] == '[' || text[n] == '{'))
            depth++;
        else if (!quoted && (text[n] == ']' || text[n] == '}'))
            depth--;
    }
    return n;
}

bool word_list_parse(const char *text, struct arena *arena, struct word_list *out)
{
    for (;;) {
        size_t n = word_length(text);

        if (n == 0)
            return false;
        *VEC_PUSH(out) = arena_text(arena, text, n);
        if (text[n] == '\0')
            return true;
        text += n + 1;
    }
}

static bool same_word_twice(const struct word_list *list, const char **twice)
{
    for (size_t i = 0; i < list->len; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(list->at[i], list->at[k]) == 0) {
                *twice = list->at[i];
                return true;
            }
    return false;
}

static bool wrong_list(struct diags *ds, const char *option, const char *text, const char *example)
{
    struct diag *d = diags_add(ds, NULL, "%s \"%s\" is no list of values", option, text);

    diags_hint(ds, d, "for example %s", example);
    return false;
}

static bool is_axis(const struct grid *p, const char *pointer)
{
    for (int i = 0; i < p->naxes; i++)
        if (strcmp(p->axes[i].pointer, pointer) == 0)
            return true;
    return false;
}

bool grid_add_axis(struct grid *p, const char *text, struct diags *ds)
{
    static const char example[] = "--grid /machine/cores=1,2,4, or --grid readers=16,64";
    const char *equals = strchr(text, '='), *twice;
    struct grid_axis *axis = &p->axes[p->naxes];

    if (p->naxes == GRID_AXES_MOST) {
        diags_add(ds, NULL, "a grid has at most %d axes", GRID_AXES_MOST);
        return false;
    }
    if (!equals || equals == text)
        return wrong_list(ds, "--grid", text, example);
    axis->pointer = arena_text(&p->arena, text, (size_t)(equals - text));
    if (is_axis(p, axis->pointer)) {
        diags_add(ds, NULL, "--grid %s is given twice: list all its values in one", axis->pointer);
        return false;
    }
    p->naxes++;
    if (!word_list_parse(equals + 1, &p->arena, &axis->values))
        return wrong_list(ds, "--grid", text, example);
    if (same_word_twice(&axis->values, &twice)) {
        diags_add(ds, NULL, "--grid %s has the value %s twice", axis->pointer, twice);
        return false;
    }
    return true;
}

bool grid_add_models(struct grid *p, const char *text, struct diags *ds)
{
    const char *twice;

    if (!word_list_parse(text, &p->arena, &p->models))
        return wrong_list(ds, "--models", text, "--models go1.19,go1.27");
    if (same_word_twice(&p->models, &twice)) {
        diags_add(ds, NULL, "--models has %s twice", twice);
        return false;
    }
    return true;
}

/* a * b, or more than is allowed. */
static uint64_t times(uint64_t a, uint64_t b)
{
    return b > (uint64_t)GRID_ROWS_MOST / a ? (uint64_t)GRID_ROWS_MOST + 1 : a * b;
}

bool grid_count(struct grid *p, struct diags *ds)
{
    uint64_t rows = p->models.len ? p->models.len : 1;

    for (int i = 0; i < p->naxes && rows <= GRID_ROWS_MOST; i++)
        rows = times(rows, p->axes[i].values.len);
    if (p->seeded && rows <= GRID_ROWS_MOST) {
        uint64_t more = p->seeds.last - p->seeds.first; /* one less: all seeds are 2^64 */

        rows =
            more >= (uint64_t)GRID_ROWS_MOST ? (uint64_t)GRID_ROWS_MOST + 1 : times(rows, more + 1);
    }
    p->rows = rows;
    if (rows <= GRID_ROWS_MOST)
        return true;
    diags_add(ds, NULL,
              "the sweep has more than %d rows: sweep parts of it into files of their own",
              GRID_ROWS_MOST);
    return false;
}

void grid_at(const struct grid *p, uint64_t row, struct grid_run *out)
{
    uint64_t seeds = p->seeded ? p->seeds.last - p->seeds.first + 1 : 1, rest = row - 1;

    out->seed = p->seeds.first + rest % seeds;
    rest /= seeds;
    for (int i = p->naxes - 1; i >= 0; i--) {
        out->values[i] = p->axes[i].values.at[rest % p->axes[i].values.len];
        rest /= p->axes[i].values.len;
    }
    out->model = p->models.len ? p->models.at[rest] : NULL;
}

void grid_deinit(struct grid *p)
{
    for (int i = 0; i < p->naxes; i++)
        free(p->axes[i].values.at);
    free(p->models.at);
    arena_free(&p->arena);
    *p = (struct grid){.rows = 0};
}

bool shard_parse(const char *text, struct shard *out)
{
    const char *slash = strchr(text, '/');
    struct seeds index, of;
    char first[24];

    if (!slash || (size_t)(slash - text) >= sizeof first)
        return false;
    memcpy(first, text, (size_t)(slash - text));
    first[slash - text] = '\0';
    if (strstr(text, "..") || !seeds_parse(first, &index) || !seeds_parse(slash + 1, &of))
        return false;
    *out = (struct shard){index.first, of.first};
    return index.first >= 1 && index.first <= of.first && of.first <= GRID_ROWS_MOST;
}

uint64_t shard_rows(struct shard s, uint64_t rows)
{
    return rows < s.index ? 0 : (rows - s.index) / s.of + 1;
}

uint64_t shard_row(struct shard s, uint64_t k)
{
    return s.index + k * s.of;
}

bool shard_has(struct shard s, uint64_t row, uint64_t *k)
{
    if (row < s.index || (row - s.index) % s.of != 0)
        return false;
    *k = (row - s.index) / s.of;
    return true;
}
