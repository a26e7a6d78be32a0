/* timeline_rows.c: which lanes there are, in their order, and which of them are seen. */
#include <string.h>

#include "timeline_own.h"

bool row_same(struct row a, struct row b)
{
    return a.kind == b.kind && a.id == b.id;
}

static void add(struct timeline *tl, enum row_kind kind, int32_t id)
{
    *VEC_PUSH(&tl->rows) = (struct row){(int32_t)kind, id};
}

/* ---- the list ------------------------------------------------------------------------------------------------------------- */

/* Goids are handed out to Ps by sixteens: some are never used. */
static bool exists(const struct lanes *l, size_t i)
{
    return l->gs.at[i].lod.len > 0;
}

static void add_g(struct timeline *tl, goid g)
{
    add(tl, ROW_G, g);
    for (int32_t n = tl->lanes.gs.at[g - 1].notes; n != NOBODY; n = tl->lanes.notes.at[n].inner)
        add(tl, ROW_NOTE, n);
}

/* The program's own goroutines; below a heading those of the runtime. */
static void add_gs(struct timeline *tl)
{
    const struct lanes *l = &tl->lanes;
    bool runtime = false;

    for (size_t i = 0; i < l->gs.len; i++) {
        if (subject_is_user(l->subject, l->gs.at[i].func) && exists(l, i))
            add_g(tl, (goid)i + 1);
        else if (exists(l, i))
            runtime = true;
    }
    if (!runtime)
        return;
    add(tl, ROW_FOLD, FOLD_RUNTIME);
    for (size_t i = 0; tl->unfolded[FOLD_RUNTIME] && i < l->gs.len; i++)
        if (!subject_is_user(l->subject, l->gs.at[i].func) && exists(l, i))
            add_g(tl, (goid)i + 1);
}

static void add_tasks(struct timeline *tl)
{
    if (tl->lanes.task_rows.len == 0)
        return;
    add(tl, ROW_FOLD, FOLD_TASKS);
    for (size_t i = 0; tl->unfolded[FOLD_TASKS] && i < tl->lanes.task_rows.len; i++)
        add(tl, ROW_TASK, (int32_t)i);
}

static struct row_key key_of(const struct timeline *tl)
{
    const struct lanes *l = &tl->lanes;
    struct row_key k;

    memset(&k, 0, sizeof k);
    k.by = tl->by;
    k.gs = tl->by == BY_G ? l->gs.len : 0;
    k.ps = l->ps.len;
    k.ms = tl->by == BY_M ? l->ms.len : 0;
    k.notes = l->notes.len;
    k.tasks = l->task_rows.len;
    k.gc = l->gc.len > 0;
    memcpy(k.folded, tl->unfolded, sizeof k.folded);
    return k;
}

static bool same_key(const struct row_key *a, const struct row_key *b)
{
    return a->by == b->by && a->gs == b->gs && a->ps == b->ps && a->ms == b->ms &&
           a->notes == b->notes && a->tasks == b->tasks && a->gc == b->gc &&
           memcmp(a->folded, b->folded, sizeof a->folded) == 0;
}

void rows_update(struct timeline *tl)
{
    struct row_key key = key_of(tl);

    if (tl->rows.len && same_key(&key, &tl->made))
        return;
    tl->made = key;
    tl->rows.len = 0;
    if (tl->lanes.gc.len)
        add(tl, ROW_GC, 0);
    for (size_t i = 0; tl->by == BY_P && i < tl->lanes.ps.len; i++)
        add(tl, ROW_P, (int32_t)i);
    for (size_t i = 0; tl->by == BY_M && i < tl->lanes.ms.len; i++)
        add(tl, ROW_M, (int32_t)i);
    if (tl->by == BY_G)
        add_gs(tl);
    add_tasks(tl);
}

/* ---- what a row is ---------------------------------------------------------------------------------------------------------- */

const struct lod *row_lod(const struct timeline *tl, struct row row)
{
    const struct lanes *l = &tl->lanes;

    switch ((enum row_kind)row.kind) {
    case ROW_GC:
        return &l->gc;
    case ROW_P:
        return &l->ps.at[row.id].lod;
    case ROW_M:
        return &l->ms.at[row.id].lod;
    case ROW_G:
        return &l->gs.at[row.id - 1].lod;
    case ROW_NOTE:
        return &l->notes.at[row.id].lod;
    case ROW_TASK:
        return &l->task_rows.at[row.id].lod;
    case ROW_FOLD:
        break;
    }
    return NULL;
}

static int64_t runtime_gs(const struct lanes *l)
{
    int64_t n = 0;

    for (size_t i = 0; i < l->gs.len; i++)
        n += !subject_is_user(l->subject, l->gs.at[i].func) && exists(l, i);
    return n;
}

static void fold_name(const struct timeline *tl, enum fold fold, struct sb *out)
{
    sb_puts(out, tl->unfolded[fold] ? "\xE2\x96\xBC " : "\xE2\x96\xB6 ");
    if (fold == FOLD_TASKS)
        sb_printf(out, "%zu tasks", tl->lanes.tasks.len);
    else
        sb_printf(out, "%lld goroutines of the runtime", (long long)runtime_gs(&tl->lanes));
}

