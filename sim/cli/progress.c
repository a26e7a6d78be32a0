#define _POSIX_C_SOURCE 200809L
#include "progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int64_t wall_now(void)
{
    struct timespec ts;

    if (clock_gettime(CLOCK_MONOTONIC, &ts) != 0)
        return 0;
    return (int64_t)ts.tv_sec * SEC + ts.tv_nsec;
}

struct progress progress_begin(void)
{
    const char *term = getenv("TERM");

    return (struct progress){
        .on = isatty(STDERR_FILENO) && (!term || strcmp(term, "dumb") != 0),
        .began = wall_now(),
    };
}

bool progress_due(const struct progress *p)
{
    int64_t now;

    if (!p->on)
        return false;
    now = wall_now();
    return now - p->began >= SEC && now - p->drawn >= 100 * MSEC;
}

void progress_show(struct progress *p, const char *what, vtime done, vtime all)
{
    char so_far[VTIME_TEXT], whole[VTIME_TEXT];

    vtime_format(so_far, done >= SEC ? done / MSEC * MSEC : done);
    vtime_format(whole, all);
    progress_say(p, "%s: %s of at most %s simulated (%d%%), Ctrl-C ends it", what, so_far, whole,
                 all > 0 ? (int)(done / (all / 100 + 1)) : 0);
}

void progress_say(struct progress *p, const char *format, ...)
{
    va_list args;

    fputs("\r\033[K", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fflush(stderr);
    p->shown = true;
    p->drawn = wall_now();
}

void progress_hide(struct progress *p)
{
    if (!p->shown)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    p->shown = false;
}
