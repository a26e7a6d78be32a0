/* loader.h: what the files of this room share: a load in progress, and how it fails. The exercises' own files are read with
 * it too, as far as the values and the errors go.
 *
 * Readers return false when they have told an error, and their caller goes on with the next value: so all errors of a
 * file are told at once. What a failed reader leaves behind is never run. */
#ifndef LOAD_LOADER_H
#define LOAD_LOADER_H

#include <cjson/cJSON.h>

#include "event.h"
#include "json_text.h"
#include "load.h"
#include "name_table.h"

/* What a variable can hold. */
enum var_type { VAR_MEMORY, VAR_FILE, VAR_TASK, VAR_REGION, VAR_READING };

/* Which field of an operation a use fills. */
enum var_field { FIELD_AS, FIELD_SINCE };

/* Where a variable is assigned or read: gathered while operations are read, resolved behind the last (var.c). */
struct variable_use {
    const cJSON *item;
    const char *name; /* without "[]" */
    int32_t op, func;
    enum var_field field;
    unsigned types; /* bit 1 << enum var_type: what it assigns, or what it may be */
    bool assigns, slice;
};

/* A call that may happen. */
struct call_site {
    int32_t from, to; /* functions */
    const cJSON *item;
};

struct loader {
    const char *path, *text; /* what is read */
    const char *form;        /* what such a file is, for messages; NULL: a scenario */
    const struct load_options *opt;
    struct arena *arena; /* the program's */
    struct diags *ds;
    struct json_map map; /* where the values of the file stand */
    cJSON *root;
    size_t errors; /* told so far */
    struct program *p;
    struct name_table params, objects, funcs; /* number of each by name; funcs: without closures */
    bool objects_bad;                         /* the kinds of objects are not known */
    bool too_many_ops;                        /* that is told */
    VEC(bool) param_read;                     /* by parameter: its value was good */
    VEC(struct op) ops;
    VEC(struct func) func_list;
    VEC(struct variable_use) uses;
    VEC(struct call_site) calls;
    int32_t dead; /* blocks around that can never run: the branch of an "if" that is not taken */
};

/* --- fail.c --- */

/* Tells an error at `item`. `hint` may be NULL. Always false, so that a reader can return it. */
bool fail_at(struct loader *ld, const cJSON *item, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same, at the name of `item` in its object. */
bool fail_key(struct loader *ld, const cJSON *item, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Tells an error of an option or the environment: `source` stands where the file's name stands otherwise. */
bool fail_outside(struct loader *ld, const char *source, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A hint for a word that is none of `words` (NULL ends them): what was probably meant, or else all there are after
 * `label` if they are few. NULL when there is nothing to say. */
const char *hint_word(struct loader *ld, const char *word, const char *const *words,
                      const char *label);

/* printf into the loader's memory. */
const char *loader_text(struct loader *ld, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A hint that names all of `words`, if they are few, after `label`. NULL when there are none, or too many. */
const char *hint_list(struct loader *ld, const char *const *words, const char *label);

/* "main", or "a closure of main", in quotes. */
const char *function_words(struct loader *ld, int32_t func);

/* What `item` is, in words: "a number", "the text \"x\"", "a list". */
const char *item_words(struct loader *ld, const cJSON *item);

/* The line of `item` in the file, 0 if it came by --set. */
int32_t item_line(struct loader *ld, const cJSON *item);

/* Values that came by --set have the number below; others their number in the file (json_text.h). */
enum { ITEM_SET = -1 };

/* --- tree.c --- */

/* Parses the text. False: told. */
bool tree_parse(struct loader *ld, size_t len);

/* --- set.c --- */

/* Changes the tree as --set asks. */
void tree_set(struct loader *ld);

/* --- value.c --- */

/* A value of the kinds that a parameter can have. */
struct value {
    enum param_kind kind;
    int64_t n;
};

bool read_text(struct loader *ld, const cJSON *item, const char **text);
bool read_int(struct loader *ld, const cJSON *item, int64_t least, int64_t most, int64_t *n);
bool read_size(struct loader *ld, const cJSON *item, int64_t *bytes);
bool read_bool(struct loader *ld, const cJSON *item, bool *is);

/* A number above 0 and up to 1, in billionths. */
bool read_fraction(struct loader *ld, const cJSON *item, int64_t *billionths);

/* A duration that does not vary. */
bool read_time(struct loader *ld, const cJSON *item, bool negative, vtime *t);

/* A duration or a distribution. */
bool read_draw(struct loader *ld, const cJSON *item, bool negative, struct draw *d);

/* One of `words`: its number, or -1 and an error: what kind of word it is, is said by `what`. */
int read_choice(struct loader *ld, const cJSON *item, const char *const *words, const char *what);

/* A name for something: letters, digits, _ and -. */
bool check_name(struct loader *ld, const cJSON *item, const char *name, bool is_key,
                const char *what);

/* A decimal number from 0 to 2^64-1, all of `text`. */
bool parse_u64(const char *text, uint64_t *n);

/* "50GB", "1.5MiB", "4096". */
bool parse_size(const char *text, int64_t *bytes);

/* --- param.c --- */

void read_params(struct loader *ld, const cJSON *item);

/* Finds what "$name" stands for. False: told. */
bool find_param(struct loader *ld, const cJSON *item, const char *name, struct value *v);

/* The names that $ stands before in an assertion are parameters. */
bool check_params_in(struct loader *ld, const cJSON *item, const char *text);

/* --- env.c, redirect.c, object.c --- */

void read_env(struct loader *ld, const cJSON *item);
void read_redirect(struct loader *ld, const cJSON *item);
void read_objects(struct loader *ld, const cJSON *item);

/* --- ops.c, operand.c --- */

/* A function or closure while its operations are read. */
struct scope {
    int32_t func;
    int32_t loop; /* slot of the innermost loop here, or NOBODY */
    bool
        counts; /* %i means something: there is a loop, here or around the closure's go statement */
};

void read_funcs(struct loader *ld, const cJSON *item);

/* Reads a list of operations; returns the first, or NOBODY. */
int32_t read_block(struct loader *ld, const struct scope *sc, int32_t parent, const cJSON *list);

/* Makes a closure of the list, which stands at `site`; returns its function. */
int32_t read_closure(struct loader *ld, const struct scope *sc, int32_t site, const cJSON *list);

/* --- var.c --- */

/* Notes that operation `op` assigns or reads the variable that `item` names. */
bool note_variable(struct loader *ld, const cJSON *item, int32_t op, enum var_field field,
                   unsigned types, bool assigns);

/* When all operations are read: gives each variable its function and slot, and tells those that are never assigned. */
void resolve_variables(struct loader *ld);

/* --- calls.c --- */

/* Refuses functions that call themselves without end. */
void check_recursion(struct loader *ld);

/* --- scenario.c --- */

void read_scenario(struct loader *ld);

#endif
