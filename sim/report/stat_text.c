/* stat_text.c: the figures of a trace as a page, the most general first. */
#include <string.h>

#include "stat.h"
#include "utf8.h"
#include "vtime.h"

enum { ROWS = 20, SITES = 8, FRAMES = 3, NAME = 60 };

/* ---- cells ---- */

/* A time rounded to three digits: 2.25ms. */
static const char *brief(int64_t t, char buf[VTIME_TEXT])
{
    int64_t unit = 1;

    while (t / unit >= 1000)
        unit *= 10;
    if (unit > 1 && t < INT64_MAX - unit)
        t = (t + unit / 2) / unit * unit;
    vtime_format(buf, t);
    return buf;
}

/* Nine columns: the sign of a microsecond takes two bytes. */
static void time_cell(struct sb *out, int64_t t)
{
    char buf[VTIME_TEXT];
    int extra = strstr(brief(t, buf), "µ") ? 1 : 0;

    sb_printf(out, "%*s", 9 + extra, buf);
}

/* A text of the trace, cut, without anything that a terminal would obey. */
static void name_cell(struct sb *out, struct trace_text name, const char *if_empty)
{
    size_t len = 0;
    uint32_t c;

    for (int n = 0; n < NAME && len < name.len; n++)
        len += utf8_next(name.at + len, name.len - len, &c);
    if (len == 0)
        sb_puts(out, if_empty);
    sb_plain(out, name.at, len);
    if (len < name.len)
        sb_puts(out, "...");
}

static const char *plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

static unsigned long long number(uint64_t n)
{
    return (unsigned long long)n;
}

static unsigned percent(int64_t part, int64_t whole)
{
    if (part <= 0 || whole <= 0)
        return 0;
    while (part > INT64_MAX / 200) {
        part /= 2;
        whole /= 2;
    }
    return whole ? (unsigned)((part * 100 + whole / 2) / whole) : 0;
}

/* ---- parts of the page ---- */

void stat_refusal(const struct trace_error *err, struct sb *message, struct sb *place)
{
    sb_printf(message, "refused after %llu event%s: %s", number(err->events), plural(err->events),
              err->text);
    sb_printf(place, "at byte %llu", number(err->offset));
    if (err->event)
        sb_printf(place, ", %s", err->event);
    if (err->thread != TRACE_NONE)
        sb_printf(place, " of thread %lld", (long long)err->thread);
    if (err->generation)
        sb_printf(place, ", generation %llu", number(err->generation));
}

static void put_verdict(const struct trace_summary *s, const char *file, struct sb *out)
{
    uint64_t generations =
        s->valid ? s->generations : s->kinds[TRACE_SYNC]; /* the last one may be a part */
    struct sb message = {0};
    struct sb place = {0};
    char buf[VTIME_TEXT];

    sb_printf(out, "%s: %s trace, %llu bytes, %llu generation%s, %llu event%s in %s\n", file,
              s->go[0] ? s->go : "no Go", number(s->bytes), number(generations),
              plural(generations), number(s->events), plural(s->events), brief(s->duration, buf));
    if (s->valid && s->error.dropped)
        sb_puts(out, "\nThe file ends inside a table. Go's own tools accept it and silently drop "
                     "what was after it; so do these figures.\n");
    if (s->valid)
        return;
    stat_refusal(&s->error, &message, &place);
    sb_printf(out, "\nNOT VALID: %s\n  %s. The figures are those of what came before.\n",
              sb_text(&message), sb_text(&place));
    sb_free(&message);
    sb_free(&place);
}

static void put_machine(const struct trace_summary *s, struct sb *out)
{
    const struct trace_metric_range *procs = &s->metrics[TRACE_GOMAXPROCS];
    size_t rows = s->nprocs > ROWS ? ROWS : s->nprocs;

    sb_puts(out, "\nPROCESSORS AND THREADS\n");
    if (procs->count && procs->min != procs->max)
        sb_printf(out, "  GOMAXPROCS %llu, between %llu and %llu\n", number(procs->last),
                  number(procs->min), number(procs->max));
    else if (procs->count)
        sb_printf(out, "  GOMAXPROCS %llu\n", number(procs->last));
    for (size_t i = 0; i < rows; i++) {
        sb_printf(out, "  P%-4lld running", (long long)s->procs[i].id);
        time_cell(out, s->procs[i].running);
        sb_printf(out, " %3u%%   idle", percent(s->procs[i].running, s->duration));
        time_cell(out, s->procs[i].idle);
        sb_printf(out, " %3u%%\n", percent(s->procs[i].idle, s->duration));
    }
    if (rows < s->nprocs)
        sb_printf(out, "  ... and %zu more\n", s->nprocs - rows);
    sb_printf(out,
              "  %llu thread%s did something while the trace was on. Those that slept throughout "
              "are not seen.\n",
              number(s->threads), plural(s->threads));
}

