/* The % words of prints and file names. */
#include <string.h>

#include "ops.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool check_format(struct loader *ld, const struct scope *sc, const cJSON *item)
{
    static const char words[] =
        "%i is the loop's counter, %g the goroutine's number, %t the time, %% a percent sign";

    for (const char *at = strchr(item->valuestring, '%'); at; at = strchr(at + 2, '%')) {
        if (at[1] == 'i' && !sc->counts)
            return fail_at(ld, item,
                           "%g is the number of the goroutine; the loop of a caller does not count",
                           "%%i is the counter of a loop, and no loop is around this operation");
        if (at[1] && strchr("igt%", at[1]))
            continue;
        if (!is_letter(at[1]))
            return fail_at(ld, item, words, "a lone %%; a percent sign is written %%%%");
        return fail_at(ld, item, words, "unknown format %%%c", at[1]);
    }
    return true;
}
