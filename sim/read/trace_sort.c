/* trace_sort.c: pattern-defeating quicksort; see trace_sort.h why it is this one. All ranges are [a, b). */
#include "trace_sort.h"

#include <stdbool.h>

typedef ptrdiff_t place;

enum hint { HINT_UNKNOWN, HINT_INCREASING, HINT_DECREASING };
enum { INSERTION_MAX = 12, NINTHER_MIN = 50, SHIFT_MIN = 50, STEPS_MAX = 5, SWAPS_MAX = 12 };

static bool before(const struct timed *d, place x, place y)
{
    return d[x].time < d[y].time;
}

static void swap(struct timed *d, place x, place y)
{
    struct timed t = d[x];

    d[x] = d[y];
    d[y] = t;
}

static void insertion_sort(struct timed *d, place a, place b)
{
    for (place i = a + 1; i < b; i++)
        for (place j = i; j > a && before(d, j, j - 1); j--)
            swap(d, j, j - 1);
}

static void sift_down(struct timed *d, place root, place count)
{
    for (;;) {
        place child = 2 * root + 1;

        if (child >= count)
            return;
        if (child + 1 < count && before(d, child, child + 1))
            child++;
        if (!before(d, root, child))
            return;
        swap(d, root, child);
        root = child;
    }
}

static void heap_sort(struct timed *d, place a, place b)
{
    struct timed *base = d + a;
    place count = b - a;

    for (place i = (count - 1) / 2; i >= 0; i--)
        sift_down(base, i, count);
    for (place i = count - 1; i >= 0; i--) {
        swap(base, 0, i);
        sift_down(base, 0, i);
    }
}

static int bit_length(uint64_t n)
{
    int bits = 0;

    for (; n; n >>= 1)
        bits++;
    return bits;
}

/* Scatters three items about the middle, so that a pattern that made pivots bad does not go on doing so. */
static void break_patterns(struct timed *d, place a, place b)
{
    uint64_t count = (uint64_t)(b - a);
    uint64_t random = count;
    uint64_t modulus = (uint64_t)1 << bit_length(count);

    if (count < 8)
        return;
    for (place i = a + (b - a) / 4 * 2 - 1; i <= a + (b - a) / 4 * 2 + 1; i++) {
        uint64_t other;

        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        other = random & (modulus - 1);
        if (other >= count)
            other -= count;
        swap(d, i, a + (place)other);
    }
}

static void order(const struct timed *d, place *x, place *y, int *swaps)
{
    if (before(d, *y, *x)) {
        place t = *x;

        (*swaps)++;
        *x = *y;
        *y = t;
    }
}

static place median(const struct timed *d, place x, place y, place z, int *swaps)
{
    order(d, &x, &y, swaps);
    order(d, &y, &z, swaps);
    order(d, &x, &y, swaps);
    return y;
}

static place choose_pivot(const struct timed *d, place a, place b, enum hint *hint)
{
    place count = b - a;
    place i = a + count / 4;
    place j = a + count / 4 * 2;
    place k = a + count / 4 * 3;
    int swaps = 0;

    if (count >= 8) {
        if (count >= NINTHER_MIN) {
            i = median(d, i - 1, i, i + 1, &swaps);
            j = median(d, j - 1, j, j + 1, &swaps);
            k = median(d, k - 1, k, k + 1, &swaps);
        }
        j = median(d, i, j, k, &swaps);
    }
    *hint = swaps == 0 ? HINT_INCREASING : swaps == SWAPS_MAX ? HINT_DECREASING : HINT_UNKNOWN;
    return j;
}

/* Mends a range that is nearly sorted; false if it is not that near. */
static bool partial_insertion_sort(struct timed *d, place a, place b)
{
    place i = a + 1;

    for (int step = 0; step < STEPS_MAX; step++) {
        while (i < b && !before(d, i, i - 1))
            i++;
        if (i == b)
            return true;
        if (b - a < SHIFT_MIN)
            return false;
        swap(d, i, i - 1);
        if (i - a >= 2) /* down to the array's begin, not to a: what is left of a is not larger */
            for (place j = i - 1; j >= 1 && before(d, j, j - 1); j--)
                swap(d, j, j - 1);
        if (b - i >= 2)
            for (place j = i + 1; j < b && before(d, j, j - 1); j++)
                swap(d, j, j - 1);
    }
    return false;
}

/* Puts those equal to the pivot first; nothing in the range is smaller. */
static place partition_equal(struct timed *d, place a, place b, place pivot)
{
    place i = a + 1;
    place j = b - 1;

    swap(d, a, pivot);
    for (;;) {
        while (i <= j && !before(d, a, i))
            i++;
        while (i <= j && before(d, a, j))
            j--;
        if (i > j)
            return i;
        swap(d, i++, j--);
    }
}

/* Puts those smaller than the pivot before it; *was: there was nothing to do. */
static place partition(struct timed *d, place a, place b, place pivot, bool *was)
{
    place i = a + 1;
    place j = b - 1;

    *was = true;
    swap(d, a, pivot);
    for (;;) {
        while (i <= j && before(d, i, a))
            i++;
        while (i <= j && !before(d, j, a))
            j--;
        if (i > j)
            break;
        *was = false;
        swap(d, i++, j--);
    }
    swap(d, j, a);
    return j;
}

static void reverse(struct timed *d, place a, place b)
{
    for (b--; a < b; a++, b--)
        swap(d, a, b);
}

/* `limit`: how many bad pivots until heap sort takes over. */
static void sort(struct timed *d, place a, place b, int limit)
{
    bool balanced = true;
    bool partitioned = true;

    while (b - a > INSERTION_MAX) {
        place count = b - a;
        enum hint hint;
        place pivot, mid;

        if (limit == 0) {
            heap_sort(d, a, b);
            return;
        }
        if (!balanced) {
            break_patterns(d, a, b);
            limit--;
        }
        pivot = choose_pivot(d, a, b, &hint);
        if (hint == HINT_DECREASING) {
            reverse(d, a, b);
            pivot = (b - 1) - (pivot - a);
            hint = HINT_INCREASING;
        }
        if (balanced && partitioned && hint == HINT_INCREASING && partial_insertion_sort(d, a, b))
            return;
        if (a > 0 && !before(d, a - 1, pivot)) {
            a = partition_equal(d, a, b, pivot);
            continue;
        }
        mid = partition(d, a, b, pivot, &partitioned);
        if (mid - a < b - mid) {
            balanced = mid - a >= count / 8;
            sort(d, a, mid, limit);
            a = mid + 1;
        } else {
            balanced = b - mid >= count / 8;
            sort(d, mid + 1, b, limit);
            b = mid;
        }
    }
    insertion_sort(d, a, b);
}

void timed_sort(struct timed *items, size_t n)
{
    sort(items, 0, (place)n, bit_length(n));
}
