#include "transcript.h"

#include <string.h>

#include "console.h"
#include "subject.h"

/* Sums over time since the SCHED line before: each in thing-nanoseconds. 64 Ps for 292 years fit. */
struct sums {
    vtime from;
    int64_t idleprocs, threads, idlethreads, spinningthreads, runqueue, local, running;
};

/* What a transcript folds. Only a program of ours prints, so an imported run has none. */
struct fold {
    struct emit_context ctx;
    struct writer *streams[CONSOLE_STREAMS];
    int64_t told[CONSOLE_STREAMS]; /* bytes that are lines already */
    struct console *console;
    struct world world; /* only with schedtrace, for the sums */
    bool sums_up;
    struct sums sums;
    int64_t pos;
};

void transcript_init(struct transcript *tr, const struct subject *su)
{
    struct fold *f;

    if (!su->program)
        return;
    f = mem_zalloc(1, sizeof *f);
    f->ctx = (struct emit_context){.program = su->program, .source = su->source};
    for (int i = 0; i < CONSOLE_STREAMS; i++)
        f->streams[i] = writer_to_memory();
    f->console =
        console_new(&f->ctx, f->streams[CONSOLE_OUT], f->streams[CONSOLE_ERR], CONSOLE_FORGET);
    f->sums_up = su->program->schedtrace_ms > 0;
    world_init(&f->world);
    tr->fold = f;
}

/* ---- the truth between two lines -------------------------------------------------------------------------------------- */

static void sum_up(struct fold *f, vtime until)
{
    const struct world *w = &f->world;
    struct sums *s = &f->sums;
    vtime d = until - w->now;

    if (d <= 0)
        return;
    s->idleprocs += d * w->idle_ps;
    s->threads += d * w->threads;
    s->idlethreads += d * w->idle_ms;
    s->spinningthreads += d * w->spinning_ms;
    s->runqueue += d * w->global.len;
    for (size_t i = 0; i < w->ps.len; i++) {
        s->local += d * w->ps.at[i].ring.len;
        s->running += d * (w->ps.at[i].running != 0);
    }
}

static int64_t mean(int64_t sum, vtime wide)
{
    return wide <= 0 ? -1 : sum <= INT64_MAX / 1000 ? sum * 1000 / wide : sum / wide * 1000;
}

static int32_t truth_now(struct transcript *tr, vtime t)
{
    struct fold *f = tr->fold;
    struct sums *s = &f->sums;
    vtime wide = t - s->from;

    *VEC_PUSH(&tr->truths) = (struct transcript_truth){
        .from = s->from,
        .to = t,
        .idleprocs = mean(s->idleprocs, wide),
        .threads = mean(s->threads, wide),
        .idlethreads = mean(s->idlethreads, wide),
        .spinningthreads = mean(s->spinningthreads, wide),
        .runqueue = mean(s->runqueue, wide),
        .local = mean(s->local, wide),
        .running = mean(s->running, wide),
    };
    *s = (struct sums){.from = t};
    return (int32_t)tr->truths.len - 1;
}

/* ---- lines -------------------------------------------------------------------------------------------------------------- */

static void add_line(struct transcript *tr, const char *text, size_t n, vtime t, bool to_stderr)
{
    struct fold *f = tr->fold;
    bool head = n > 6 && memcmp(text, "SCHED ", 6) == 0;

    *VEC_PUSH(&tr->lines) = (struct transcript_line){
        .t = t,
        .pos = f->pos,
        .text = arena_text(&tr->arena, text, n),
        .to_stderr = to_stderr,
        .truth = head && f->sums_up ? truth_now(tr, t) : NOBODY,
    };
}

/* Whole lines that have come since the last look; what is left of one waits for its end. */
static void take_lines(struct transcript *tr, enum console_stream which, vtime t, bool all)
{
    struct fold *f = tr->fold;
    size_t len;
    const char *bytes = writer_bytes(f->streams[which], &len), *end;

    while ((size_t)f->told[which] < len) {
        const char *from = bytes + f->told[which];

        end = memchr(from, '\n', len - (size_t)f->told[which]);
        if (!end && !all)
            return;
        end = end ? end : bytes + len;
        add_line(tr, from, (size_t)(end - from), t, which == CONSOLE_ERR);
        f->told[which] += end - from + 1;
    }
}

void transcript_events(struct transcript *tr, const struct event *ev, size_t n)
{
    struct fold *f = tr->fold;
    struct event_sink console;

    if (!f)
        return;
    console = console_sink(f->console);
    for (size_t i = 0; i < n; i++) {
        f->pos++;
        if (f->sums_up) {
            sum_up(f, ev[i].t);
            world_event(&f->world, &ev[i]);
        }
        console.events(console.self, &ev[i], 1);
        for (int s = 0; s < CONSOLE_STREAMS; s++)
            if (writer_count(f->streams[s]) > f->told[s])
                take_lines(tr, (enum console_stream)s, ev[i].t, ev[i].kind == EV_END);
    }
}

int64_t transcript_at(const struct transcript *tr, int64_t pos)
{
    size_t low = 0, high = tr->lines.len;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (tr->lines.at[mid].pos <= pos)
            low = mid + 1;
        else
            high = mid;
    }
    return (int64_t)low - 1;
}

void transcript_deinit(struct transcript *tr)
{
    struct fold *f = tr->fold;

    if (f) {
        console_free(f->console);
        for (int i = 0; i < CONSOLE_STREAMS; i++)
            writer_abandon(f->streams[i]);
        world_deinit(&f->world);
        free(f);
    }
    free(tr->lines.at);
    free(tr->truths.at);
    arena_free(&tr->arena);
}
