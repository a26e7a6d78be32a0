#include "arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_BLOCK = 64 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t size; /* of bytes */
    max_align_t bytes[];
};

/* Memory is the one thing nobody can go on without. exit() lets the writers remove their temporary files. */
static _Noreturn void no_memory(void)
{
    fputs("error: out of memory; a smaller scenario, or a machine with more of it, is needed\n",
          stderr);
    exit(2);
}

void *mem_alloc(size_t size)
{
    void *p = malloc(size ? size : 1);

    if (!p)
        no_memory();
    return p;
}

void *mem_zalloc(size_t count, size_t size)
{
    void *p = count && size ? calloc(count, size) : calloc(1, 1);

    if (!p)
        no_memory();
    return p;
}

void *mem_grow(void *old, size_t count, size_t size)
{
    void *p;

    if (size && count > SIZE_MAX / size)
        no_memory();
    p = realloc(old, count && size ? count * size : 1);
    if (!p)
        no_memory();
    return p;
}

static struct arena_block *block_new(size_t size)
{
    struct arena_block *b;

    if (size > SIZE_MAX - sizeof *b)
        no_memory();
    b = mem_zalloc(1, sizeof *b + size);
    b->size = size;
    return b;
}

/* What is large gets a block of its own, behind the first, whose room stays in use. */
static void *alloc_large(struct arena *a, size_t size)
{
    struct arena_block *b = block_new(size);

    if (a->blocks) {
        b->next = a->blocks->next;
        a->blocks->next = b;
    } else {
        a->blocks = b;
        a->used = size;
    }
    return b->bytes;
}

void *arena_alloc(struct arena *a, size_t count, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    size_t need;
    void *p;

    if (size && count > (SIZE_MAX - align) / size)
        no_memory();
    need = (count * size + align - 1) / align * align;
    if (need > ARENA_BLOCK / 4)
        return alloc_large(a, need);
    if (!a->blocks || a->used + need > a->blocks->size) {
        struct arena_block *b = block_new(ARENA_BLOCK);

        b->next = a->blocks;
        a->blocks = b;
        a->used = 0;
    }
    p = (char *)a->blocks->bytes + a->used;
    a->used += need;
    return p;
}

char *arena_text(struct arena *a, const char *text, size_t len)
{
    char *copy = arena_alloc(a, len + 1, 1);

    if (len)
        memcpy(copy, text, len);
    return copy;
}

void arena_free(struct arena *a)
{
    while (a->blocks) {
        struct arena_block *next = a->blocks->next;

        free(a->blocks);
        a->blocks = next;
    }
    a->used = 0;
}
