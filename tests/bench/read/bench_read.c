/* bench_read.c: ns of processor time for each event of a trace, read alone and summarized. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "file.h"
#include "trace_summary.h"

enum { ROUNDS = 7 };

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void hear(void *self, const struct trace_event *ev)
{
    *(int64_t *)self += ev->time;
}

static double read_once(const char *bytes, size_t len, uint64_t *events)
{
    struct trace_names names = {0};
    struct trace_error err;
    int64_t sum = 0;
    double start = now();

    if (!trace_read(bytes, len, &names, (struct trace_sink){hear, &sum}, &err))
        exit(2);
    *events = err.events;
    trace_names_free(&names);
    return now() - start;
}

static double summarize_once(const char *bytes, size_t len)
{
    struct trace_summary s;
    double start = now();

    trace_summarize(bytes, len, &s);
    trace_summary_free(&s);
    return now() - start;
}

int main(int argc, char **argv)
{
    double best = 1e30, best_summary = 1e30;
    struct diags ds = {0};
    uint64_t events = 1;
    char *bytes;
    size_t len;

    if (argc != 2 || !file_read(argv[1], SIZE_MAX, &bytes, &len, &ds))
        return 2;
    for (int i = 0; i < ROUNDS; i++) {
        double t = read_once(bytes, len, &events);

        best = t < best ? t : best;
        t = summarize_once(bytes, len);
        best_summary = t < best_summary ? t : best_summary;
    }
    printf("%llu %.2f %.2f\n", (unsigned long long)events, best / (double)events,
           best_summary / (double)events);
    free(bytes);
    return 0;
}
