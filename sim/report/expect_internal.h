/* expect_internal.h: a parsed expectation; the files expect_*.c only. */
#ifndef REPORT_EXPECT_INTERNAL_H
#define REPORT_EXPECT_INTERNAL_H

#include "expect.h"
#include "wide.h"

enum compare {
    CMP_EQ,
    CMP_NE,
    CMP_LT,
    CMP_LE,
    CMP_GT,
    CMP_GE,
    CMP_CONTAINS,
    CMP_EXISTS,
    CMP_MISSING
};

enum step_kind {
    STEP_NAME,   /* .name, or ['name'] */
    STEP_INDEX,  /* [2], [-1] */
    STEP_ALL,    /* [*], of a list or of what is kept by name */
    STEP_ANY,    /* [?] */
    STEP_LENGTH, /* .length of a list */
};

struct step {
    enum step_kind kind;
    const char *name; /* STEP_NAME, STEP_LENGTH */
    bool quoted;      /* ['name']: that name and no other */
    int64_t index;
    int32_t at; /* where in the text it stands */
    int32_t len;
};

struct path {
    struct step *steps;
    int32_t n;
    int32_t at, len; /* where in the text */
};

/* In millionths of millionths a product of two decimals of six digits is exact; values are kept in these. */
#define VALUE_ONE ((wide)1000000000000)

enum value_kind {
    VALUE_NUMBER,
    VALUE_BOOL,
    VALUE_TEXT,
    VALUE_PATH,
    VALUE_ADD,
    VALUE_SUB,
    VALUE_MUL
};

/* In what unit a number is told: as it was asked for. */
enum unit { UNIT_NONE, UNIT_TIME, UNIT_SIZE };

/* What stands on the right, as a tree. */
struct value {
    enum value_kind kind;
    enum unit unit;
    wide number; /* in VALUE_ONE */
    bool yes;
    const char *text;
    struct path path;
    struct value *left, *right;
};

struct expectation {
    const char *source;
    struct path path;
    enum compare op;
    struct value *value;         /* NULL for exists, missing */
    struct expectation *or_else; /* what may hold instead; NULL: nothing */
};

/* ---- reading: expect_parse.c, expect_value.c, expect_known.c ---- */

struct parser {
    const struct expect_text *where;
    const struct program *program;
    struct arena *arena;
    struct diags *ds;
    const char *text;
    const char *at;
    bool
        rest; /* the program has errors, which have been told, such as parameters that are not there */
    bool failed;
};

void expect_skip_blanks(struct parser *p);

/* Tells what is wrong with `len` bytes from `at` on (the first mistake of an expectation only). */
struct diag *expect_wrong(struct parser *p, const char *at, size_t len, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

bool expect_is_name_char(char c);

/* Reads a path, whose first name has been seen to begin at p->at. */
bool expect_parse_path(struct parser *p, struct path *out);

/* Reads the right side. */
struct value *expect_parse_value(struct parser *p);

/* "12.5" to VALUE_ONE. False if it is no number, or has more than twelve digits behind the point or nineteen before it. */
bool expect_decimal(const char *text, size_t len, wide *out);

/* A text in single quotes, at p->at; NULL if it has no end. */
const char *expect_parse_quoted(struct parser *p);

/* Whether a summary can have the path; if not, it is told. */
bool expect_known_path(struct parser *p, const struct path *path);

#endif
