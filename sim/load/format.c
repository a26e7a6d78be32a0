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
        "%i is the loop's counter, %g the goroutine's number, %v that of the last value "
        "received, %t the time, %% a percent sign";

    for (const char *at = strchr(item->valuestring, '%'); at; at = strchr(at + 2, '%')) {
        if (at[1] == 'i' && !sc->counts)
            return fail_at(ld, item,
                           "%g is the number of the goroutine; the loop of a caller does not count",
                           "%%i is the counter of a loop, and no loop is around this operation");
        ld->p->values |= at[1] == 'v';
        if (at[1] && strchr("igvt%", at[1]))
            continue;
        if (!is_letter(at[1]))
            return fail_at(ld, item, words, "a lone %%; a percent sign is written %%%%");
        return fail_at(ld, item, words, "unknown format %%%c", at[1]);
    }
    return true;
}
