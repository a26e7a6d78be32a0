/* The % words of prints and file names. */
#include "ops.h"

#include <string.h>

bool check_format(struct loader *ld, const struct scope *sc, const cJSON *item)
{
    for (const char *at = strchr(item->valuestring, '%'); at; at = strchr(at + 2, '%')) {
        if (at[1] == 'i' && !sc->counts)
            return fail_at(ld, item, "%g is the number of the goroutine; a called function has no loop of its caller's",
                           "%%i is the counter of a loop, and no loop is around this operation");
        if (!at[1] || !strchr("igt%", at[1]))
            return fail_at(ld, item, "%i is the loop's counter, %g the goroutine's number, %t the time, %% a percent sign",
                           "unknown format %%%.1s", at + 1);
    }
    return true;
}
