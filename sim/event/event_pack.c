#include "event_pack.h"

#include <string.h>

#include "varint.h"

/* ---- shapes ---- */

/* For each field which guess is right, or against which one it is spelt out. */
enum guess_t { T_SAME, T_AS_KIND, T_TOLD };
enum guess_m { M_AS_LAST, M_NOBODY, M_AS_KIND, M_TOLD };
enum guess_p { P_OF_THREAD, P_NOBODY, P_AS_KIND, P_TOLD };
enum guess_g { G_OF_THREAD, G_NOBODY, G_WOKEN, G_AS_LAST, G_TOLD_BY_KIND, G_TOLD_BY_LAST };
enum guess_at { AT_NONE, AT_AS_SEEN, AT_AS_KIND, AT_TOLD };
enum guess_a {
    A_AS_SEEN,
    A_AS_KIND,
    A_ZERO,
    A_OF_THREAD, /* the thread's goroutine: who wakes somebody */
    A_WAITED,    /* the time since it became runnable */
    A_TOLD_BY_SEEN,
    A_TOLD_BY_KIND
};
enum guess_b { B_AS_SEEN, B_AS_KIND, B_TOLD_BY_SEEN, B_TOLD_BY_KIND };

/* Where they stand in a shape, above the kind. */
enum {
    SHIFT_FLAG = 7,
    SHIFT_T = 15,
    SHIFT_M = 17,
    SHIFT_P = 19,
    SHIFT_G = 21,
    SHIFT_AT = 24,
    SHIFT_A = 26,
    SHIFT_B = 29
};

_Static_assert(EVENT_KINDS <= 1 << SHIFT_FLAG, "a kind has seven bits");

static inline unsigned bits(uint32_t shape, unsigned shift, unsigned n)
{
    return shape >> shift & ((1u << n) - 1);
}

/* A number below SHORT is one byte, others are two; NEW and the shape itself for one that has none. */
enum { SHORT = 240, NEW = 255 };

/* Gives it the next number, if there is one. */
static inline bool add_shape(struct event_packing *k, uint32_t shape)
{
    if (k->nshapes == PACK_SHAPES)
        return false;
    k->shapes[k->nshapes++] = shape;
    return true;
}

static uint8_t *put_new_shape(struct event_packing *k, uint8_t *to, uint32_t shape, uint32_t slot)
{
    if (add_shape(k, shape))
        k->slots[slot] = (uint16_t)k->nshapes;
    *to++ = NEW;
    memcpy(to, &shape, sizeof shape);
    return to + sizeof shape;
}

static inline uint8_t *put_shape(struct event_packing *k, uint8_t *to, uint32_t shape)
{
    uint32_t slot = shape * 0x9E3779B1u >> 20, number;

    while (k->slots[slot] && k->shapes[k->slots[slot] - 1] != shape)
        slot = (slot + 1) % PACK_SLOTS;
    if (!k->slots[slot])
        return put_new_shape(k, to, shape, slot);
    number = k->slots[slot] - 1u;
    if (number < SHORT) {
        *to++ = (uint8_t)number;
        return to;
    }
    *to++ = (uint8_t)(SHORT + (number - SHORT) / 256);
    *to++ = (uint8_t)((number - SHORT) % 256);
    return to;
}

static inline uint32_t get_shape(struct event_packing *k, const uint8_t **at)
{
    uint32_t number = *(*at)++, shape;

    if (number < SHORT)
        return k->shapes[number];
    if (number < NEW)
        return k->shapes[SHORT + (number - SHORT) * 256 + *(*at)++];
    memcpy(&shape, *at, sizeof shape);
    *at += sizeof shape;
    (void)add_shape(k, shape);
    return shape;
}

/* ---- what is expected ---- */

#define THREAD(k, m) (&(k)->threads[((uint32_t)(m) + 1) % PACK_THREADS])
#define KIND(k, ev) (&(k)->kinds[(ev)->kind])
#define READY(k, g) (&(k)->ready[(uint32_t)(g) % PACK_READY])
#define SEEN(k, ev) (&(k)->seen[seen_slot(ev)])

static inline uint32_t seen_slot(const struct event *ev)
{
    return ((uint32_t)ev->g * 37 + ev->kind) % PACK_SEEN;
}

/* What kinds do to the expectations besides. */
enum {
    ABOUT_ANOTHER = 1, /* its goroutine is not the one that the thread runs */
    WAKES = 2,
    MAKES_READY = 4
};

