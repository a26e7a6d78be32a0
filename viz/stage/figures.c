#include "figures.h"

#include <string.h>

#include "figure.h"

enum {
    DEEPEST = 8,
    LIST_MOST = 64 /* of the items of a list; what is longer is data, not figures */
};

static void add(struct run *r, const struct sb *path, const char *value)
{
    struct run_figure *f = VEC_PUSH(&r->figures);

    f->path = arena_text(&r->arena, sb_text(path), path->len);
    f->value = arena_text(&r->arena, value, strlen(value));
}

static void add_number(struct run *r, const struct sb *path, const cJSON *item)
{
    struct sb text = {0};
    wide millionths;

    if (figure_read(item, &millionths))
        figure_text(&text, millionths);
    add(r, path, sb_text(&text));
    sb_free(&text);
}

static void take(const cJSON *item, struct sb *path, struct run *r, int depth)
{
    size_t len = path->len;
    const cJSON *below;
    int i = 0;

    if (cJSON_IsString(item)) {
        add(r, path, item->valuestring);
    } else if (cJSON_IsBool(item)) {
        add(r, path, cJSON_IsTrue(item) ? "true" : "false");
    } else if (cJSON_IsNumber(item) || cJSON_IsRaw(item)) {
        add_number(r, path, item);
    } else if (depth < DEEPEST) {
        cJSON_ArrayForEach(below, item)
        {
            if (cJSON_IsArray(item) && i == LIST_MOST)
                break;
            if (cJSON_IsArray(item))
                sb_printf(path, "[%d]", i++);
            else
                sb_printf(path, "%s%s", len ? "." : "", below->string);
            take(below, path, r, depth + 1);
            path->len = len;
        }
    }
}

void figures_take(const cJSON *doc, struct run *r)
{
    struct sb path = {0};

    take(doc, &path, r, 0);
    sb_free(&path);
}
