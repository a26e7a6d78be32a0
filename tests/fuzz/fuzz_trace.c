/* fuzz_trace.c: whatever bytes a trace file holds, its reader ends with a verdict, and what it delivers can be counted, printed
 * and packed into a document, and told as a history, of which a Chrome trace can be made. */
#include <string.h>

#include "emit.h"
#include "fuzz.h"
#include "stat.h"
#include "trace_events.h"

struct heard {
    const struct trace_names *names;
    int64_t last;
    uint64_t events;
};

/* Laws: time goes on (until a hostile clock runs out of it); names are known when they are used. */
static void hear(void *self, const struct trace_event *ev)
{
    struct heard *h = self;
    size_t n;

    FUZZ_CHECK(h->events == 0 || ev->time > h->last || h->last == INT64_MAX);
    FUZZ_CHECK(ev->kind > 0 && ev->kind < TRACE_KINDS);
    FUZZ_CHECK(ev->text <= h->names->symbols.len && ev->message <= h->names->symbols.len);
    trace_frames(h->names, ev->stack, &n);
    trace_frames(h->names, ev->subject_stack, &n);
    h->last = ev->time;
    h->events++;
}

static void check_read(const uint8_t *data, size_t size)
{
    struct trace_names names = {0};
    struct heard h = {.names = &names};
    struct trace_error err;
    bool valid = trace_read(data, size, &names, (struct trace_sink){hear, &h}, &err);

    FUZZ_CHECK(err.events == h.events);
    FUZZ_CHECK(valid == (err.text[0] == '\0'));
    FUZZ_CHECK(err.offset <= size && !strchr(err.text, '\n'));
    trace_names_free(&names);
}

static void check_stat(const uint8_t *data, size_t size)
{
    struct trace_summary s;
    struct sb out = {0};

    trace_summarize(data, size, &s);
    stat_text(&s, "fuzz.trace", &out);
    stat_json(&s, &out);
    FUZZ_CHECK(out.len > 0 && !memchr(out.text, '\0', out.len));
    sb_free(&out);
    trace_summary_free(&s);
}

/* A listener between the history and the Chrome trace. */
struct listener {
    struct event_sink next;
    const struct imported *table;
    vtime last;
};

/* Laws: time does not go back, and what an event names is in the table. */
static void listen(void *self, const struct event *ev, size_t n)
{
    struct listener *l = self;

    FUZZ_CHECK(n == 1 && ev->t >= l->last && ev->kind < EVENT_KINDS);
    FUZZ_CHECK(ev->g >= 0 && (size_t)ev->g <= l->table->gs.len);
    FUZZ_CHECK(ev->m >= NOBODY && ev->m < (int32_t)l->table->ms.len);
    FUZZ_CHECK(ev->at >= PLACE_NONE && ev->at < (int32_t)l->table->ops.len);
    l->last = ev->t;
    l->next.events(l->next.self, ev, n);
}

static void check_history(const uint8_t *data, size_t size)
{
    struct imported table = {.name = "fuzz.trace"};
    const struct emit_context ctx = {.imported = &table};
    struct writer *w = writer_to_memory();
    struct emitter *e = emitter_new(&emit_chrome, &ctx, w);
    struct listener l = {emitter_sink(e), &table, 0};
    struct trace_summary s;
    const char *why;
    size_t len;

    trace_summarize(data, size, &s);
    FUZZ_CHECK(trace_events(data, size, &s, &table, (struct event_sink){listen, &l}, &why) == !why);
    emitter_end(e);
    writer_bytes(w, &len);
    FUZZ_CHECK(len > 0);
    writer_abandon(w);
    imported_free(&table);
    trace_summary_free(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *why;
    char *unpacked;
    size_t len;

    if (trace_unpack(data, size, (size_t)1 << 20, &unpacked, &len, &why) && unpacked) {
        check_read((const uint8_t *)unpacked, len);
        free(unpacked);
    }
    check_read(data, size);
    check_stat(data, size);
    check_history(data, size);
    return 0;
}
