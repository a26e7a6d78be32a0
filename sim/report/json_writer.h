/* json_writer.h: writing a JSON document from front to back, indented, for figures that are not worth a tree.
 *
 *     struct json j = {.out = &sb};
 *     json_open(&j, '{');
 *     json_key(&j, "time");
 *     json_int(&j, 42);
 *     json_close(&j, '}');
 */
#ifndef REPORT_JSON_WRITER_H
#define REPORT_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sb.h"

struct json {
    struct sb *out;
    int depth;
    bool more;  /* something stands before in this object or list */
    bool keyed; /* a key has been written, its value comes */
};

/* Begins and ends an object ('{', '}') or a list ('[', ']'). */
void json_open(struct json *j, char bracket);
void json_close(struct json *j, char bracket);

/* The key of what comes next: a C string, or any bytes (those that are no UTF-8 become U+FFFD, as in Go). */
void json_key(struct json *j, const char *key);
void json_key_bytes(struct json *j, const char *key, size_t len);

void json_int(struct json *j, int64_t n);
void json_uint(struct json *j, uint64_t n);
void json_text(struct json *j, const char *bytes, size_t len);
void json_bool(struct json *j, bool b);

/* A number as text: "-12.5". */
void json_number(struct json *j, const char *text);

/* part / whole with six digits, rounded half up; whole > 0, part >= 0. */
void json_ratio(struct json *j, uint64_t part, uint64_t whole);

/* Both in one. */
void json_put(struct json *j, const char *key, int64_t n);
void json_put_uint(struct json *j, const char *key, uint64_t n);

#endif