static int by_time(const void *x, const void *y)
{
    const struct trace_function *const *f = x;
    const struct trace_function *const *g = y;

    if ((*f)->times.running != (*g)->times.running)
        return (*f)->times.running > (*g)->times.running ? -1 : 1;
    return *f < *g ? -1 : *f > *g; /* both point into one list, which is in the order of names */
}

static void put_times(const struct trace_times *t, struct sb *out)
{
    sb_puts(out, "  ");
    time_cell(out, t->running);
    time_cell(out, t->runnable);
    time_cell(out, t->waiting);
    time_cell(out, t->syscall);
}

static void put_functions(const struct trace_summary *s, struct sb *out)
{
    const struct trace_function **list = mem_alloc((s->nfunctions + 1) * sizeof *list);
    struct trace_function runtime = {.system = true};
    size_t n = 0;

    for (size_t i = 0; i < s->nfunctions; i++) {
        const struct trace_function *f = &s->functions[i];

        if (!f->system) {
            list[n++] = f;
            continue;
        }
        runtime.goroutines += f->goroutines;
        runtime.times.running += f->times.running;
        runtime.times.runnable += f->times.runnable;
        runtime.times.waiting += f->times.waiting;
        runtime.times.syscall += f->times.syscall;
    }
    if (n > 1)
        qsort(list, n, sizeof *list, by_time);
    sb_puts(out, "    running runnable  waiting  syscall  count  started in\n");
    for (size_t i = 0; i < n && i < ROWS; i++) {
        put_times(&list[i]->times, out);
        sb_printf(out, "%7llu  ", number(list[i]->goroutines));
        name_cell(out, list[i]->name, "(not told)");
        sb_putc(out, '\n');
    }
    if (n > ROWS)
        sb_printf(out, "  ... and %zu more functions\n", n - ROWS);
    if (runtime.goroutines) {
        put_times(&runtime.times, out);
        sb_printf(out, "%7llu  (the runtime's own, and those without a name)\n",
                  number(runtime.goroutines));
    }
    free(list);
}

static void put_goroutines(const struct trace_summary *s, struct sb *out)
{
    sb_puts(out, "\nGOROUTINES, by the function they started in\n");
    if (s->ngoroutines == 0) {
        sb_puts(out, "  none\n");
        return;
    }
    sb_printf(out,
              "  %llu at a time at most, %llu started in the trace, %llu alive at its end (without "
              "the runtime's own)\n",
              number(s->most), number(s->created), number(s->at_end));
    put_functions(s, out);
}

static void put_latency_row(const struct trace_latency *l, const char *who, struct sb *out)
{
    sb_printf(out, "  %9llu", number(l->count));
    time_cell(out, l->mean);
    time_cell(out, l->p50);
    time_cell(out, l->p90);
    time_cell(out, l->p99);
    time_cell(out, l->max);
    sb_printf(out, "  %s\n", who);
}

static void put_latency(const struct trace_summary *s, struct sb *out)
{
    sb_puts(out, "\nSCHEDULING LATENCY, from runnable to running\n");
    if (s->latency.count == 0) {
        sb_puts(out, "  no goroutine was seen to become runnable and to run\n");
        return;
    }
    sb_puts(out, "      count     mean      p50      p90      p99      max\n");
    put_latency_row(&s->user_latency, "without the runtime's own", out);
    put_latency_row(&s->latency, "all", out);
}

static bool is_runtime(struct trace_text name)
{
    return name.len > 8 && memcmp(name.at, "runtime.", 8) == 0;
}

/* The first frames of the program's own code. */
static void put_frames(const struct trace_summary *s, uint32_t stack, struct sb *out)
{
    size_t n;
    const struct trace_frame *frames = trace_frames(&s->names, stack, &n);
    size_t i = 0;
    int shown = 0;

    while (i + 1 < n && is_runtime(trace_text(&s->names, frames[i].func)))
        i++;
    for (; i < n && shown < FRAMES; i++, shown++) {
        struct trace_text file = trace_text(&s->names, frames[i].file);

        for (size_t k = file.len; k > 0; k--) {
            if (file.at[k - 1] == '/') {
                file.at += k;
                file.len -= k;
                break;
            }
        }
        sb_puts(out, "                                    ");
        name_cell(out, trace_text(&s->names, frames[i].func), "?");
        sb_puts(out, "  ");
        name_cell(out, file, "?");
        sb_printf(out, ":%llu\n", number(frames[i].line));
    }
}

