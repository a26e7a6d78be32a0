/* journal.h: the rows of a sweep that are done, in the order in which they were, in a file beside the final one.
 *
 *     j = journal_open("out.csv.part", plan, nrows, &ds);      goes on where an earlier start was
 *     if (!journal_has(j, k))
 *         journal_add(j, k, false, bytes, len);
 *     journal_get(j, k, &text);
 *     journal_close(j, true);                                  the final file is there: the journal is not needed any more
 *
 * Its first line says of which plan it is; then comes "K FOUND LENGTH bytes\n" for each row. A row that was cut off by a crash
 * or a full disk is dropped when it is opened again, with all behind it. It is forced to the disk every second, and locked against a second
 * sweep into the same file. It costs 16 bytes of memory a row. */
#ifndef SWEEP_JOURNAL_H
#define SWEEP_JOURNAL_H

#include "diag.h"
#include "sb.h"

struct journal;

/* `path` NULL: a file without a name, which is gone at the end. NULL, and a diag: it cannot be written, is of another plan, or another
 * sweep writes it. */
struct journal *journal_open(const char *path, const char *plan, uint64_t rows, struct diags *ds);

bool journal_has(const struct journal *j, uint64_t k);
bool journal_found(const struct journal *j, uint64_t k); /* as it was given to journal_add */
uint64_t journal_count(const struct journal *j);

/* False: the system refused, and nothing of the row is kept; journal_error says why. */
bool journal_add(struct journal *j, uint64_t k, bool found, const char *bytes, size_t len);
int journal_error(const struct journal *j); /* an errno */

/* Adds the bytes of a row that it has. False: it cannot be read. */
bool journal_get(struct journal *j, uint64_t k, struct sb *out);

/* Forces what was added to the disk. */
void journal_sync(struct journal *j);
void journal_close(struct journal *j, bool remove);

#endif
