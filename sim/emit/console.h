/* console.h: standard output and standard error of the simulated program.
 *
 *     struct console *c = console_new(&ctx, out, err, CONSOLE_KEEP);
 *     sink = console_sink(c);              events go in, lines come out
 *     lines = console_lines(c, CONSOLE_ERR, &n);
 *     console_free(c);
 *
 * What the program prints, what the runtime prints for it (SCHED lines, panics, fatal errors, the goroutine list of a
 * crash), each where the shell's `redirect` sends it: to the terminal's streams, to a file of the simulated disk, or
 * nowhere. Line for line and byte for byte as the model's Go writes it. */
#ifndef EMIT_CONSOLE_H
#define EMIT_CONSOLE_H

#include <stdbool.h>

#include "emit.h"

enum console_stream { CONSOLE_OUT, CONSOLE_ERR, CONSOLE_STREAMS };

enum console_keep {
    CONSOLE_FORGET, /* lines are written and forgotten: memory does not grow with the run */
    CONSOLE_KEEP    /* the terminal's lines are kept for console_lines, for the summary */
};

/* A file that a redirected stream left on the simulated disk. */
struct console_file {
    const char *name;
    const char *bytes; /* what reached it: the disk may have been full */
    size_t len;
    bool append; /* ">>" */
};

struct console;

/* Listens for both streams. A writer may be NULL (that stream of the terminal is discarded); both may be the same one. They
 * stay the caller's, and are written to in the order of the events. Borrows the context. */
struct console *console_new(const struct emit_context *ctx, struct writer *out, struct writer *err,
                            enum console_keep keep);
struct event_sink console_sink(struct console *c);

/* The lines, without their newlines, that reached the terminal on that stream (after `redirect`); needs CONSOLE_KEEP. The
 * array and the texts are good until the next event or console_free. */
const char *const *console_lines(struct console *c, enum console_stream which, size_t *n);

/* The redirected files, standard output's first; two streams into one name are one file. Good until the next event. */
const struct console_file *console_files(struct console *c, size_t *n);

void console_free(struct console *c);

#endif
