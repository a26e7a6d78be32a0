#include "scene.h"

static int32_t at_most(int32_t a, int32_t limit)
{
    return a < 0 ? 0 : a < limit ? a : limit;
}

struct rect rect_inset(struct rect r, int32_t by)
{
    struct rect in = {r.x + by, r.y + by, r.w - 2 * by, r.h - 2 * by};

    in.w = in.w > 0 ? in.w : 0;
    in.h = in.h > 0 ? in.h : 0;
    return in;
}

struct rect rect_cut_top(struct rect *r, int32_t h)
{
    struct rect cut = {r->x, r->y, r->w, at_most(h, r->h)};

    r->y += cut.h;
    r->h -= cut.h;
    return cut;
}

struct rect rect_cut_bottom(struct rect *r, int32_t h)
{
    int32_t cut = at_most(h, r->h);

    r->h -= cut;
    return (struct rect){r->x, r->y + r->h, r->w, cut};
}

struct rect rect_cut_left(struct rect *r, int32_t w)
{
    struct rect cut = {r->x, r->y, at_most(w, r->w), r->h};

    r->x += cut.w;
    r->w -= cut.w;
    return cut;
}

struct rect rect_cut_right(struct rect *r, int32_t w)
{
    int32_t cut = at_most(w, r->w);

    r->w -= cut;
    return (struct rect){r->x + r->w, r->y, cut, r->h};
}

struct rect rect_meet(struct rect a, struct rect b)
{
    int32_t x0 = a.x > b.x ? a.x : b.x, y0 = a.y > b.y ? a.y : b.y;
    int32_t x1 = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int32_t y1 = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;

    return (struct rect){x0, y0, x1 > x0 ? x1 - x0 : 0, y1 > y0 ? y1 - y0 : 0};
}

bool rect_has(struct rect r, int32_t x, int32_t y)
{
    return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
}
