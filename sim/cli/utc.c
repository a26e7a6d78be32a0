#define _POSIX_C_SOURCE 200809L
#include "utc.h"

#include <string.h>
#include <time.h>

const char *utc_now(struct arena *arena)
{
    char text[32] = "";
    time_t now = time(NULL);
    struct tm utc;

    if (gmtime_r(&now, &utc))
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return arena_text(arena, text, strlen(text));
}
