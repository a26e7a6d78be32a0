/* diagnose_gc.c: the collector's share of the CPU, from lines of gctrace. */
#include "diagnose_internal.h"

enum {
    CYCLES_LEAST = 5,
    LARGE = 200, /* thousandths of the CPU: a fifth */
    SMALL = 100
};

/* CPU of the collections after the first over the CPU there was between the first and the last: what happened before the log
 * began does not count. The marking that only used idle Ps is left out. In thousandths. */
static int64_t share_of_cpu(const struct gc_sample *first, const struct gc_sample *end)
{
    int64_t cpu = 0, wall = end[-1].at_ms - first->at_ms;

    for (const struct gc_sample *g = first + 1; g < end; g++)
        cpu += g->cpu;
    if (wall <= 0 || end[-1].procs > INT64_MAX / 2 / wall)
        return 1000;
    cpu = cpu / (wall * end[-1].procs);
    return cpu > 1000 ? 1000 : cpu;
}

/* The longest stretch of lines of one process: numbers and times go on. */
static const struct gc_sample *longest_stretch(const struct schedtrace *log, size_t *n)
{
    const struct gc_sample *best = NULL;

    *n = 0;
    for (size_t i = 0; i < log->gcs.len;) {
        size_t end = i + 1;

        while (end < log->gcs.len && log->gcs.at[end].number > log->gcs.at[end - 1].number &&
               log->gcs.at[end].at_ms >= log->gcs.at[end - 1].at_ms)
            end++;
        if (end - i > *n) {
            best = &log->gcs.at[i];
            *n = end - i;
        }
        i = end;
    }
    return best;
}

static void quote(const struct schedtrace *log, const struct gc_sample *g, size_t n,
                  struct diagnosis *d)
{
    const struct gc_sample *some[] = {g, g + n / 2, g + n - 1};

    for (size_t i = 0; i < 3; i++)
        if (i == 0 || some[i] != some[i - 1])
            diagnose_quote(d, FINDING_GC_PRESSURE, log, some[i]->line, some[i]->at, some[i]->len);
}

void diagnose_gc_lines(const struct schedtrace *log, struct diagnosis *d)
{
    enum finding_id id = FINDING_GC_PRESSURE;
    size_t n;
    const struct gc_sample *g = longest_stretch(log, &n);
    int64_t part, percent;

    if (n == 0) {
        diagnose_judge(d, id, UNDECIDED, STRENGTH_NONE,
                       "there is no gctrace line, and a SCHED line cannot show it");
        return;
    }
    percent = g[n - 1].percent;
    if (n < CYCLES_LEAST) {
        diagnose_judge(d, id, UNDECIDED, STRENGTH_NONE,
                       "only %zu collection%s in the log; the last line says %lld %% since the "
                       "start",
                       n, n == 1 ? "" : "s", (long long)percent);
        return;
    }
    part = share_of_cpu(g, g + n);
    if (part >= LARGE && 10 * percent >= SMALL) {
        diagnose_judge(d, id, SUPPORTED, n < 20 ? STRENGTH_FAIR : STRENGTH_STRONG,
                       "%zu collections in %lld ms took %lld.%lld %% of the CPU; the runtime says "
                       "%lld %% since the start",
                       n, (long long)(g[n - 1].at_ms - g->at_ms), (long long)(part / 10),
                       (long long)(part % 10), (long long)percent);
        quote(log, g, n, d);
    } else if (part < SMALL) {
        diagnose_judge(d, id, NOT_SUPPORTED, STRENGTH_STRONG,
                       "%zu collections in %lld ms took %lld.%lld %% of the CPU", n,
                       (long long)(g[n - 1].at_ms - g->at_ms), (long long)(part / 10),
                       (long long)(part % 10));
        quote(log, g, n, d);
    } else {
        diagnose_judge(
            d, id, UNDECIDED, STRENGTH_NONE,
            "%zu collections took %lld.%lld %% of the CPU: noticeable, not a large share", n,
            (long long)(part / 10), (long long)(part % 10));
    }
}
