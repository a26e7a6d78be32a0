#include <string.h>

#include "scene.h"

static const char *const kinds[] = {"fill", "stroke", "line", "text", "strip"};

#define X(id, dark, light, on) #id,
static const char *const colors[] = {
#include "palette.def"
};
#undef X

/* Columns as runs of equal ones: "12*40,0,0,0,0,0". */
static void dump_strip(const struct shape *sh, struct sb *out)
{
    const struct strip_column *at = sh->u.strip.columns;

    for (int32_t i = 0, n; i < sh->box.w; i += n) {
        for (n = 1; i + n < sh->box.w && memcmp(&at[i], &at[i + n], sizeof *at) == 0; n++)
            ;
        sb_printf(out, " %d*", n);
        for (int c = 0; c < STRIP_COLORS; c++)
            sb_printf(out, "%s%d", c ? "," : "", at[i].part[c]);
    }
}

static void dump_shape(const struct shape *sh, struct sb *out)
{
    sb_printf(out, "%d %s %d,%d %dx%d", sh->layer, kinds[sh->kind], sh->box.x, sh->box.y, sh->box.w,
              sh->box.h);
    if (sh->kind != SHAPE_STRIP)
        sb_printf(out, " %s", colors[sh->color] + sizeof "COLOR_" - 1);
    if (sh->kind == SHAPE_TEXT)
        sb_printf(out, " \"%s\"", sh->u.text.at);
    if (sh->kind == SHAPE_STRIP)
        dump_strip(sh, out);
    if (sh->pick.kind != PICK_NONE)
        sb_printf(out, " pick %d:%lld:%lld", sh->pick.kind, (long long)sh->pick.id,
                  (long long)sh->pick.arg);
    sb_putc(out, '\n');
}

void scene_dump(const struct scene *sc, struct sb *out)
{
    for (int layer = 0; layer < LAYERS; layer++)
        for (size_t i = 0; i < sc->shapes.len; i++)
            if (sc->shapes.at[i].layer == layer)
                dump_shape(&sc->shapes.at[i], out);
}