static const uint8_t effects[EVENT_KINDS] = {
    [EV_GO_CREATE] = WAKES | MAKES_READY, [EV_GO_READY] = ABOUT_ANOTHER | WAKES | MAKES_READY,
    [EV_GO_STOP] = MAKES_READY,           [EV_SYSCALL_RET] = MAKES_READY,
    [EV_P_STEAL] = ABOUT_ANOTHER,         [EV_M_SPIN] = ABOUT_ANOTHER,
    [EV_STEAL] = ABOUT_ANOTHER,           [EV_RUNQ_OVERFLOW] = ABOUT_ANOTHER,
};

/* A deadline is more regular as a time from now. */
static inline vtime counted_from(const struct event *ev)
{
    return ev->kind == EV_TIMER_SET || ev->kind == EV_TIMER_STOP ? ev->t : 0;
}

void event_pack_begin(struct event_packing *k)
{
    memset(k, 0, sizeof *k);
}

/* `a` is counted from counted_from. */
static inline void learn(struct event_packing *k, const struct event *ev, int64_t a)
{
    KIND(k, ev)->dt = varint_minus(ev->t, k->t);
    KIND(k, ev)->a = a;
    KIND(k, ev)->b = ev->b;
    KIND(k, ev)->m = ev->m;
    KIND(k, ev)->at = ev->at;
    KIND(k, ev)->g = ev->g;
    KIND(k, ev)->p = ev->p;
    SEEN(k, ev)->a = a;
    SEEN(k, ev)->b = ev->b;
    SEEN(k, ev)->at = ev->at;
    k->t = ev->t;
    k->m = ev->m;
    k->g = ev->g;
    THREAD(k, ev->m)->p = ev->p;
    if (!(effects[ev->kind] & ABOUT_ANOTHER))
        THREAD(k, ev->m)->g = ev->g;
    if (effects[ev->kind] & WAKES)
        THREAD(k, ev->m)->woke = ev->kind == EV_GO_CREATE ? (goid)(uint32_t)ev->a : ev->g;
    if (effects[ev->kind] & MAKES_READY)
        *READY(k, ev->kind == EV_GO_CREATE ? ev->a : ev->g) = ev->t;
}

/* ---- packing ---- */

static inline uint32_t guess_of_t(const struct event_packing *k, const struct event *ev)
{
    vtime dt = varint_minus(ev->t, k->t);

    return dt == 0 ? T_SAME : dt == KIND(k, ev)->dt ? T_AS_KIND : T_TOLD;
}

static inline uint32_t guess_of_m(const struct event_packing *k, const struct event *ev)
{
    if (ev->m == k->m)
        return M_AS_LAST;
    return ev->m == NOBODY ? M_NOBODY : ev->m == KIND(k, ev)->m ? M_AS_KIND : M_TOLD;
}

static inline uint32_t guess_of_p(const struct event_packing *k, const struct event *ev)
{
    if (ev->p == THREAD(k, ev->m)->p)
        return P_OF_THREAD;
    return ev->p == NOBODY ? P_NOBODY : ev->p == KIND(k, ev)->p ? P_AS_KIND : P_TOLD;
}

static inline uint64_t distance(int64_t a, int64_t b)
{
    int64_t d = varint_minus(a, b);

    return d < 0 ? -(uint64_t)d : (uint64_t)d;
}

static inline uint32_t guess_of_g(const struct event_packing *k, const struct event *ev)
{
    if (ev->g == THREAD(k, ev->m)->g)
        return G_OF_THREAD;
    if (ev->g == 0)
        return G_NOBODY;
    if (ev->g == THREAD(k, ev->m)->woke)
        return G_WOKEN;
    if (ev->g == k->g)
        return G_AS_LAST;
    return distance(ev->g, KIND(k, ev)->g) <= distance(ev->g, k->g) ? G_TOLD_BY_KIND
                                                                    : G_TOLD_BY_LAST;
}

static inline uint32_t guess_of_at(const struct event_packing *k, const struct event *ev)
{
    if (ev->at == PLACE_NONE)
        return AT_NONE;
    if (ev->at == SEEN(k, ev)->at)
        return AT_AS_SEEN;
    return ev->at == KIND(k, ev)->at ? AT_AS_KIND : AT_TOLD;
}

