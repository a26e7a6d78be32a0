/* rowtext.h: a row of a sweep as a line of CSV (RFC 4180) or of JSON lines, and lines read back.
 *
 *     struct rowtext_form f = {.json = false, .names = names, .n = 5};
 *     rowtext_header(&f, &text);                            row,readers,seed,run.time,plan
 *     rowtext_cell(&f, 0, CELL_NUMBER, "1", 1, &text); …    1,16,7,11418367,6f2c…/24
 *
 * The first column is `row`, the last `plan`: a hash of all that a row depends on, and how many rows there are, so that a file
 * says by itself what it is a part of. A line ends with \n; in CSV a quoted cell may hold line breaks. */
#ifndef SWEEP_ROWTEXT_H
#define SWEEP_ROWTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sb.h"

struct rowtext_form {
    bool json;
    const char *const *names;
    int n;
};

enum cell_kind { CELL_NOTHING, CELL_NUMBER /* or true, false: as it is */, CELL_TEXT };

/* The first line; nothing in JSON lines. */
void rowtext_header(const struct rowtext_form *f, struct sb *out);

/* Adds cell i, with what parts it from the one before, and ends the line behind the last. */
void rowtext_cell(const struct rowtext_form *f, int i, enum cell_kind kind, const char *bytes,
                  size_t len, struct sb *out);

/* What a value of a grid is: 2 a number, true as it is, "10ms" and 10ms a text, all else its JSON as a text. */
void rowtext_value(const struct rowtext_form *f, int i, const char *value, struct sb *out);

/* A line that was read. */
struct rowtext {
    const char *at;
    size_t len; /* with its line break */
    uint64_t row;
    const char *plan; /* 16 hex digits, a slash, the rows of the whole sweep */
    size_t plan_len;
};

/* Takes the next line off `*at`. False at the end, or at what is no whole row (then *at < end). */
bool rowtext_next(bool json, const char **at, const char *end, struct rowtext *out);

/* The length of the first line of a CSV file, with its line break; 0 if it has none. */
size_t rowtext_line(const char *at, const char *end);

#endif
