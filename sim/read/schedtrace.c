/* schedtrace.c: the lines of a log, and which of them are ours. */
#include "schedtrace.h"

#include <string.h>

#include "schedtrace_scan.h"

enum {
    MARK_BYTES = 256,     /* a SCHED line says gomaxprocs within these */
    HEAD_BYTES = 1 << 16, /* a SCHED line ends within these, whatever stands inside */
    DYING_LINES = 4       /* a fatal error is told so many lines before its block */
};

/* ---- collectors ---- */

/* The length of "2026-03-02T09:15:00.000000123Z stderr F ", which a container's runtime puts before each line, or 0. *partial:
 * the line goes on in the next one. */
static size_t collector_words(const char *line, size_t len, bool *partial)
{
    const char *space = memchr(line, ' ', len < 64 ? len : 64);
    size_t at = space ? (size_t)(space - line) : 0;

    if (at < 19 || line[4] != '-' || line[10] != 'T' || len - at < 10)
        return 0;
    if (memcmp(line + at, " stderr ", 8) != 0 && memcmp(line + at, " stdout ", 8) != 0)
        return 0;
    if ((line[at + 8] != 'F' && line[at + 8] != 'P') || line[at + 9] != ' ')
        return 0;
    *partial = line[at + 8] == 'P';
    return at + 10;
}

/* Where the lines of the file begin in the text, so that an editor finds what is quoted. */
struct lines {
    VEC(size_t) starts;
    size_t line; /* last one asked for, from 1 */
};

/* Copies the log, without what a container's runtime put before each line, and with the lines joined that it split. */
static void copy_text(const char *bytes, size_t len, struct schedtrace *log, struct lines *lines)
{
    log->text = mem_alloc(len + 1);
    for (size_t at = 0; at < len;) {
        const char *feed = memchr(bytes + at, '\n', len - at);
        size_t next = feed ? (size_t)(feed - bytes) + 1 : len;
        bool partial = false;
        size_t words = collector_words(bytes + at, next - at, &partial);
        size_t n = next - at - words;

        *VEC_PUSH(&lines->starts) = log->len;
        memcpy(log->text + log->len, bytes + at + words, n);
        log->len += n;
        if (partial && feed)
            log->len--;
        at = next;
    }
    log->text[log->len] = '\0';
    log->lines = lines->starts.len;
}

/* The line that `at` is in; asked for in order. */
static size_t line_of(struct lines *lines, size_t at)
{
    while (lines->line < lines->starts.len && lines->starts.at[lines->line] <= at)
        lines->line++;
    return lines->line;
}

/* ---- processes ---- */

/* Could this process have printed `s`? */
static bool fits(const struct schedtrace *log, const struct sched_run *run,
                 const struct sched_sample *s)
{
    return s->ms > log->samples.at[run->latest].ms;
}

/* Is `a` rather than `b` the process that printed `s`? The one with as many Ps, whose next line is due, with the number of
 * threads nearest. */
static bool fits_better(const struct schedtrace *log, const struct sched_run *a,
                        const struct sched_run *b, const struct sched_sample *s)
{
    const struct sched_sample *x = &log->samples.at[a->latest], *y = &log->samples.at[b->latest];
    bool px = x->gomaxprocs == s->gomaxprocs, py = y->gomaxprocs == s->gomaxprocs;
    bool dx = !a->interval || s->ms - x->ms < 2 * a->interval;
    bool dy = !b->interval || s->ms - y->ms < 2 * b->interval;
    int64_t tx = s->threads - x->threads, ty = s->threads - y->threads;

    if (px != py)
        return px;
    if (dx != dy)
        return dx;
    tx = tx < 0 ? -tx : tx;
    ty = ty < 0 ? -ty : ty;
    return tx != ty ? tx < ty : a->latest > b->latest;
}

/* A log of very many processes is one of restarts: only the latest few can be going on. */
enum { RUNS_OPEN = 8 };

static void give_to_run(struct schedtrace *log, size_t index)
{
    struct sched_sample *s = &log->samples.at[index];
    struct sched_run *best = NULL;
    size_t oldest = log->runs.len > RUNS_OPEN ? log->runs.len - RUNS_OPEN : 0;

    for (size_t i = oldest; i < log->runs.len && s->ms > 0; i++) {
        struct sched_run *run = &log->runs.at[i];

        if (fits(log, run, s) && (!best || fits_better(log, run, best, s)))
            best = run;
    }
    if (best) {
        int64_t gap = s->ms - log->samples.at[best->latest].ms;

        if (!best->interval || gap < best->interval)
            best->interval = gap;
    } else {
        best = VEC_PUSH(&log->runs);
        *best = (struct sched_run){.first = s->line};
    }
    best->latest = index;
    best->last = s->line;
    if (s->ms > 0 && !s->dying)
        best->samples++;
    s->run = (int)(best - log->runs.at);
}

