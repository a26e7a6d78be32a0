/* trace_events_names.c: numbers for goroutines and threads, texts, and stacks as places. */
#include <string.h>

#include "trace_events_internal.h"
#include "utf8.h"

/* A copy that anybody can print: what is no UTF-8, and NULs, are replaced. */
static const char *copy(struct history *h, struct trace_text text)
{
    const size_t mark = sizeof UTF8_REPLACEMENT - 1;
    size_t len = 0;
    char *out;

    for (size_t i = 0; i < text.len;) {
        size_t n = text.at[i] ? utf8_length(text.at + i, text.len - i) : 0;

        len += n ? n : mark;
        i += n ? n : 1;
    }
    out = arena_alloc(&h->table->arena, len + 1, 1);
    len = 0;
    for (size_t i = 0; i < text.len;) {
        size_t n = text.at[i] ? utf8_length(text.at + i, text.len - i) : 0;

        memcpy(out + len, n ? text.at + i : UTF8_REPLACEMENT, n ? n : mark);
        len += n ? n : mark;
        i += n ? n : 1;
    }
    return out;
}

const char *history_text(struct history *h, uint32_t symbol)
{
    if (symbol == 0)
        return "";
    while (h->texts.len <= symbol)
        *VEC_PUSH(&h->texts) = NULL;
    if (!h->texts.at[symbol])
        h->texts.at[symbol] = copy(h, trace_text(&h->names, symbol));
    return h->texts.at[symbol];
}

enum wait_reason history_reason(struct history *h, uint32_t symbol)
{
    enum wait_reason found = WAIT_NONE;
    const char *text;
    int n = 0;

    while (h->reasons.len <= symbol)
        *VEC_PUSH(&h->reasons) = 0;
    if (h->reasons.at[symbol])
        return (enum wait_reason)(h->reasons.at[symbol] - 1);
    text = history_text(h, symbol);
    for (int i = 0; i < WAIT_REASONS; i++)
        if (strcmp(text, wait_reason_trace((enum wait_reason)i)) == 0) {
            found = (enum wait_reason)i;
            n++;
        }
    found = n == 1 ? found : WAIT_NONE;
    h->reasons.at[symbol] = (uint8_t)(found + 1);
    return found;
}

/* ---- numbers ---- */

/* The number of a start function. A name has one symbol, so one place in the file. */
static int32_t function(struct history *h, struct trace_text name)
{
    uint64_t key = name.len ? (uint64_t)(uintptr_t)name.at : 0;
    uint32_t i = idmap_find(&h->func_of, key);

    if (i == IDMAP_NONE) {
        i = (uint32_t)h->table->funcs.len;
        *VEC_PUSH(&h->table->funcs) = copy(h, name);
        idmap_put(&h->func_of, key, i);
    }
    return (int32_t)i;
}

static goid add_g(struct history *h, int64_t id, struct trace_text start)
{
    int32_t func = function(h, start);

    *VEC_PUSH(&h->gs) = (struct past_g){.ready = -1, .func = func};
    *VEC_PUSH(&h->table->gs) = id;
    idmap_put(&h->g_of, (uint64_t)id, (uint32_t)h->gs.len);
    return (goid)h->gs.len;
}

goid history_g(struct history *h, int64_t id)
{
    uint32_t g;

    if (id == TRACE_NONE)
        return 0;
    g = idmap_find(&h->g_of, (uint64_t)id);
    return g == IDMAP_NONE ? add_g(h, id, (struct trace_text){"", 0}) : (goid)g;
}

