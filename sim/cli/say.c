#define _POSIX_C_SOURCE 200809L
#include "say.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void say(const char *format, ...)
{
    va_list args;

    fputs("schedlab: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    putc('\n', stderr);
}

int say_diags(struct diags *ds, const char *source)
{
    diags_print(ds, stderr, source);
    diags_free(ds);
    return STATUS_BAD;
}

bool say_colors(FILE *to)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

    return isatty(fileno(to)) && (!no || !*no) && (!term || strcmp(term, "dumb") != 0);
}
