#include "compare.h"

#include <stdio.h>
#include <string.h>

#include "figure.h"
#include "json_writer.h"
#include "utf8.h"
#include "vec.h"
#include "vtime.h"

enum { NAME_LEAST = 24, NAME_MOST = 60, CELL = 14 };

struct pair {
    const char *name;
    wide a, b; /* millionths */
    bool time; /* of ns */
};

struct comparison {
    struct arena arena; /* of the names */
    const struct compared *a, *b;
    struct compared sides[2];
    VEC(struct pair) pairs;
    VEC(const char *) only_a, only_b;
};

/* Which figures are times: paths that begin and end so, and do not end with `but`. */
static const struct time_rule {
    const char *begin, *end, *but;
} time_rules[] = {
    {"run.", ".time", NULL},           {"cpu.", "", ".fraction"},
    {"sched.latency.", "", ".count"},  {"functions.", ".running", NULL},
    {"functions.", ".runnable", NULL}, {"functions.", ".waiting", NULL},
    {"functions.", ".syscall", NULL},  {"functions.", ".latency.max", NULL},
    {"measures.", "", ".count"},       {"locks.", ".max", NULL},
    {"locks.", ".total", NULL},        {"regions.", ".total", NULL},
    {"gc.pause.", "", NULL},           {"metrics.", "seconds", NULL},
};

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text);
    size_t m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

static bool is_time(const char *path)
{
    for (size_t i = 0; i < sizeof time_rules / sizeof *time_rules; i++) {
        const struct time_rule *r = &time_rules[i];

        if (strncmp(path, r->begin, strlen(r->begin)) == 0 && ends_with(path, r->end) &&
            !(r->but && ends_with(path, r->but)))
            return true;
    }
    return false;
}

/* ---- finding what both have ---- */

static bool left_out(const struct comparison *c, const char *path)
{
    if (strcmp(path, "run.events") == 0)
        return c->a->trace != c->b->trace;
    return strcmp(path, "run.seed") == 0 || strcmp(path, "trace") == 0;
}

static const cJSON *member(const cJSON *of, const cJSON *item)
{
    return cJSON_IsObject(of) ? cJSON_GetObjectItemCaseSensitive(of, item->string) : NULL;
}

/* Walks `doc`, with what stands at the same place of the other one. `second` is the walk of b, which only looks for what a
 * lacks. `path` is what led here. */
static void walk(struct comparison *c, const cJSON *doc, const cJSON *other, struct sb *path,
                 bool second)
{
    const cJSON *item;
    size_t len = path->len;

    cJSON_ArrayForEach(item, doc)
    {
        const cJSON *twin = member(other, item);
        wide x, y;

        sb_printf(path, "%s%s", len ? "." : "", item->string);
        if (left_out(c, sb_text(path))) {
            /* nothing to compare */
        } else if (cJSON_IsObject(item)) {
            walk(c, item, twin, path, second);
        } else if (figure_read(item, &x)) {
            const char *name = arena_text(&c->arena, sb_text(path), path->len);

            if (!twin || !figure_read(twin, &y))
                *(second ? VEC_PUSH(&c->only_b) : VEC_PUSH(&c->only_a)) = name;
            else if (!second)
                *VEC_PUSH(&c->pairs) = (struct pair){name, x, y, is_time(name)};
        }
        path->len = len;
        path->text[len] = '\0';
    }
}

struct comparison *compare_new(const struct compared *a, const struct compared *b)
{
    struct comparison *c = mem_zalloc(1, sizeof *c);
    struct sb path = {0};

    c->sides[0] = *a;
    c->sides[1] = *b;
    c->a = &c->sides[0];
    c->b = &c->sides[1];
    walk(c, a->doc, b->doc, &path, false);
    walk(c, b->doc, a->doc, &path, true);
    sb_free(&path);
    return c;
}

void compare_free(struct comparison *c)
{
    free(c->pairs.at);
    free(c->only_a.at);
    free(c->only_b.at);
    arena_free(&c->arena);
    free(c);
}

/* ---- the table ---- */