static inline uint32_t guess_of_a(const struct event_packing *k, const struct event *ev, int64_t a)
{
    if (a == SEEN(k, ev)->a)
        return A_AS_SEEN;
    if (a == 0)
        return A_ZERO;
    if (a == KIND(k, ev)->a)
        return A_AS_KIND;
    if (a == THREAD(k, ev->m)->g)
        return A_OF_THREAD;
    if (a == varint_minus(ev->t, *READY(k, ev->g)))
        return A_WAITED;
    return distance(a, SEEN(k, ev)->a) < distance(a, KIND(k, ev)->a) ? A_TOLD_BY_SEEN
                                                                     : A_TOLD_BY_KIND;
}

static inline uint32_t guess_of_b(const struct event_packing *k, const struct event *ev)
{
    if (ev->b == SEEN(k, ev)->b)
        return B_AS_SEEN;
    if (ev->b == KIND(k, ev)->b)
        return B_AS_KIND;
    return distance(ev->b, SEEN(k, ev)->b) < distance(ev->b, KIND(k, ev)->b) ? B_TOLD_BY_SEEN
                                                                             : B_TOLD_BY_KIND;
}

/* What no guess says, in the order in which it is read. */
static inline uint8_t *put_fields(const struct event_packing *k, uint8_t *to,
                                  const struct event *ev, uint32_t shape, int64_t a)
{
    if (bits(shape, SHIFT_T, 2) == T_TOLD)
        to = varint_put_signed(to, varint_minus(ev->t, k->t));
    if (bits(shape, SHIFT_M, 2) == M_TOLD)
        to = varint_put_signed(to, (int64_t)ev->m - k->m);
    if (bits(shape, SHIFT_P, 2) == P_TOLD)
        to = varint_put_signed(to, ev->p - THREAD(k, ev->m)->p);
    if (bits(shape, SHIFT_G, 3) == G_TOLD_BY_KIND)
        to = varint_put_signed(to, (int64_t)ev->g - KIND(k, ev)->g);
    else if (bits(shape, SHIFT_G, 3) == G_TOLD_BY_LAST)
        to = varint_put_signed(to, (int64_t)ev->g - k->g);
    if (bits(shape, SHIFT_AT, 2) == AT_TOLD)
        to = varint_put_signed(to, (int64_t)ev->at - SEEN(k, ev)->at);
    if (bits(shape, SHIFT_A, 3) == A_TOLD_BY_SEEN)
        to = varint_put_signed(to, varint_minus(a, SEEN(k, ev)->a));
    else if (bits(shape, SHIFT_A, 3) == A_TOLD_BY_KIND)
        to = varint_put_signed(to, varint_minus(a, KIND(k, ev)->a));
    if (bits(shape, SHIFT_B, 2) == B_TOLD_BY_SEEN)
        to = varint_put_signed(to, varint_minus(ev->b, SEEN(k, ev)->b));
    else if (bits(shape, SHIFT_B, 2) == B_TOLD_BY_KIND)
        to = varint_put_signed(to, varint_minus(ev->b, KIND(k, ev)->b));
    return to;
}

uint8_t *event_pack(struct event_packing *k, uint8_t *to, const struct event *ev)
{
    int64_t a = varint_minus(ev->a, counted_from(ev));
    uint32_t shape = ev->kind | (uint32_t)ev->flag << SHIFT_FLAG;

    shape |= guess_of_t(k, ev) << SHIFT_T | guess_of_m(k, ev) << SHIFT_M;
    shape |= guess_of_p(k, ev) << SHIFT_P | guess_of_g(k, ev) << SHIFT_G;
    shape |= guess_of_at(k, ev) << SHIFT_AT | guess_of_a(k, ev, a) << SHIFT_A;
    shape |= guess_of_b(k, ev) << SHIFT_B;
    to = put_shape(k, to, shape);
    to = put_fields(k, to, ev, shape, a);
    learn(k, ev, a);
    return to;
}

/* ---- unpacking ---- */

static inline vtime get_t(const struct event_packing *k, const uint8_t **at, const struct event *ev,
                          enum guess_t guess)
{
    switch (guess) {
    case T_SAME:
        return k->t;
    case T_AS_KIND:
        return varint_plus(k->t, KIND(k, ev)->dt);
    case T_TOLD:
        break;
    }
    return varint_plus(k->t, varint_get_signed(at));
}

