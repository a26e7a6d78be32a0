/* timeline_head.c: the line above: which lanes, what is searched for, what keys do. */
#include "timeline_own.h"

enum { PAD = 8 };

static void put_by(struct painter *pt, struct rect *row)
{
    static const char *const names[BYS] = {"by P", "by M", "by G"};

    for (int i = 0; i < BYS; i++) {
        bool on = (int)pt->tl->by == i;
        int32_t wide = scene_width(pt->sc, STYLE_TOKEN, names[i]) + scene_px(pt->sc, 12);
        struct rect box;

        if (row->w < wide)
            return;
        box = rect_cut_left(row, wide);
        rect_cut_left(row, scene_px(pt->sc, 3));
        pt->sc->pick = (struct pick){PICK_COMMAND, CMD_LANES, i + 1};
        scene_fill(pt->sc, box, on ? COLOR_RUNNING : COLOR_RAISED, scene_px(pt->sc, 4));
        scene_text(pt->sc, box, STYLE_TOKEN, on ? COLOR_ON_STATE : COLOR_DIM, CENTER, "%s",
                   names[i]);
    }
    pt->sc->pick = (struct pick){PICK_NONE, 0, 0};
    rect_cut_left(row, scene_px(pt->sc, PAD));
}

/* Hits, or what is wrong with the words. */
static void put_found(struct painter *pt, struct rect *row)
{
    const struct search *se = &pt->tl->search;
    struct sb text = {0};
    int32_t wide;

    if (se->query.error)
        sb_puts(&text, se->query.error);
    else if (se->on && se->at.row.kind >= 0)
        sb_printf(&text, "%lld of %lld", (long long)se->before + 1, (long long)se->hits);
    else if (se->on)
        sb_printf(&text, "%lld %s", (long long)se->hits, se->hits == 1 ? "slice" : "slices");
    else
        sb_puts(&text, "G18  main.reader  state=runnable dur>1ms");
    wide = scene_width(pt->sc, STYLE_SMALL, sb_text(&text)) + 1;
    scene_text(pt->sc, rect_cut_right(row, wide < row->w / 2 ? wide : row->w / 2), STYLE_SMALL,
               se->query.error ? COLOR_WARN : COLOR_DIM, RIGHT, "%s", sb_text(&text));
    rect_cut_right(row, scene_px(pt->sc, 6));
    sb_free(&text);
}

static void put_search(struct painter *pt, struct rect row)
{
    const struct search *se = &pt->tl->search;
    struct rect in;
    int32_t wide;

    if (row.w > scene_px(pt->sc, 560))
        row.w = scene_px(pt->sc, 560);
    pt->sc->pick = (struct pick){PICK_COMMAND, CMD_SEARCH, 0};
    scene_fill(pt->sc, row, COLOR_INSET, scene_px(pt->sc, 4));
    scene_stroke(pt->sc, row, se->open ? COLOR_ACCENT : COLOR_EDGE, scene_px(pt->sc, 4),
                 scene_px(pt->sc, 1), false);
    pt->sc->pick = (struct pick){PICK_NONE, 0, 0};
    in = rect_inset(row, scene_px(pt->sc, 2));
    rect_cut_left(&in, scene_px(pt->sc, 4));
    rect_cut_right(&in, scene_px(pt->sc, 4));
    put_found(pt, &in);
    wide = scene_text(pt->sc, in, STYLE_SMALL, COLOR_TEXT, LEFT, "/%s", se->text);
    if (se->open)
        scene_fill(pt->sc,
                   (struct rect){in.x + wide + 1, in.y + scene_px(pt->sc, 2), scene_px(pt->sc, 1),
                                 in.h - scene_px(pt->sc, 4)},
                   COLOR_TEXT, 0);
}

/* What is shown, and what keys do: only whole. */
static void put_hint(struct painter *pt, struct rect row)
{
    static const char *const hint =
        "W S zoom \xC2\xB7 A D pan \xC2\xB7 F all \xC2\xB7 / search \xC2\xB7 Shift drag measures";
    const struct window *w = &pt->f->ui->window;
    struct rect box;
    int32_t wide = scene_width(pt->sc, STYLE_SMALL, hint) + 1;

    box = rect_cut_right(&row, scene_width(pt->sc, STYLE_SMALL, ui_time(pt->sc, w->to - w->from)) +
                                   scene_px(pt->sc, PAD));
    scene_text(pt->sc, box, STYLE_SMALL, COLOR_DIM, RIGHT, "%s", ui_time(pt->sc, w->to - w->from));
    if (row.w > wide)
        scene_text(pt->sc, row, STYLE_SMALL, COLOR_DIM, LEFT, "%s", hint);
}

void head_draw(struct painter *pt)
{
    struct rect row = pt->tl->plan.head;
    int32_t wide = scene_width(pt->sc, STYLE_TITLE, "Timeline") + scene_px(pt->sc, 12);

    if (row.w > scene_px(pt->sc, 360))
        scene_text(pt->sc, rect_cut_left(&row, wide), STYLE_TITLE, COLOR_TEXT, LEFT, "Timeline");
    put_by(pt, &row);
    if (pt->tl->search.open || pt->tl->search.on)
        put_search(pt, row);
    else
        put_hint(pt, row);
}
