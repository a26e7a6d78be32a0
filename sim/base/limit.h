/* limit.h: the largest inputs that are accepted, and the ranges of their numbers.
 *
 * A loader refuses what exceeds them with a message, so that nobody behind it has to think of memory or overflow. They
 * are far above what a scenario for people needs, and low enough for the smallest laptop of a workshop.
 * (Not limits.h: that would hide the <limits.h> of C.) */
#ifndef BASE_LIMIT_H
#define BASE_LIMIT_H

enum {
    LIMIT_SCENARIO_BYTES = 16 << 20, /* a scenario file */
    LIMIT_JSON_DEPTH =
        128, /* lists and objects within each other; a block of operations costs two */
    LIMIT_JSON_NUMBER = 60, /* characters of a number */
    LIMIT_NAME_BYTES = 100, /* of an object, a function, a variable, a parameter */
    LIMIT_OPS = 1 << 20,
    LIMIT_VARS = 10000,  /* variables, and loops, of one function */
    LIMIT_CALLS = 1000,  /* functions that call each other in a row */
    LIMIT_ERRORS = 100,  /* told of one file */
    LIMIT_CORES = 1024,  /* of the machine, and GOMAXPROCS */
    LIMIT_FDS_LEAST = 3, /* the standard streams */
    LIMIT_FDS = 1 << 20,
    LIMIT_GOROUTINES = 100000000, /* of one go statement */
    LIMIT_CAPACITY = 1 << 30,     /* of a channel or semaphore */
    LIMIT_CYCLE = 10000,          /* values of a {"cycle": […]} */
    LIMIT_EXIT = 255              /* exit status of a process */
};

#define LIMIT_EXACT ((int64_t)1 << 53) /* integers up to it survive a JSON number */
#define LIMIT_BYTES ((int64_t)1 << 50) /* a size: 1 PiB */

#endif
