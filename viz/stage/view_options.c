#include "view_options.h"

#include <string.h>

static const char *const tab_names[TABS + 1] = {
    [TAB_BOARD] = "board",     [TAB_TIMELINE] = "timeline", [TAB_CODE] = "code",
    [TAB_COMPARE] = "compare", [TAB_LESSON] = "lesson",     [TAB_PLAYER] = "player",
};

/* Reads digits up to `most`; *end is what follows them. False: there are none, or they are too large. */
static bool read_number(const char *text, int32_t most, int32_t *out, const char **end)
{
    int32_t n = 0;

    *end = text;
    while (**end >= '0' && **end <= '9' && n <= most / 10)
        n = n * 10 + (*(*end)++ - '0');
    *out = n;
    return *end > text && n <= most && !(**end >= '0' && **end <= '9');
}

static void read_time(const struct args *args, const char *name, vtime least, vtime most,
                      vtime *out, struct diags *ds)
{
    const char *text = args_value(args, name);
    struct diag *d;

    *out = OPTION_UNSET;
    if (!text || (vtime_parse(text, out) && *out >= least && *out <= most))
        return;
    d = diags_add(ds, NULL, "--%s \"%s\" is not a time that it can have", name, text);
    diags_hint(ds, d, "a duration as Go writes it, for example --%s 1.5ms", name);
}

/* An instant, or a part of the run: "50%". */
static void read_at(const struct args *args, struct view_options *o, struct diags *ds)
{
    const char *text = args_value(args, "at"), *end;

    o->at = OPTION_UNSET;
    if (text && read_number(text, 100, &o->at_percent, &end) && strcmp(end, "%") == 0)
        return;
    o->at_percent = OPTION_UNSET;
    read_time(args, "at", 0, VTIME_MAX, &o->at, ds);
}

/* A whole number in words of its own: "--fps 30". */
static void read_whole(const struct args *args, const char *name, int32_t least, int32_t most,
                       int32_t *out, struct diags *ds)
{
    const char *text = args_value(args, name), *end;

    if (!text || (read_number(text, most, out, &end) && !*end && *out >= least))
        return;
    diags_add(ds, NULL, "--%s \"%s\" is not a whole number from %d to %d", name, text, least, most);
}

static void read_size(const struct args *args, struct view_options *o, struct diags *ds)
{
    const char *text = args_value(args, "size"), *end;

    if (!text)
        return;
    if (read_number(text, SIZE_MOST, &o->w, &end) && *end == 'x' &&
        read_number(end + 1, SIZE_MOST, &o->h, &end) && !*end && o->w >= SIZE_LEAST &&
        o->h >= SIZE_LEAST)
        return;
    diags_add(ds, NULL, "--size \"%s\" is not a size from %dx%d to %dx%d", text, SIZE_LEAST,
              SIZE_LEAST, SIZE_MOST, SIZE_MOST);
}

static void read_theme(const struct args *args, struct view_options *o, struct diags *ds)
{
    const char *text = args_value(args, "theme");

    if (!text)
        return;
    if (strcmp(text, "dark") != 0 && strcmp(text, "light") != 0)
        diags_add(ds, NULL, "--theme \"%s\" is neither dark nor light", text);
    o->light = strcmp(text, "light") == 0;
}

static void read_view(const struct args *args, struct view_options *o, struct diags *ds)
{
    const char *text = args_value(args, "view"), *near;
    struct diag *d;

    for (int tab = 0; text && tab < TABS; tab++)
        if (strcmp(text, tab_names[tab]) == 0)
            o->tab = tab;
    if (!text || o->tab != OPTION_UNSET)
        return;
    d = diags_add(ds, NULL, "there is no view \"%s\"", text);
    near = diag_nearest(text, tab_names);
    if (near)
        diags_hint(ds, d, "did you mean %s?", near);
    else
        diags_hint(ds, d, "board, timeline, code, compare, lesson or player");
}

static void read_callouts(const struct args *args, struct view_options *o, struct diags *ds)
{
    size_t at = 0;

    for (const char *text; (text = args_next(args, "callout", &at));) {
        struct callout_wish wish;
        const char *end;

        if (read_number(text, 99, &wish.number, &end) && *end == ':' && end[1]) {
            wish.what = end + 1;
            *VEC_PUSH(&o->callouts) = wish;
        } else {
            diags_add(ds, NULL, "--callout \"%s\" is not a number, a colon, and a thing: 1:P2",
                      text);
        }
    }
}

/* A second run is an operand or the value of --compare. */
static void read_second(const struct args *args, struct view_options *o, struct diags *ds)
{
    o->compare = args_value(args, "compare");
    if (args->operands.len < 2)
        return;
    if (o->compare)
        diags_add(ds, NULL, "%s and --compare %s: there is room for two runs only",
                  args->operands.at[1], o->compare);
    o->compare = args->operands.at[1];
}

static void read_film(const struct args *args, struct view_options *o, struct diags *ds)
{
    o->fps = 30;
    read_whole(args, "fps", 1, 240, &o->fps, ds);
    read_time(args, "from", 0, VTIME_MAX, &o->from, ds);
    read_time(args, "to", 0, VTIME_MAX, &o->to, ds);
    if (o->from != OPTION_UNSET && o->to != OPTION_UNSET && o->to <= o->from)
        diags_add(ds, NULL, "--to %s is not after --from %s", args_value(args, "to"),
                  args_value(args, "from"));
    if (!o->frames && (args_has(args, "fps") || args_has(args, "from") || args_has(args, "to")))
        diags_add(ds, NULL, "--from, --to and --fps are for --frames FOLDER");
}

bool view_options_read(struct view_options *o, const struct args *args, struct diags *ds)
{
    *o = (struct view_options){
        .png = args_value(args, "png"),
        .frames = args_value(args, "frames"),
        .dump = args_value(args, "dump"),
        .follow = args_value(args, "follow"),
        .keys = args_value(args, "keys"),
        .select = args_value(args, "select"),
        .w = OPTION_UNSET,
        .h = OPTION_UNSET,
        .scale = OPTION_UNSET,
        .light = OPTION_UNSET,
        .presenter = args_has(args, "presenter") ? 1 : OPTION_UNSET,
        .tab = OPTION_UNSET,
        .tour = args_has(args, "tour"),
    };
    read_at(args, o, ds);
    read_time(args, "speed", USEC, SEC, &o->speed, ds);
    read_film(args, o, ds);
    read_size(args, o, ds);
    read_whole(args, "scale", SCALE_LEAST, SCALE_MOST, &o->scale, ds);
    read_theme(args, o, ds);
    read_view(args, o, ds);
    read_callouts(args, o, ds);
    read_second(args, o, ds);
    if (o->callouts.len && !view_options_headless(o))
        diags_add(ds, NULL, "--callout is for --png and --frames");
    return ds->list.len == 0;
}

bool view_options_headless(const struct view_options *o)
{
    return o->png || o->frames || o->dump;
}