void row_name(const struct timeline *tl, struct row row, struct sb *out)
{
    const struct lanes *l = &tl->lanes;

    switch ((enum row_kind)row.kind) {
    case ROW_GC:
        sb_puts(out, "GC, world");
        break;
    case ROW_P:
        sb_printf(out, "P%d", row.id);
        break;
    case ROW_M:
        subject_m(l->subject, row.id, out);
        if (l->ms.at[row.id].role == M_SYSMON)
            sb_puts(out, " sysmon");
        break;
    case ROW_G:
        subject_g(l->subject, row.id, out);
        sb_putc(out, ' ');
        subject_func(l->subject, l->gs.at[row.id - 1].func, out);
        break;
    case ROW_NOTE:
        sb_puts(out, "regions");
        break;
    case ROW_TASK:
        sb_puts(out, row.id == 0 ? "tasks" : "");
        break;
    case ROW_FOLD:
        fold_name(tl, (enum fold)row.id, out);
        break;
    }
}

struct pick row_pick(const struct timeline *tl, struct row row)
{
    static const enum pick_kind kinds[] = {[ROW_P] = PICK_P, [ROW_M] = PICK_M, [ROW_G] = PICK_G};

    switch ((enum row_kind)row.kind) {
    case ROW_P:
    case ROW_M:
    case ROW_G:
        return (struct pick){kinds[row.kind], row.id, 0};
    case ROW_NOTE:
        return (struct pick){PICK_G, tl->lanes.notes.at[row.id].g, 0};
    case ROW_FOLD:
        return (struct pick){PICK_PLACE, row.kind, row.id};
    case ROW_GC:
    case ROW_TASK:
        break;
    }
    return (struct pick){PICK_NONE, 0, 0};
}

struct row row_of_pick(const struct timeline *tl, struct pick pick)
{
    const struct lanes *l = &tl->lanes;

    if (pick.kind == PICK_P && pick.id >= 0 && pick.id < (int64_t)l->ps.len)
        return (struct row){ROW_P, (int32_t)pick.id};
    if (pick.kind == PICK_M && pick.id >= 0 && pick.id < (int64_t)l->ms.len)
        return (struct row){ROW_M, (int32_t)pick.id};
    if (pick.kind == PICK_G && pick.id >= 1 && pick.id <= (int64_t)l->gs.len)
        return (struct row){ROW_G, (int32_t)pick.id};
    return (struct row){NOBODY, NOBODY};
}

/* ---- where it is ------------------------------------------------------------------------------------------------------------ */

int32_t row_index(const struct timeline *tl, struct row row)
{
    for (size_t i = 0; i < tl->rows.len; i++)
        if (row_same(tl->rows.at[i], row))
            return (int32_t)i;
    return NOBODY;
}

int32_t rows_height(const struct timeline *tl)
{
    int64_t h = (int64_t)tl->rows.len * tl->plan.row_h;

    return h > INT32_MAX / 2 ? INT32_MAX / 2 : (int32_t)h;
}

struct row row_at(const struct timeline *tl, int32_t y, struct rect *box)
{
    const struct plan *pl = &tl->plan;
    struct row row = {NOBODY, NOBODY};
    struct rect in = pl->lanes;
    int32_t i = -1;

    if (y >= pl->pins.y && y < pl->pins.y + pl->pins.h) {
        i = (y - pl->pins.y) / pl->row_h;
        in.y = pl->pins.y + i * pl->row_h;
        if (i < (int32_t)tl->pins.len)
            row = tl->pins.at[i];
    } else if (y >= pl->lanes.y && y < pl->lanes.y + pl->lanes.h) {
        i = (y - pl->lanes.y + tl->scroll) / pl->row_h;
        in.y = pl->lanes.y + i * pl->row_h - tl->scroll;
        if (i < (int32_t)tl->rows.len)
            row = tl->rows.at[i];
    }
    in.h = pl->row_h;
    if (box)
        *box = in;
    return row;
}

struct rect row_box(const struct timeline *tl, struct row row)
{
    const struct plan *pl = &tl->plan;
    struct rect box = {pl->lanes.x, 0, pl->lanes.w, pl->row_h};
    int32_t first = tl->scroll / pl->row_h, last = first + pl->lanes.h / pl->row_h - 1;

    for (size_t i = 0; i < tl->pins.len; i++)
        if (row_same(tl->pins.at[i], row)) {
            box.y = pl->pins.y + (int32_t)i * pl->row_h;
            return box;
        }
    for (int32_t i = first; i <= last && i < (int32_t)tl->rows.len; i++)
        if (row_same(tl->rows.at[i], row)) {
            box.y = pl->lanes.y + i * pl->row_h - tl->scroll;
            return box;
        }
    return (struct rect){0, 0, 0, 0};
}

/* By whole rows, so that no text is cut. */
void rows_scroll(struct timeline *tl, int32_t to)
{
    int32_t h = tl->plan.row_h, fit = tl->plan.lanes.h / h;
    int32_t most = rows_height(tl) - fit * h;

    tl->scroll = to > most ? most : to;
    tl->scroll = tl->scroll < 0 ? 0 : (tl->scroll + h / 2) / h * h;
}

void rows_show(struct timeline *tl, struct row row)
{
    int32_t i = row_index(tl, row), h = tl->plan.row_h;

    if (i == NOBODY)
        return;
    if (i * h < tl->scroll)
        rows_scroll(tl, i * h);
    else if ((i + 1) * h > tl->scroll + tl->plan.lanes.h)
        rows_scroll(tl, (i + 1 - tl->plan.lanes.h / h) * h);
}
