/* frame.h: activations of functions, and the variables in them.
 *
 * A frame lives as long as its function runs or a closure that was made in it does; with it go its variables, and with
 * them what they kept alive (memory, files). */
#ifndef CORE_FRAME_H
#define CORE_FRAME_H

#include "internal.h"

/* Lays out the frames of all functions. */
void frames_init(struct sim *s);

/* A frame for `func`, called from `caller` by the op `call` at `place` (NULL, NOBODY, PLACE_NONE: a start function). `up`:
 * of a closure, the frame it stands in (its reference is taken). */
struct frame *frame_new(struct sim *s, int32_t func, struct frame *up);

/* Gives up one reference. */
void frame_release(struct sim *s, struct frame *fp);

/* The frame that holds the context of fp: that of the named function it stands in. */
static inline struct frame *frame_root(struct frame *fp)
{
    while (fp->up)
        fp = fp->up;
    return fp;
}

/* The variable `v` as seen from fp. */
struct val *frame_var(struct sim *s, struct frame *fp, struct var v);

/* v = value, or v = append(v, value). What v held before is let go of. */
void val_set(struct sim *s, struct val *v, struct val value, bool append);

/* The value itself, or the last element of a slice. NULL: an empty slice or a nil variable. */
const struct val *val_get(const struct val *v, bool last);

/* Where gp notes when the OP_MEASURE `op` began. */
static inline int64_t *measure_from(const struct sim *s, const struct g *gp, int32_t op)
{
    return &gp->frame->loops[s->measure_slot[op]];
}

/* %i for an operation of gp. */
int64_t loop_counter(const struct sim *s, const struct g *gp, const struct op *op);

#endif
