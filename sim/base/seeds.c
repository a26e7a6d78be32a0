#include "seeds.h"

#include <string.h>

static bool take_number(const char **at, uint64_t *out)
{
    const char *from = *at;

    for (*out = 0; **at >= '0' && **at <= '9'; (*at)++) {
        uint64_t digit = (uint64_t)(**at - '0');

        if (*out > (UINT64_MAX - digit) / 10)
            return false;
        *out = *out * 10 + digit;
    }
    return *at > from;
}

bool seeds_parse(const char *text, struct seeds *out)
{
    if (!take_number(&text, &out->first))
        return false;
    out->last = out->first;
    if (strncmp(text, "..", 2) == 0) {
        text += 2;
        if (!take_number(&text, &out->last))
            return false;
    }
    return !*text && out->last >= out->first;
}
