#include "gtable.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

enum { PAGE = GTABLE_PAGE, LINE = 64 };

void gtable_init(struct gtable *t, size_t item)
{
    *t = (struct gtable){.item = (item + 7) & ~(size_t)7};
}

static void page_alloc(struct gtable_page *page, size_t item)
{
    page->block = mem_alloc(PAGE * item + LINE);
    page->records = (unsigned char *)page->block + (LINE - (uintptr_t)page->block % LINE);
}

static void page_free(struct gtable_page *page)
{
    free(page->block);
    page->block = NULL;
    page->records = NULL;
}

/* Makes room for page `n`, and the page. */
static void make_page(struct gtable *t, size_t n)
{
    if (n >= t->npages) {
        size_t room = t->npages * 2 > n ? t->npages * 2 : n + 1;

        t->pages = mem_grow(t->pages, room, sizeof *t->pages);
        memset(t->pages + t->npages, 0, (room - t->npages) * sizeof *t->pages);
        t->npages = room;
    }
    if (!t->pages[n].block)
        page_alloc(&t->pages[n], t->item);
}

static inline bool is_used(const struct gtable_page *page, size_t slot)
{
    return page->used[slot / 64] >> slot % 64 & 1;
}

static inline struct gtable_page *page_of(struct gtable *t, goid g)
{
    size_t n = (size_t)g / PAGE;

    assert(g >= 1);
    if (n >= t->npages || !t->pages[n].block)
        make_page(t, n);
    return &t->pages[n];
}

static inline void *use(const struct gtable *t, struct gtable_page *page, size_t slot)
{
    page->live += !is_used(page, slot);
    page->used[slot / 64] |= (uint64_t)1 << slot % 64;
    return page->records + slot * t->item;
}

void *gtable_claim(struct gtable *t, goid g)
{
    return use(t, page_of(t, g), (size_t)g % PAGE);
}

void *gtable_at(struct gtable *t, goid g)
{
    size_t slot = (size_t)g % PAGE;
    struct gtable_page *page = page_of(t, g);

    if (is_used(page, slot))
        return page->records + slot * t->item;
    return memset(use(t, page, slot), 0, t->item);
}

void gtable_drop(struct gtable *t, goid g)
{
    size_t slot = (size_t)g % PAGE;
    struct gtable_page *page;

    if (!gtable_find(t, g))
        return;
    page = &t->pages[(size_t)g / PAGE];
    page->used[slot / 64] &= ~((uint64_t)1 << slot % 64);
    if (--page->live == 0)
        page_free(page);
}

void gtable_each(const struct gtable *t, void (*each)(void *arg, goid g, void *record), void *arg)
{
    for (size_t n = 0; n < t->npages; n++) {
        const struct gtable_page *page = &t->pages[n];

        for (size_t slot = 0; page->live && slot < PAGE; slot++)
            if (is_used(page, slot))
                each(arg, (goid)(n * PAGE + slot), page->records + slot * t->item);
    }
}

void gtable_clear(struct gtable *t)
{
    for (size_t n = 0; n < t->npages; n++) {
        memset(t->pages[n].used, 0, sizeof t->pages[n].used);
        t->pages[n].live = 0;
    }
}

size_t gtable_bytes(const struct gtable *t)
{
    size_t bytes = t->npages * sizeof *t->pages;

    for (size_t n = 0; n < t->npages; n++)
        bytes += t->pages[n].block ? PAGE * t->item + LINE : 0;
    return bytes;
}

void gtable_deinit(struct gtable *t)
{
    for (size_t n = 0; n < t->npages; n++)
        page_free(&t->pages[n]);
    free(t->pages);
    *t = (struct gtable){0};
}
