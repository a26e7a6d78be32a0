/* schedwords.h: a line of schedtrace or scheddetail as words, each with the field it shows. */
#ifndef VIZ_SCHEDWORDS_H
#define VIZ_SCHEDWORDS_H

#include <stddef.h>

#include "fields.h"

struct sched_word {
    const char *at; /* in the line */
    size_t n;
    const struct field *field; /* NULL: none */
};

/* Takes the first word off `*line`; n is 0 at its end. `*open` is the field of the list that is open, NULL at first. A word of
 * a list ("[ 2 0 0 ]") belongs to the list's field. */
struct sched_word sched_word_next(const char **line, const char *whole, const struct field **open);

#endif
