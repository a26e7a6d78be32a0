#include "proctrace.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tracer.h"
#include "vec.h"

struct trace_file {
    int32_t file;
    VEC(uint8_t) bytes;
};

struct proctrace {
    struct tracer *tracer;
    struct sim_tracer face;
    VEC(struct trace_file) files; /* in order of their numbers, which only grow */
    int32_t into;                 /* the file of the trace that is on */
    size_t offered;               /* bytes that the core was told of last */
};

static size_t place_of(const struct proctrace *pt, int32_t file)
{
    size_t low = 0, high = pt->files.len;

    while (low < high) {
        size_t mid = (low + high) / 2;

        if (pt->files.at[mid].file < file)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static struct trace_file *find(const struct proctrace *pt, int32_t file)
{
    size_t n = place_of(pt, file);

    return n < pt->files.len && pt->files.at[n].file == file ? &pt->files.at[n] : NULL;
}

static void start(void *self, int32_t file)
{
    struct proctrace *pt = self;

    if (!find(pt, file)) {
        size_t n = place_of(pt, file);

        (void)VEC_PUSH(&pt->files);
        memmove(&pt->files.at[n + 1], &pt->files.at[n],
                (pt->files.len - 1 - n) * sizeof pt->files.at[0]);
        pt->files.at[n] = (struct trace_file){.file = file};
    }
    pt->into = file;
    pt->offered = 0;
    tracer_start(pt->tracer);
}

static int64_t ready(void *self, bool end_generation)
{
    struct proctrace *pt = self;

    if (end_generation)
        pt->offered = tracer_turn(pt->tracer);
    else
        (void)tracer_out(pt->tracer, &pt->offered);
    return (int64_t)pt->offered;
}

static void wrote(void *self, int64_t n)
{
    struct proctrace *pt = self;
    struct trace_file *to = find(pt, pt->into);
    size_t len, kept = (size_t)n;
    const uint8_t *bytes = tracer_out(pt->tracer, &len);

    assert(n >= 0 && kept <= pt->offered && pt->offered <= len);
    if (to && kept > 0) {
        VEC_RESERVE(&to->bytes, kept);
        memcpy(to->bytes.at + to->bytes.len, bytes, kept);
        to->bytes.len += kept;
    }
    tracer_take(pt->tracer, pt->offered);
    pt->offered = 0;
}

static void stop(void *self)
{
    struct proctrace *pt = self;

    tracer_drop(pt->tracer);
    pt->offered = 0;
}

static void drop_file(struct proctrace *pt, int32_t file)
{
    struct trace_file *f = find(pt, file);

    if (!f)
        return;
    free(f->bytes.at);
    pt->files.len--;
    memmove(f, f + 1, (size_t)(pt->files.at + pt->files.len - f) * sizeof *f);
}

static void events(void *self, const struct event *ev, size_t n)
{
    struct proctrace *pt = self;

    for (size_t i = 0; i < n; i++) {
        if (ev[i].kind == EV_FILE_REMOVE)
            drop_file(pt, (int32_t)ev[i].a);
        tracer_event(pt->tracer, &ev[i]);
    }
}

struct proctrace *proctrace_new(const struct emit_context *ctx)
{
    struct proctrace *pt = mem_zalloc(1, sizeof *pt);

    pt->tracer = tracer_new(ctx, TRACER_IS_GOS);
    pt->face = (struct sim_tracer){
        .start = start, .ready = ready, .wrote = wrote, .stop = stop, .self = pt};
    return pt;
}

void proctrace_free(struct proctrace *pt)
{
    for (size_t i = 0; i < pt->files.len; i++)
        free(pt->files.at[i].bytes.at);
    free(pt->files.at);
    tracer_free(pt->tracer);
    free(pt);
}

struct event_sink proctrace_sink(struct proctrace *pt)
{
    return (struct event_sink){events, pt};
}

struct sim_tracer *proctrace_tracer(struct proctrace *pt)
{
    return &pt->face;
}

bool proctrace_file(const struct proctrace *pt, int32_t file, const uint8_t **bytes, size_t *len)
{
    const struct trace_file *f = find(pt, file);

    if (!f)
        return false;
    *bytes = f->bytes.at;
    *len = f->bytes.len;
    return true;
}