int32_t history_m(struct history *h, int64_t id)
{
    uint32_t m;

    if (id == TRACE_NONE)
        return NO_M;
    m = idmap_find(&h->m_of, (uint64_t)id);
    if (m != IDMAP_NONE)
        return (int32_t)m;
    m = (uint32_t)h->ms.len;
    *VEC_PUSH(&h->ms) = (struct past_m){.p = NO_P};
    *VEC_PUSH(&h->table->ms) = id;
    idmap_put(&h->m_of, (uint64_t)id, m);
    history_tell(
        h, (struct event){.m = NO_M, .p = NO_P, .at = PLACE_NONE, .a = m, .kind = EV_M_CREATE});
    return (int32_t)m;
}

int32_t history_p(struct history *h, int64_t id)
{
    if (id == TRACE_NONE)
        return NO_P;
    if (id < 0 || id >= INT16_MAX) {
        h->why = "the trace has a processor beyond P32766, which no Go program has";
        return NO_P;
    }
    while (h->ps.len <= (size_t)id)
        *VEC_PUSH(&h->ps) = (struct past_p){.m = NO_M};
    return (int32_t)id;
}

/* Goroutines are numbered in the order of their ids: those of the summary, which has all that ever did anything. */
void history_init(struct history *h)
{
    const struct trace_summary *s = h->summary;

    h->stw = -1;
    for (size_t i = 0; i < s->ngoroutines; i++)
        add_g(h, s->goroutines[i].id, s->goroutines[i].start);
}

void history_deinit(struct history *h)
{
    trace_names_free(&h->names);
    free(h->gs.at);
    free(h->ms.at);
    free(h->ps.at);
    idmap_free(&h->g_of);
    idmap_free(&h->m_of);
    idmap_free(&h->func_of);
    idmap_free(&h->text_place);
    free(h->stack_place.at);
    free(h->texts.at);
    free(h->reasons.at);
}

/* ---- places ---- */

/* Announces an operation, and the place that it has called from `caller`: both have the next number. */
static int32_t add_place(struct history *h, int32_t caller, struct imported_op op)
{
    int32_t at = (int32_t)h->table->ops.len;

    *VEC_PUSH(&h->table->ops) = op;
    history_tell(
        h, (struct event){.m = NO_M, .p = NO_P, .at = at, .a = caller, .b = at, .kind = EV_PLACE});
    return at;
}

static struct imported_op frame_op(struct history *h, const struct trace_frame *f)
{
    return (struct imported_op){history_text(h, f->func), history_text(h, f->file),
                                (int64_t)(f->line > INT64_MAX ? INT64_MAX : f->line), "", ""};
}

int32_t history_place(struct history *h, uint32_t stack)
{
    const struct trace_frame *frames;
    int32_t at = PLACE_NONE;
    size_t n;

    if (stack == 0)
        return PLACE_NONE;
    while (h->stack_place.len <= stack)
        *VEC_PUSH(&h->stack_place) = 0;
    if (h->stack_place.at[stack])
        return (int32_t)h->stack_place.at[stack] - 1;
    frames = trace_frames(&h->names, stack, &n);
    while (n-- > 0)
        at = add_place(h, at, frame_op(h, &frames[n]));
    h->stack_place.at[stack] = (uint32_t)(at + 1);
    return at;
}

int32_t history_said(struct history *h, uint32_t stack, uint32_t text, uint32_t message)
{
    uint64_t key = (uint64_t)stack << 32 | text;
    uint32_t known = message ? IDMAP_NONE : idmap_find(&h->text_place, key);
    int32_t base = history_place(h, stack);
    struct imported_op op = {.func = "", .file = ""};
    size_t n;
    int32_t at;

    if (known != IDMAP_NONE)
        return (int32_t)known;
    trace_frames(&h->names, stack, &n);
    if (base != PLACE_NONE)
        op = h->table->ops.at[base];
    op.text = history_text(h, text);
    op.text2 = history_text(h, message);
    /* A stack's frames have numbers in a row, so the caller of its innermost is the one before. */
    at = add_place(h, n > 1 ? base - 1 : PLACE_NONE, op);
    if (!message)
        idmap_put(&h->text_place, key, (uint32_t)at);
    return at;
}