static void put_waits(const struct trace_summary *s, struct sb *out)
{
    sb_puts(out, "\nWAITS, by reason\n");
    if (s->nwaits == 0) {
        sb_puts(out, "  none\n");
        return;
    }
    sb_puts(out, "      total      max  count  unended\n");
    for (size_t i = 0; i < s->nwaits; i++) {
        sb_puts(out, "  ");
        time_cell(out, s->waits[i].total);
        time_cell(out, s->waits[i].max);
        sb_printf(out, "%7llu%9llu  ", number(s->waits[i].count), number(s->waits[i].open));
        name_cell(out, s->waits[i].name, "(a switch of coroutines)");
        sb_putc(out, '\n');
    }
    sb_puts(out, "\nWHERE they waited longest (ended waits)\n      total      max  count\n");
    for (size_t i = 0; i < s->nsites && i < SITES && s->sites[i].total > 0; i++) {
        sb_puts(out, "  ");
        time_cell(out, s->sites[i].total);
        time_cell(out, s->sites[i].max);
        sb_printf(out, "%7llu  ", number(s->sites[i].count));
        name_cell(out, s->sites[i].reason, "(a switch of coroutines)");
        sb_putc(out, '\n');
        put_frames(s, s->sites[i].stack, out);
    }
}

static void put_gc(const struct trace_summary *s, struct sb *out)
{
    char mark[VTIME_TEXT], assist[VTIME_TEXT], sweep[VTIME_TEXT];
    const struct trace_metric_range *heap = &s->metrics[TRACE_HEAP_OBJECTS];

    sb_puts(out, "\nGARBAGE COLLECTION AND STOPPED WORLDS\n");
    sb_printf(out, "  %llu cycle%s begun: mark %s, assists %s, sweep %s\n", number(s->gc.cycles),
              plural(s->gc.cycles), brief(s->gc.mark, mark), brief(s->gc.assist, assist),
              brief(s->gc.sweep, sweep));
    if (heap->count)
        sb_printf(out, "  heap: %llu to %llu bytes of objects\n", number(heap->min),
                  number(heap->max));
    for (size_t i = 0; i < s->nranges; i++) {
        if (s->ranges[i].name.len < 14 || memcmp(s->ranges[i].name.at, "stop-the-world", 14) != 0)
            continue;
        sb_puts(out, "  ");
        time_cell(out, s->ranges[i].total);
        time_cell(out, s->ranges[i].max);
        sb_printf(out, "%7llu  ", number(s->ranges[i].count));
        name_cell(out, s->ranges[i].name, "");
        sb_putc(out, '\n');
    }
}

static void put_spans(const struct trace_span *spans, size_t n, const char *heading, struct sb *out)
{
    if (n == 0)
        return;
    sb_printf(out, "\n%s\n      total      max  count  unended\n", heading);
    for (size_t i = 0; i < n && i < ROWS; i++) {
        sb_puts(out, "  ");
        time_cell(out, spans[i].total);
        time_cell(out, spans[i].max);
        sb_printf(out, "%7llu%9llu  ", number(spans[i].count), number(spans[i].open));
        name_cell(out, spans[i].name, "\"\"");
        sb_putc(out, '\n');
    }
    if (n > ROWS)
        sb_printf(out, "  ... and %zu more\n", n - ROWS);
}

/* Which regions belong to which tasks; those without a task are easily overlooked. */
static void put_task_regions(const struct trace_summary *s, struct sb *out)
{
    for (size_t i = 0; i < s->ntask_regions; i++) {
        const struct trace_task_regions *t = &s->task_regions[i];

        sb_puts(out, "  in ");
        name_cell(out, t->task, "no task");
        sb_putc(out, ':');
        for (size_t k = 0; k < t->nregions && k < ROWS; k++) {
            sb_puts(out, k ? ", " : " ");
            name_cell(out, t->regions[k].name, "\"\"");
            sb_printf(out, " %llu", number(t->regions[k].count));
        }
        if (t->nregions > ROWS)
            sb_puts(out, ", ...");
        if (t->late)
            sb_printf(out, "; %llu ended after the task", number(t->late));
        sb_putc(out, '\n');
    }
}

static void put_logs(const struct trace_summary *s, struct sb *out)
{
    if (s->nlogs == 0)
        return;
    sb_puts(out, "\nLOG MESSAGES, by category\n");
    for (size_t i = 0; i < s->nlogs && i < ROWS; i++) {
        sb_printf(out, "  %9llu  ", number(s->logs[i].count));
        name_cell(out, s->logs[i].name, "\"\"");
        sb_putc(out, '\n');
    }
    if (s->nlogs > ROWS)
        sb_printf(out, "  ... and %zu more\n", s->nlogs - ROWS);
}

void stat_text(const struct trace_summary *s, const char *file, struct sb *out)
{
    put_verdict(s, file, out);
    if (s->events == 0)
        return;
    put_machine(s, out);
    put_goroutines(s, out);
    put_latency(s, out);
    put_waits(s, out);
    put_gc(s, out);
    put_spans(s->tasks, s->ntasks, "TASKS", out);
    put_spans(s->regions, s->nregions, "REGIONS", out);
    put_task_regions(s, out);
    put_logs(s, out);
}
