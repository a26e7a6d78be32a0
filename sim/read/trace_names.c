/* trace_names.c: each text and each stack once, found again by its content. */
#include "trace_names.h"

#include <string.h>

/* A 64-bit hash, eight bytes at a time. What it is differs between machines of different byte order, but only decides which
 * slot is looked at: symbols are numbered by order of arrival. */
static uint64_t hash_bytes(const void *bytes, size_t len)
{
    const char *at = bytes;
    uint64_t h = len * 0x9E3779B97F4A7C15U;
    uint64_t word;

    for (; len >= sizeof word; at += sizeof word, len -= sizeof word) {
        memcpy(&word, at, sizeof word);
        h = (h ^ word) * 0xBF58476D1CE4E5B9U;
        h ^= h >> 29;
    }
    word = 0;
    memcpy(&word, at, len);
    h = (h ^ word) * 0x94D049BB133111EBU;
    return h ^ (h >> 32);
}

uint32_t names_symbol(struct trace_names *names, const char *at, size_t len)
{
    uint64_t hash;
    uint32_t first;
    uint32_t id;

    if (len == 0)
        return 0;
    hash = hash_bytes(at, len);
    first = idmap_find(&names->symbol_of, hash);
    for (uint32_t i = first; i != IDMAP_NONE && i != 0; i = names->symbols.at[i - 1].next) {
        const struct trace_symbol *s = &names->symbols.at[i - 1];

        if (s->len == len && memcmp(s->at, at, len) == 0)
            return i;
    }
    *VEC_PUSH(&names->symbols) =
        (struct trace_symbol){at, (uint32_t)len, first == IDMAP_NONE ? 0 : first};
    id = (uint32_t)names->symbols.len;
    idmap_put(&names->symbol_of, hash, id);
    return id;
}

uint32_t names_stack(struct trace_names *names, const struct trace_frame *frames, size_t count)
{
    uint64_t hash;
    uint32_t first;
    uint32_t id;

    if (count == 0)
        return 0;
    hash = hash_bytes(frames, count * sizeof *frames);
    first = idmap_find(&names->stack_of, hash);
    for (uint32_t i = first; i != IDMAP_NONE && i != 0; i = names->stacks.at[i - 1].next) {
        const struct trace_stack *s = &names->stacks.at[i - 1];

        if (s->count == count &&
            memcmp(&names->frames.at[s->first], frames, count * sizeof *frames) == 0)
            return i;
    }
    *VEC_PUSH(&names->stacks) = (struct trace_stack){(uint32_t)names->frames.len, (uint32_t)count,
                                                     first == IDMAP_NONE ? 0 : first};
    for (size_t i = 0; i < count; i++)
        *VEC_PUSH(&names->frames) = frames[i];
    id = (uint32_t)names->stacks.len;
    idmap_put(&names->stack_of, hash, id);
    return id;
}

struct trace_text trace_text(const struct trace_names *names, uint32_t symbol)
{
    const struct trace_symbol *s;

    if (symbol == 0)
        return (struct trace_text){"", 0};
    s = &names->symbols.at[symbol - 1];
    return (struct trace_text){s->at, s->len};
}

const struct trace_frame *trace_frames(const struct trace_names *names, uint32_t stack, size_t *n)
{
    *n = 0;
    if (stack == 0)
        return NULL;
    *n = names->stacks.at[stack - 1].count;
    return &names->frames.at[names->stacks.at[stack - 1].first];
}

void trace_names_free(struct trace_names *names)
{
    free(names->symbols.at);
    free(names->stacks.at);
    free(names->frames.at);
    idmap_free(&names->symbol_of);
    idmap_free(&names->stack_of);
    *names = (struct trace_names){0};
}
