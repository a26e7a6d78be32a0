#define _POSIX_C_SOURCE 200809L
#include "pace.h"

#include <time.h>

#include "interrupt.h"
#include "progress.h"

enum { MILLION = 1000000, SPEED_MOST = 1000000 };

bool pace_parse(const char *text, struct pace *out)
{
    int64_t whole = 0, millionths = 0, unit = MILLION;
    const char *at = text;

    for (; *at >= '0' && *at <= '9' && whole <= SPEED_MOST; at++)
        whole = whole * 10 + (*at - '0');
    if (*at == '.' && at > text)
        for (at++; *at >= '0' && *at <= '9'; at++) {
            unit /= 10;
            millionths += (*at - '0') * unit;
        }
    out->speed = whole * MILLION + millionths;
    return at > text && !*at && whole <= SPEED_MOST && out->speed > 0;
}

void pace_begin(struct pace *p)
{
    p->began = wall_now();
}

/* The wall's time at virtual time `now`: now / speed, in two parts, so that it does not overflow. */
static int64_t wall_at(const struct pace *p, vtime now)
{
    int64_t most = INT64_MAX / MILLION;

    if (now / p->speed > most / 2)
        return INT64_MAX / 2;
    return p->began + now / p->speed * MILLION + now % p->speed * MILLION / p->speed;
}

bool pace_wait(const struct pace *p, vtime now)
{
    int64_t until = wall_at(p, now);

    while (!interrupt_pending()) {
        int64_t left = until - wall_now();
        struct timespec ts;

        if (left <= 0)
            return true;
        if (left > SEC)
            left = SEC;
        ts = (struct timespec){.tv_sec = (time_t)(left / SEC), .tv_nsec = (long)(left % SEC)};
        nanosleep(&ts, NULL);
    }
    return false;
}
