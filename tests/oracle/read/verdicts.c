/* verdicts.c: our reader's verdict on many traces at once; see verdicts.go, whose lines it must print. */
#include <string.h>

#include "file.h"
#include "trace.h"

struct heard {
    const struct trace_names *names;
    uint64_t hash;
};

static void add(struct heard *h, int64_t n)
{
    h->hash = (h->hash ^ (uint64_t)n) * 0x9E3779B97F4A7C15U;
    h->hash ^= h->hash >> 32;
}

static void hear(void *self, const struct trace_event *ev)
{
    struct heard *h = self;

    add(h, ev->time);
    add(h, (int64_t)strlen(trace_kind_name(ev->kind)));
    add(h, ev->m);
    add(h, ev->p);
    add(h, ev->g);
    if (ev->kind == TRACE_TRANSITION) {
        add(h, ev->subject);
        add(h, ev->from);
        add(h, ev->to);
        add(h, (int64_t)trace_text(h->names, ev->text).len);
    }
}

static void judge(const char *bytes, size_t len)
{
    struct trace_names names = {0};
    struct heard h = {.names = &names};
    struct trace_error err;
    bool valid = trace_read(bytes, len, &names, (struct trace_sink){hear, &h}, &err);

    printf("%llu %016llx %s\n", (unsigned long long)err.events, (unsigned long long)h.hash,
           valid ? "ok" : err.text);
    trace_names_free(&names);
}

int main(int argc, char **argv)
{
    struct diags ds = {0};
    char *bytes;
    size_t len;

    if (argc != 2 || !file_read(argv[1], SIZE_MAX, &bytes, &len, &ds)) {
        diags_print(&ds, stderr, NULL);
        return 2;
    }
    for (size_t at = 0; at + 4 <= len;) {
        const unsigned char *n = (const unsigned char *)bytes + at;
        size_t size = (size_t)n[0] | (size_t)n[1] << 8 | (size_t)n[2] << 16 | (size_t)n[3] << 24;

        at += 4;
        if (size > len - at)
            return 2;
        judge(bytes + at, size);
        at += size;
    }
    free(bytes);
    return 0;
}