/* Columns that a text of UTF-8 takes: one for each character. */
static int columns(const char *text)
{
    int n = 0;

    for (; *text; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

/* Cut to the room there is: what tells names apart is at their end. */
static void name_cell(struct sb *out, const char *name, int room)
{
    int n = columns(name);

    if (n > room) {
        sb_puts(out, "...");
        for (int skip = n - room + 3; skip > 0; skip--)
            name += utf8_length(name, strlen(name));
    }
    sb_plain(out, name, strlen(name));
    for (; n < room; n++)
        sb_putc(out, ' ');
}

static void right(struct sb *out, const char *text)
{
    for (int n = columns(text); n < CELL; n++)
        sb_putc(out, ' ');
    sb_puts(out, text);
}

/* A time rounded to four digits, or a number. */
static void value_cell(struct sb *out, wide millionths, bool time, bool sign)
{
    struct sb text = {0};
    bool minus = millionths < 0;
    wide n = minus ? -millionths : millionths;
    char buf[VTIME_TEXT];

    if (sign || minus)
        sb_putc(&text, minus ? '-' : n ? '+' : ' ');
    if (time && n / FIGURE_ONE <= VTIME_MAX / 2) {
        vtime t = (vtime)(n / FIGURE_ONE);
        vtime unit = 1;

        while (t / unit >= 10000)
            unit *= 10;
        vtime_format(buf, (t + unit / 2) / unit * unit);
        sb_puts(&text, buf);
    } else {
        figure_text(&text, n);
    }
    right(out, sb_text(&text));
    sb_free(&text);
}

static void percent_cell(struct sb *out, const struct pair *p)
{
    wide by = p->b - p->a;
    wide tenths = p->a ? ((by < 0 ? -by : by) * 2000 / (p->a < 0 ? -p->a : p->a) + 1) / 2 : 0;
    char text[32];

    if (tenths == 0)
        return;
    if (tenths > 99999)
        snprintf(text, sizeof text, "%s", by < 0 ? "< -9999%" : "> +9999%");
    else
        snprintf(text, sizeof text, "%c%d.%d%%", by < 0 ? '-' : '+', (int)(tenths / 10),
                 (int)(tenths % 10));
    sb_printf(out, "%10s", text);
}

static void say_side(struct sb *out, char letter, const struct compared *side)
{
    sb_printf(out, "%c: ", letter);
    sb_plain(out, side->name, strlen(side->name));
    sb_puts(out, side->trace ? " (a trace)\n" : "\n");
}

static void say_only(struct sb *out, const char *const *names, size_t n, char letter)
{
    if (n == 0)
        return;
    sb_printf(out, "only in %c: %llu figure%s, the first is ", letter, (unsigned long long)n,
              n == 1 ? "" : "s");
    sb_plain(out, names[0], strlen(names[0]));
    sb_putc(out, '\n');
}

void compare_text(const struct comparison *c, struct sb *out)
{
    int width = NAME_LEAST;

    for (size_t i = 0; i < c->pairs.len; i++) {
        int n = columns(c->pairs.at[i].name);

        width = n > width ? n : width;
    }
    width = width > NAME_MOST ? NAME_MOST : width;
    say_side(out, 'A', c->a);
    say_side(out, 'B', c->b);
    sb_putc(out, '\n');
    name_cell(out, "figure", width);
    right(out, "A");
    right(out, "B");
    right(out, "B - A");
    sb_putc(out, '\n');
    for (size_t i = 0; i < c->pairs.len; i++) {
        const struct pair *p = &c->pairs.at[i];

        name_cell(out, p->name, width);
        value_cell(out, p->a, p->time, false);
        value_cell(out, p->b, p->time, false);
        value_cell(out, p->b - p->a, p->time, true);
        percent_cell(out, p);
        sb_putc(out, '\n');
    }
    if (c->pairs.len == 0)
        sb_puts(out, "no figure is in both\n");
    sb_putc(out, '\n');
    if (c->a->trace != c->b->trace)
        sb_puts(out, "threads.max of a trace counts the threads that did something while it was "
                     "on; goroutines are those of the program\n");
    say_only(out, c->only_a.at, c->only_a.len, 'A');
    say_only(out, c->only_b.at, c->only_b.len, 'B');
}

/* ---- the document ---- */

static void put_side(struct json *j, const char *key, const struct compared *side)
{
    json_key(j, key);
    json_open(j, '{');
    json_key(j, "name");
    json_text(j, side->name, strlen(side->name));
    json_key(j, "trace");
    json_bool(j, side->trace);
    json_close(j, '}');
}

static void put_figure(struct json *j, const char *key, wide millionths)
{
    struct sb text = {0};

    figure_text(&text, millionths);
    json_key(j, key);
    json_number(j, sb_text(&text));
    sb_free(&text);
}

static void put_names(struct json *j, const char *key, const char *const *names, size_t n)
{
    json_key(j, key);
    json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        json_text(j, names[i], strlen(names[i]));
    json_close(j, ']');
}

void compare_json(const struct comparison *c, struct sb *out)
{
    struct json j = {.out = out};

    json_open(&j, '{');
    put_side(&j, "a", c->a);
    put_side(&j, "b", c->b);
    json_key(&j, "figures");
    json_open(&j, '[');
    for (size_t i = 0; i < c->pairs.len; i++) {
        const struct pair *p = &c->pairs.at[i];

        json_open(&j, '{');
        json_key(&j, "name");
        json_text(&j, p->name, strlen(p->name));
        json_key(&j, "unit");
        json_text(&j, "ns", p->time ? 2 : 0);
        put_figure(&j, "a", p->a);
        put_figure(&j, "b", p->b);
        put_figure(&j, "difference", p->b - p->a);
        if (p->a > 0)
            put_figure(&j, "ratio", p->b * FIGURE_ONE / p->a);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    put_names(&j, "only_a", c->only_a.at, c->only_a.len);
    put_names(&j, "only_b", c->only_b.at, c->only_b.len);
    json_close(&j, '}');
    sb_putc(out, '\n');
}
