/* arena.h: memory that dies together.
 *
 *     struct arena a = {0};
 *     int *v = ARENA_ARRAY(&a, int, 100);
 *     arena_free(&a);
 *
 * Allocation does not fail to its caller: without memory the program says so
 * and exits with status 2. Loaders refuse what exceeds limits.h first. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks;
    size_t used; /* in the first block */
};

/* Returns `count` zeroed items of `size` bytes, aligned for any type. */
void *arena_alloc(struct arena *a, size_t count, size_t size);

/* Copies a text of `len` bytes and ends it with NUL. */
char *arena_text(struct arena *a, const char *text, size_t len);

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), 1, sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_alloc((a), (n), sizeof(type)))

/* Frees everything; the arena is empty and usable again. */
void arena_free(struct arena *a);

/* malloc, calloc and realloc that do not return without memory. What they return goes to free(). */
void *mem_alloc(size_t size);
void *mem_zalloc(size_t count, size_t size);
void *mem_grow(void *old, size_t count, size_t size);

#endif
