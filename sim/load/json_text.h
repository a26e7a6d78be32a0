/* json_text.h: is a text JSON, to the letter, and where does each value stand in it?
 *
 *     struct json_map map;
 *     struct json_error bad;
 *     if (!json_text_read(text, len, &map, &bad))
 *         ...                          what is wrong, and at which byte
 *     map.at[3].value                  the byte at which value 3 begins
 *
 * cJSON takes more than JSON (leading zeros, raw control characters, anything behind the value's end, a name twice) and
 * keeps no positions; so its text comes through here first. Values are counted from 0 in the order in which they begin:
 * in a tree, a list before its elements and each element with all that it holds before the next. */
#ifndef LOAD_JSON_TEXT_H
#define LOAD_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vec.h"

struct json_place {
    uint32_t value,
        value_width;         /* bytes; of a list or an object the width is that of its bracket */
    uint32_t key, key_width; /* of its name in an object, quotes included; width 0: it has none */
};

struct json_map {
    VEC(struct json_place) places;
    VEC(uint32_t) lines; /* the byte at which each line begins */
};

struct json_error {
    size_t at, width;
    const char *message, *hint; /* hint may be NULL */
};

/* Reads all of `text`. True: *map has the place of every value. False: *bad tells the first error, and *map knows the
 * lines at least. Either way the map goes to json_map_free. */
bool json_text_read(const char *text, size_t len, struct json_map *map, struct json_error *bad);

void json_map_free(struct json_map *map);

/* Line and column, both from 1, of byte `at`. Columns are bytes. */
void json_map_place(const struct json_map *map, size_t at, int *line, int *column);

#endif
