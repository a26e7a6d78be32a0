/* lines.h: lines of the Go text, counted as they end. */
#ifndef GOSRC_LINES_H
#define GOSRC_LINES_H

#include "body.h"

/* Begins a line with its tabs; ends one, with `end` before the newline. */
void line_open(struct body *b);
void line_close(struct body *b, const char *end);

/* A whole line, printf-like. */
void line_put(struct body *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A comment on a line of its own: `what`, then `text`; nothing if `text` is NULL or empty. */
void line_comment(struct body *b, const char *what, const char *text);

/* Begins the line in which an operation stands. */
void line_open_op(struct body *b, int32_t place);

#endif
