/* seeds.h: a range of seeds, "7" or "1..20". */
#ifndef BASE_SEEDS_H
#define BASE_SEEDS_H

#include <stdbool.h>
#include <stdint.h>

struct seeds {
    uint64_t first, last; /* both belong to it */
};

bool seeds_parse(const char *text, struct seeds *out);

#endif
