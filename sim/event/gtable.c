#include "gtable.h"

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

enum { PAGE = 256 };

struct gtable_page {
    uint32_t live;
    bool used[PAGE];
    alignas(8) unsigned char records[];
};

void gtable_init(struct gtable *t, size_t item)
{
    *t = (struct gtable){.item = (item + 7) & ~(size_t)7};
}

/* The page of `g`, made if there is none. */
static struct gtable_page *page_of(struct gtable *t, size_t n)
{
    if (n >= t->npages) {
        size_t room = t->npages * 2 > n ? t->npages * 2 : n + 1;

        t->pages = mem_grow(t->pages, room, sizeof *t->pages);
        memset(t->pages + t->npages, 0, (room - t->npages) * sizeof *t->pages);
        t->npages = room;
    }
    if (!t->pages[n])
        t->pages[n] = mem_zalloc(1, sizeof(struct gtable_page) + PAGE * t->item);
    return t->pages[n];
}

void *gtable_at(struct gtable *t, goid g)
{
    size_t slot = (size_t)g % PAGE;
    struct gtable_page *page = page_of(t, (size_t)g / PAGE);
    unsigned char *record = page->records + slot * t->item;

    assert(g >= 1);
    if (!page->used[slot]) {
        page->used[slot] = true;
        page->live++;
        memset(record, 0, t->item);
    }
    return record;
}

void *gtable_find(const struct gtable *t, goid g)
{
    size_t n = (size_t)g / PAGE, slot = (size_t)g % PAGE;

    if (g < 1 || n >= t->npages || !t->pages[n] || !t->pages[n]->used[slot])
        return NULL;
    return t->pages[n]->records + slot * t->item;
}

void gtable_drop(struct gtable *t, goid g)
{
    size_t n = (size_t)g / PAGE, slot = (size_t)g % PAGE;

    if (!gtable_find(t, g))
        return;
    t->pages[n]->used[slot] = false;
    if (--t->pages[n]->live == 0) {
        free(t->pages[n]);
        t->pages[n] = NULL;
    }
}

void gtable_each(const struct gtable *t, void (*each)(void *arg, goid g, void *record), void *arg)
{
    for (size_t n = 0; n < t->npages; n++) {
        for (size_t slot = 0; t->pages[n] && slot < PAGE; slot++) {
            if (t->pages[n]->used[slot])
                each(arg, (goid)(n * PAGE + slot), t->pages[n]->records + slot * t->item);
        }
    }
}

void gtable_clear(struct gtable *t)
{
    for (size_t n = 0; n < t->npages; n++) {
        if (!t->pages[n])
            continue;
        memset(t->pages[n]->used, 0, sizeof t->pages[n]->used);
        t->pages[n]->live = 0;
    }
}

size_t gtable_bytes(const struct gtable *t)
{
    size_t bytes = t->npages * sizeof *t->pages;

    for (size_t n = 0; n < t->npages; n++)
        bytes += t->pages[n] ? sizeof(struct gtable_page) + PAGE * t->item : 0;
    return bytes;
}

void gtable_deinit(struct gtable *t)
{
    for (size_t n = 0; n < t->npages; n++)
        free(t->pages[n]);
    free(t->pages);
    *t = (struct gtable){0};
}