static inline int32_t get_m(const struct event_packing *k, const uint8_t **at,
                            const struct event *ev, enum guess_m guess)
{
    switch (guess) {
    case M_AS_LAST:
        return k->m;
    case M_NOBODY:
        return NOBODY;
    case M_AS_KIND:
        return KIND(k, ev)->m;
    case M_TOLD:
        break;
    }
    return (int32_t)(k->m + varint_get_signed(at));
}

static inline int16_t get_p(const struct event_packing *k, const uint8_t **at,
                            const struct event *ev, enum guess_p guess)
{
    switch (guess) {
    case P_OF_THREAD:
        return THREAD(k, ev->m)->p;
    case P_NOBODY:
        return NOBODY;
    case P_AS_KIND:
        return KIND(k, ev)->p;
    case P_TOLD:
        break;
    }
    return (int16_t)(THREAD(k, ev->m)->p + varint_get_signed(at));
}

static inline goid get_g(const struct event_packing *k, const uint8_t **at, const struct event *ev,
                         enum guess_g guess)
{
    switch (guess) {
    case G_OF_THREAD:
        return THREAD(k, ev->m)->g;
    case G_NOBODY:
        return 0;
    case G_WOKEN:
        return THREAD(k, ev->m)->woke;
    case G_AS_LAST:
        return k->g;
    case G_TOLD_BY_KIND:
        return (goid)(KIND(k, ev)->g + varint_get_signed(at));
    case G_TOLD_BY_LAST:
        break;
    }
    return (goid)(k->g + varint_get_signed(at));
}

static inline int32_t get_at(const struct event_packing *k, const uint8_t **at,
                             const struct event *ev, enum guess_at guess)
{
    switch (guess) {
    case AT_NONE:
        return PLACE_NONE;
    case AT_AS_SEEN:
        return SEEN(k, ev)->at;
    case AT_AS_KIND:
        return KIND(k, ev)->at;
    case AT_TOLD:
        break;
    }
    return (int32_t)(SEEN(k, ev)->at + varint_get_signed(at));
}

static inline int64_t get_a(const struct event_packing *k, const uint8_t **at,
                            const struct event *ev, enum guess_a guess)
{
    switch (guess) {
    case A_AS_SEEN:
        return SEEN(k, ev)->a;
    case A_AS_KIND:
        return KIND(k, ev)->a;
    case A_ZERO:
        return 0;
    case A_OF_THREAD:
        return THREAD(k, ev->m)->g;
    case A_WAITED:
        return varint_minus(ev->t, *READY(k, ev->g));
    case A_TOLD_BY_SEEN:
        return varint_plus(SEEN(k, ev)->a, varint_get_signed(at));
    case A_TOLD_BY_KIND:
        break;
    }
    return varint_plus(KIND(k, ev)->a, varint_get_signed(at));
}

static inline int64_t get_b(const struct event_packing *k, const uint8_t **at,
                            const struct event *ev, enum guess_b guess)
{
    switch (guess) {
    case B_AS_SEEN:
        return SEEN(k, ev)->b;
    case B_AS_KIND:
        return KIND(k, ev)->b;
    case B_TOLD_BY_SEEN:
        return varint_plus(SEEN(k, ev)->b, varint_get_signed(at));
    case B_TOLD_BY_KIND:
        break;
    }
    return varint_plus(KIND(k, ev)->b, varint_get_signed(at));
}

const uint8_t *event_unpack(struct event_packing *k, const uint8_t *at, struct event *ev)
{
    uint32_t shape = get_shape(k, &at);
    int64_t a;

    ev->kind = (uint8_t)bits(shape, 0, SHIFT_FLAG);
    ev->flag = (uint8_t)bits(shape, SHIFT_FLAG, 8);
    ev->t = get_t(k, &at, ev, (enum guess_t)bits(shape, SHIFT_T, 2));
    ev->m = get_m(k, &at, ev, (enum guess_m)bits(shape, SHIFT_M, 2));
    ev->p = get_p(k, &at, ev, (enum guess_p)bits(shape, SHIFT_P, 2));
    ev->g = get_g(k, &at, ev, (enum guess_g)bits(shape, SHIFT_G, 3));
    ev->at = get_at(k, &at, ev, (enum guess_at)bits(shape, SHIFT_AT, 2));
    a = get_a(k, &at, ev, (enum guess_a)bits(shape, SHIFT_A, 3));
    ev->a = varint_plus(a, counted_from(ev));
    ev->b = get_b(k, &at, ev, (enum guess_b)bits(shape, SHIFT_B, 2));
    learn(k, ev, a);
    return at;
}
