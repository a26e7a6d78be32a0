/* lod.h: the spans of one lane, and what a pixel column shows of them, however many there are.
 *
 *     lod_put(&l, (struct span){.t = 1000, .slice = SLICE_RUNNING, .who = 18});
 *     lod_put(&l, (struct span){.t = 1700, .slice = SLICE_WAITING});
 *     lod_columns(&l, &axis, from, to, 12, columns);
 *
 * A span ends where the next begins; the last one goes on. Beside every sixteenth stands the time spent in each part so far, so
 * the exact time in a stretch is a difference of two sums, and a column costs the same with ten spans in it as with a million:
 * two look-ups, at most sixteen spans read for each. Look-ups go from the column before in strides that double.
 *
 * Building is O(1) a span; a span takes 16 bytes, its share of the sums 3.5. */
#ifndef VIZ_LOD_H
#define VIZ_LOD_H

#include <stdbool.h>

#include "axis.h"
#include "scene.h"

enum { LOD_PARTS = STRIP_COLORS, LOD_NO_PART = LOD_PARTS };

enum slice {
#define X(id, part, color, letter, name) id,
#include "slices.def"
#undef X
    SLICES
};

uint8_t slice_part(enum slice s); /* 0 … LOD_PARTS - 1, LOD_NO_PART */
enum color slice_color(enum slice s);
char slice_letter(enum slice s);
const char *slice_name(enum slice s);

/* The colours of the parts, for scene_strip. */
extern const uint8_t lod_colors[STRIP_COLORS];

/* In a lane of a P or M, `who` is the goroutine, or 0. In that of a goroutine: running and in a system call, the M; runnable,
 * the waker or 0; waiting, the object or NOBODY. `why`: waiting, the enum wait_reason; runnable, the enum cause; SLICE_STOPPED,
 * the enum stw_reason. `on`: the P, or NOBODY. Of a note: `who` is the op with its name, `why` whether its end was seen. */
struct span {
    vtime t;
    int32_t who;
    int16_t on;
    uint8_t slice, why;
};

struct lod_sums {
    vtime part[LOD_PARTS];
};

struct lod {
    struct span *at;
    struct lod_sums *sums; /* up to each sixteenth span but the first */
    vtime *begins;         /* of those spans */
    uint32_t len, cap;
};

/* Adds a span that begins at s.t, not before the last one did. One that begins at the same instant takes its place: what takes
 * no time is not in a lane. One that says the same as the last goes on with it. Starts zeroed. */
void lod_put(struct lod *l, struct span s);
void lod_deinit(struct lod *l);
size_t lod_bytes(const struct lod *l);

/* The span that holds instant t; -1: t is before the first. `near`: a span to look from, any. */
int64_t lod_find(const struct lod *l, vtime t, int64_t near);

/* Where span i ends: `end` for the last. */
static inline vtime lod_end(const struct lod *l, int64_t i, vtime end)
{
    return i + 1 < (int64_t)l->len ? l->at[i + 1].t : end;
}

/* The time spent in each part from the beginning until t, which span i holds. */
void lod_sums(const struct lod *l, vtime t, int64_t i, struct lod_sums *out);

/* The time spent in each part within a stretch. */
void lod_between(const struct lod *l, vtime from, vtime to, struct lod_sums *out);

/* What the pixel columns of an axis show of the spans between `from` and `to`, into out[0 … ax->w - 1]. A part that is there
 * takes at least `least` 255ths of its column: nothing is lost for being small; all of them are at most 255. */
void lod_columns(const struct lod *l, const struct axis *ax, vtime from, vtime to, int32_t least,
                 struct strip_column *out);

/* The same from `from` on, which is on the axis, up to the first span after it that lasts at least `wide`, more than a column;
 * only the columns on the way are set. Returns that span, or l->len. `to` is where the last span ends. */
int64_t lod_narrow(const struct lod *l, const struct axis *ax, vtime from, vtime to, vtime wide,
                   int32_t least, struct strip_column *out);

#endif
