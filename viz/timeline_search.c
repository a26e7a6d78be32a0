/* timeline_search.c: the search field, and all spans it finds: counted, marked on the map, and gone to one after the other. */
#include <string.h>

#include "timeline_own.h"

/* ---- over all spans --------------------------------------------------------------------------------------------------------- */

static void scan(const struct timeline *tl, struct row row,
                 void (*heard)(void *arg, const struct hit *hit), void *arg)
{
    const struct lod *lod = row_lod(tl, row);

    for (int64_t i = 0; i < (int64_t)lod->len; i++)
        if (query_matches(&tl->search.query, tl, row, i))
            heard(arg, &(struct hit){lod->at[i].t, row, i});
}

/* Whether any span of g can match: names are compared once, not for every span. */
static bool possible(const struct timeline *tl, goid g)
{
    const struct query *q = &tl->search.query;

    return q->g == NOBODY || q->g == g;
}

static void scan_all(const struct timeline *tl, void (*heard)(void *arg, const struct hit *hit),
                     void *arg)
{
    for (size_t i = 0; i < tl->lanes.gs.len; i++)
        if (possible(tl, (goid)i + 1))
            scan(tl, (struct row){ROW_G, (int32_t)i + 1}, heard, arg);
    for (size_t i = 0; i < tl->lanes.notes.len; i++)
        if (possible(tl, tl->lanes.notes.at[i].g))
            scan(tl, (struct row){ROW_NOTE, (int32_t)i}, heard, arg);
}

/* Hits are ordered by time, then by lane. */
static bool is_before(const struct hit *a, const struct hit *b)
{
    if (a->t != b->t)
        return a->t < b->t;
    if (a->row.kind != b->row.kind)
        return a->row.kind < b->row.kind;
    return a->row.id < b->row.id;
}

/* ---- counting --------------------------------------------------------------------------------------------------------------- */

static void count(void *arg, const struct hit *hit)
{
    struct timeline *tl = arg;
    struct search *se = &tl->search;
    struct axis ax = {.from = 0, .to = tl->lanes.now + 1, .w = MAP_HITS};

    se->hits++;
    se->map[axis_x(&ax, hit->t)]++;
    se->before += se->at.row.kind >= 0 && is_before(hit, &se->at);
}

void search_update(struct timeline *tl)
{
    struct search *se = &tl->search;

    if (!se->on || se->seen == tl->lanes.seen)
        return;
    se->seen = tl->lanes.seen;
    se->hits = se->before = 0;
    memset(se->map, 0, sizeof se->map);
    scan_all(tl, count, tl);
}

static void changed(struct timeline *tl)
{
    struct search *se = &tl->search;

    query_parse(&se->query, tl->lanes.subject, se->text);
    se->on = !query_empty(&se->query) && !se->query.error;
    se->at.row.kind = NOBODY;
    se->seen = -1;
}

/* ---- from one to the next --------------------------------------------------------------------------------------------------- */

struct nearest {
    const struct hit *from;
    bool back, found;
    struct hit best;
};

static void nearer(void *arg, const struct hit *hit)
{
    struct nearest *n = arg;
    bool beyond = n->back ? is_before(hit, n->from) : is_before(n->from, hit);

    if (!beyond)
        return;
    if (!n->found || (n->back ? is_before(&n->best, hit) : is_before(hit, &n->best)))
        n->best = *hit;
    n->found = true;
}

/* From the current hit, or from the cursor; after the last comes the first. */
static bool next_hit(const struct timeline *tl, vtime t, bool back, struct hit *out)
{
    struct hit from = tl->search.at;
    struct nearest n = {.from = &from, .back = back};

    if (from.row.kind < 0)
        from = (struct hit){.t = t, .row = {back ? INT32_MAX : -1, 0}};
    scan_all(tl, nearer, &n);
    if (!n.found) {
        from = (struct hit){.t = back ? VTIME_MAX : -1, .row = {0, 0}};
        scan_all(tl, nearer, &n);
    }
    *out = n.best;
    return n.found;
}

void search_jump(struct ui *ui, struct timeline *tl, bool back)
{
    struct search *se = &tl->search;
    vtime wide = ui->window.to - ui->window.from, took;
    struct hit hit;

    if (!se->on || !next_hit(tl, ui->t, back, &hit)) {
        if (se->on)
            ui_tell(ui, "Nothing in this run is like that.");
        return;
    }
    se->at = hit;
    se->seen = -1;
    took = lod_end(row_lod(tl, hit.row), hit.span, tl->lanes.now) - hit.t;
    ui_remember(ui);
    ui->playing = false;
    ui_go_time(ui, hit.t);
    ui_select(ui, row_pick(tl, hit.row));
    if (hit.t < ui->window.from || hit.t >= ui->window.to || took > wide || took < wide / 400) {
        if (took > wide || took < wide / 400)
            wide = took < VTIME_MAX / 8 ? took * 8 : took;
        ui_show(ui, hit.t - wide / 3, hit.t - wide / 3 + wide);
    }
    rows_show(tl, hit.row);
}

/* ---- the field --------------------------------------------------------------------------------------------------------------- */

void search_open(struct ui *ui, struct timeline *tl)
{
    tl->search.open = true;
    ui->focus = VIEW_TIMELINE;
}

void search_close(struct ui *ui, struct timeline *tl)
{
    tl->search.open = false;
    if (ui->focus == VIEW_TIMELINE)
        ui->focus = NOBODY;
}

void search_clear(struct ui *ui, struct timeline *tl)
{
    tl->search.text[0] = '\0';
    changed(tl);
    search_close(ui, tl);
}

static void type(struct timeline *tl, const char *text)
{
    struct search *se = &tl->search;
    size_t n = strlen(se->text), more = strlen(text);

    if (n == 0 && strcmp(text, "/") == 0) /* the key that opened it */
        return;
    if (n + more < sizeof se->text) {
        memcpy(se->text + n, text, more + 1);
        changed(tl);
    }
}

static void erase(struct timeline *tl)
{
    struct search *se = &tl->search;
    size_t n = strlen(se->text);

    while (n && (se->text[--n] & 0xC0) == 0x80)
        ;
    se->text[n] = '\0';
    changed(tl);
}

static bool key(struct ui *ui, struct timeline *tl, const struct input *in)
{
    switch (in->key) {
    case KEY_ESCAPE:
        search_clear(ui, tl);
        return true;
    case KEY_ENTER:
        search_jump(ui, tl, (in->mods & MOD_SHIFT) != 0);
        return true;
    case KEY_BACKSPACE:
        erase(tl);
        return true;
    case KEY_TAB:
        search_close(ui, tl);
        return true;
    default: /* keys that type nothing are commands still */
        return (in->mods & (MOD_CTRL | MOD_ALT)) == 0 && in->key >= ' ' && in->key < 127;
    }
}

bool search_input(struct ui *ui, struct timeline *tl, const struct input *in)
{
    if (!tl->search.open)
        return false;
    if (in->kind == INPUT_TEXT) {
        type(tl, in->text);
        return true;
    }
    return in->kind == INPUT_KEY && key(ui, tl, in);
}