/* ---- reading ---- */

/* Do the pieces of a SCHED line follow the word at `at`? With other output between the first of them, but not much. */
static bool is_head(const struct schedtrace *log, size_t at)
{
    size_t end = log->len - at > MARK_BYTES ? at + MARK_BYTES : log->len;

    return scan_find(log->text, at, end, "ms: gomaxprocs=") < end;
}

/* Where the next SCHED line begins after `from`: there this one is over. */
static size_t next_head(const struct schedtrace *log, size_t from, size_t end)
{
    size_t at = from;

    while ((at = scan_find(log->text, at, end, "SCHED ")) < end && !is_head(log, at))
        at += 6;
    return at;
}

/* Something that begins with "SCHED ": a line of ours, if its pieces follow. */
static void read_head(struct schedtrace *log, size_t at, size_t line, bool dying)
{
    size_t far = log->len - at > HEAD_BYTES ? at + HEAD_BYTES : log->len;
    struct scan s = {log->text, at, far};
    struct sched_sample sample = {.line = line, .at = at, .dying = dying};

    if (!is_head(log, at))
        return; /* somebody's own word, or cut before it can be known */
    s.end = next_head(log, at + 6, far);
    log->heads++;
    if (schedtrace_head(&s, log, &sample)) {
        sample.len = s.at - at + (s.at < log->len && log->text[s.at] == ']');
        *VEC_PUSH(&log->samples) = sample;
        give_to_run(log, log->samples.len - 1);
    } else {
        log->damaged++;
        log->cut = s.end == log->len;
    }
}

static bool tells_death(const char *line, size_t len)
{
    return scan_find(line, 0, len, "fatal error: ") < len ||
           scan_find(line, 0, len, "panic: ") < len;
}

/* "  P0: status=0 ... runqsize=3 ...": the queues of a block stand in the lines of its Ps, in order. */
static void read_p_line(struct schedtrace *log, struct scan s, struct sched_sample *sample)
{
    int64_t p, n;

    s.at += 3;
    if (!scan_number(&s, &p) || p != sample->nlocal || p >= sample->gomaxprocs)
        return;
    s.at = scan_find(log->text, s.at, s.end, " runqsize=");
    if (!scan_word(&s, " runqsize=") || !scan_number(&s, &n))
        return;
    if (p == 0)
        sample->local = log->queues.len;
    *VEC_PUSH(&log->queues) = n;
    sample->nlocal++;
}

/* What else may stand in a line: a P or an M of the block above, a collection, an end. */
static void read_line(struct schedtrace *log, size_t at, size_t end, size_t line)
{
    size_t p = scan_find(log->text, at, end, "  P"), m = scan_find(log->text, at, end, "  M");
    size_t gc = scan_find(log->text, at, end, "gc ");
    struct sched_sample *sample = log->samples.len ? &log->samples.at[log->samples.len - 1] : NULL;
    struct gc_sample collection = {.line = line, .at = gc, .len = end - gc};

    if (sample && sample->detail && p < end)
        read_p_line(log, (struct scan){log->text, p, end}, sample);
    if (sample && sample->detail && m < end)
        schedtrace_m_line((struct scan){log->text, m, end}, &sample->states);
    if (gc < end && schedtrace_gc_line((struct scan){log->text, gc, end}, &collection))
        *VEC_PUSH(&log->gcs) = collection;
}

/* Reads all that begins in one line; returns where a fatal error was told last. */
static size_t read_all_of_line(struct schedtrace *log, size_t at, size_t end, size_t line,
                               size_t fatal)
{
    size_t head = at;

    if (tells_death(log->text + at, end - at))
        fatal = line;
    while ((head = scan_find(log->text, head, end, "SCHED ")) < end) {
        read_head(log, head, line, fatal && line - fatal <= DYING_LINES);
        head += 6;
    }
    read_line(log, at, end, line);
    return fatal;
}

void schedtrace_read(const char *bytes, size_t len, struct schedtrace *log)
{
    struct lines lines = {0};
    size_t fatal = 0;

    *log = (struct schedtrace){0};
    copy_text(bytes, len, log, &lines);
    for (size_t at = 0; at < log->len;) {
        const char *feed = memchr(log->text + at, '\n', log->len - at);
        size_t end = feed ? (size_t)(feed - log->text) : log->len;

        fatal = read_all_of_line(log, at, end, line_of(&lines, at), fatal);
        at = end + 1;
    }
    free(lines.starts.at);
}

void schedtrace_free(struct schedtrace *log)
{
    free(log->text);
    free(log->samples.at);
    free(log->queues.at);
    free(log->gcs.at);
    free(log->runs.at);
    *log = (struct schedtrace){0};
}
