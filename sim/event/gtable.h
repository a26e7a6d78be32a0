/* gtable.h: something to remember about each goroutine that lives.
 *
 *     struct gtable t;
 *     gtable_init(&t, sizeof(struct wait));
 *     struct wait *w = gtable_at(&t, ev->g);     zeroed when it is new
 *     gtable_drop(&t, ev->g);                    when it ends
 *     gtable_deinit(&t);
 *
 * Goroutine ids are dense and never used again, so the table is an array in pages; a page is freed when all its goroutines
 * are gone. Memory follows those alive, not those there ever were. */
#ifndef EVENT_GTABLE_H
#define EVENT_GTABLE_H

#include "event.h"

enum { GTABLE_PAGE = 256 };

/* Which records are used stands apart from them, in so few bytes that the cache keeps those of a hundred thousand goroutines. */
struct gtable_page {
    uint64_t used[GTABLE_PAGE / 64];
    uint32_t live;
    void *block;
    unsigned char *records; /* in the block, where a cache line begins */
};

struct gtable {
    size_t item; /* size of a record */
    struct gtable_page *pages;
    size_t npages;
};

void gtable_init(struct gtable *t, size_t item);

/* The record of `g` (>= 1), zeroed at its first use. Good until it is dropped. */
void *gtable_at(struct gtable *t, goid g);

/* The same, but what a new one holds is not set: for who sets all of it. */
void *gtable_claim(struct gtable *t, goid g);

/* The same, or NULL if there is none. */
static inline void *gtable_find(const struct gtable *t, goid g)
{
    size_t n = (uint32_t)g / GTABLE_PAGE, slot = (uint32_t)g % GTABLE_PAGE;
    const struct gtable_page *page;

    if (g < 1 || n >= t->npages)
        return NULL;
    page = &t->pages[n];
    return page->used[slot / 64] >> slot % 64 & 1 ? page->records + slot * t->item : NULL;
}

/* Forgets g's record, if there is one. */
void gtable_drop(struct gtable *t, goid g);

/* Calls `each` with every record there is, in order of goid. */
void gtable_each(const struct gtable *t, void (*each)(void *arg, goid g, void *record), void *arg);

/* Forgets all records, and keeps the memory for others. */
void gtable_clear(struct gtable *t);

/* How much memory it has. */
size_t gtable_bytes(const struct gtable *t);

void gtable_deinit(struct gtable *t);

#endif
