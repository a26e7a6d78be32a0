/* file.h: a whole file in; bytes out, so that a reader of the final name never sees half of them.
 *
 * A writer writes to a temporary file beside the final one and renames it in
 * writer_close. "-" is standard output (or input), which is written as it
 * comes, as are pipes, devices and "/dev/stderr". Anything that the system refuses is kept in the writer and told by
 * writer_close, once: callers need not look after every write. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "diag.h"

/* Reads all of `path` ("-": standard input) into *bytes (to free(); a NUL follows the last byte, not counted).
 * Refuses what is longer than `most`. False: a diag says why. */
bool file_read(const char *path, size_t most, char **bytes, size_t *len, struct diags *ds);

struct writer;

/* Begins to write `path`. NULL, and a diag, if that is impossible (no such folder, not writable). */
struct writer *writer_open(const char *path, struct diags *ds);

/* A writer into memory, whose bytes writer_bytes gives back. */
struct writer *writer_to_memory(void);

void writer_put(struct writer *w, const void *bytes, size_t len);
int64_t writer_count(const struct writer *w); /* bytes put so far */
bool writer_failed(const struct writer *w);
int writer_error(
    const struct writer *w); /* the errno of the failure (EPIPE: the reader went away), or 0 */

/* The bytes of a memory writer, good until the next put. */
const void *writer_bytes(const struct writer *w, size_t *len);

/* From here on nothing but writer_flush and writer_close pushes: for a terminal that others write to in between. */
void writer_hold(struct writer *w);

/* Pushes what is buffered to the system (standard output only; a file waits for its end). */
void writer_flush(struct writer *w);

/* Ends the file, renames it into place and frees the writer. False, and a diag, if any write failed; then nothing stands
 * under the final name that did not stand there before. That the reader of standard output has gone away is no failure. */
bool writer_close(struct writer *w, struct diags *ds);

/* Gives up: removes the temporary file and frees the writer. */
void writer_abandon(struct writer *w);

/* Removes the temporary files of all writers still open; async-signal-safe, for a handler of SIGTERM and the like. */
void writer_abandon_all(void);

#endif
