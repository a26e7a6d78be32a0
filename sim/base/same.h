/* same.h: do two names lead to one file? */
#ifndef BASE_SAME_H
#define BASE_SAME_H

#include <stdbool.h>

/* Would two outputs end under one name? Neither needs to exist ("x", "./x"). Devices and pipes may be written to twice, so
 * they are never the same; "-" is the same as "-" only. */
bool same_file(const char *a, const char *b);

/* Are standard output and standard error one file, terminal or pipe? */
bool same_streams(void);

#endif
