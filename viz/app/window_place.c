#define _POSIX_C_SOURCE 200809L
#include "window_place.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "folder.h"
#include "say.h"
#include "sb.h"

enum { FILE_MOST = 64 * 1024, POINTS_MOST = 32767, POINTS_LEAST = 100 };

/* The folder, made if `make`; false: there is no home for it. */
static bool find_folder(struct sb *path, bool make)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

    if (state && *state == '/')
        sb_puts(path, state);
    else if (home && *home == '/')
        sb_printf(path, "%s/.local/state", home);
    else
        return false;
    sb_puts(path, "/schedlab");
    if (make)
        folder_make_all(sb_text(path));
    return true;
}

static bool take_int(const cJSON *doc, const char *name, int32_t least, int32_t most, int32_t *out)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(doc, name);

    if (!cJSON_IsNumber(item) || item->valuedouble < least || item->valuedouble > most)
        return false;
    *out = item->valueint;
    return true;
}

static bool take_bool(const cJSON *doc, const char *name, bool *out)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(doc, name);

    *out = cJSON_IsTrue(item);
    return cJSON_IsBool(item);
}

static bool take(const cJSON *doc, struct window_place *p)
{
    return take_int(doc, "x", -POINTS_MOST, POINTS_MOST, &p->x) &&
           take_int(doc, "y", -POINTS_MOST, POINTS_MOST, &p->y) &&
           take_int(doc, "w", POINTS_LEAST, POINTS_MOST, &p->w) &&
           take_int(doc, "h", POINTS_LEAST, POINTS_MOST, &p->h) &&
           take_int(doc, "scale", 50, 400, &p->scale) && take_bool(doc, "light", &p->light) &&
           take_bool(doc, "presenter", &p->presenter) && take_bool(doc, "drawer", &p->drawer) &&
           take_bool(doc, "tips", &p->tips);
}

struct window_place window_place_read(void)
{
    struct window_place place = {.w = 0};
    struct diags ds = {0};
    struct sb path = {0};
    char *bytes;
    size_t len;

    if (find_folder(&path, false)) {
        sb_puts(&path, "/window.json");
        if (access(path.text, F_OK) == 0 && file_read(path.text, FILE_MOST, &bytes, &len, &ds)) {
            cJSON *doc = cJSON_ParseWithLength(bytes, len);

            if (!take(doc, &place)) {
                say("%s is damaged, and left aside; it will be written anew", path.text);
                place = (struct window_place){.w = 0};
            }
            cJSON_Delete(doc);
            free(bytes);
        }
    }
    diags_free(&ds);
    sb_free(&path);
    return place;
}

static const char *word(bool b)
{
    return b ? "true" : "false";
}

void window_place_write(const struct window_place *p)
{
    struct diags ds = {0};
    struct sb path = {0}, text = {0};
    struct writer *w = NULL;

    if (find_folder(&path, true)) {
        sb_puts(&path, "/window.json");
        sb_printf(&text, "{\"x\": %d, \"y\": %d, \"w\": %d, \"h\": %d, \"scale\": %d,\n", p->x,
                  p->y, p->w, p->h, p->scale);
        sb_printf(&text, " \"light\": %s, \"presenter\": %s, \"drawer\": %s, \"tips\": %s}\n",
                  word(p->light), word(p->presenter), word(p->drawer), word(p->tips));
        w = writer_open(path.text, &ds);
    }
    if (w) {
        writer_put(w, sb_text(&text), text.len);
        writer_close(w, &ds);
    }
    diags_free(&ds);
    sb_free(&text);
    sb_free(&path);
}
