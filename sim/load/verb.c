#include "verb.h"

#include <string.h>

#include "diag.h"
#include "limit.h"

const struct verb verbs[OPS] = {
#define X(op, verb, arg, keys, blocks, go) [op] = {verb, keys, go, arg, blocks},
#include "op.def"
#undef X
};

const char *const verb_keys[] = {"do",    "else",   "tight", "n",     "ctx",  "name",
                                 "as",    "noscan", "to",    "bytes", "keep", "of",
                                 "since", "rank",   "line",  "note",  NULL};

enum op_kind verb_find(const char *name, bool is_case)
{
    for (int i = is_case ? (int)FIRST_CASE : 0; i < (is_case ? (int)OPS : (int)FIRST_CASE); i++)
        if (strcmp(verbs[i].name, name) == 0)
            return (enum op_kind)i;
    return OPS;
}

/* Other words for a verb, that people know from elsewhere. */
struct alias {
    const char *word;
    enum op_kind kind;
};

static const struct alias aliases[] = {
    {"Println", OP_PRINT}, {"printf", OP_PRINT},   {"compute", OP_CPU},
    {"work", OP_CPU},      {"busy", OP_CPU},       {"receive", OP_RECV},
    {"spawn", OP_GO},      {"start", OP_GO},       {"goroutine", OP_GO},
    {"loop", OP_FOR},      {"repeat", OP_FOR},     {"while", OP_FOR},
    {"make", OP_ALLOC},    {"new", OP_ALLOC},      {"malloc", OP_ALLOC},
    {"read", OP_SYSCALL},  {"block", OP_SYSCALL},  {"network", OP_NETPOLL},
    {"yield", OP_GOSCHED}, {"func", OP_CALL},      {"time.After", OP_SELECT},
    {"after", OP_SELECT},  {"default", OP_SELECT}, {"case", OP_SELECT},
};

static const char *last_part(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot ? dot + 1 : name;
}

/* The verb whose last part ("Sleep") is nearest to `word`. */
static const char *nearest_part(const char *word)
{
    const char *parts[FIRST_CASE + 1] = {0}, *near;

    for (int i = 0; i < FIRST_CASE; i++)
        parts[i] = last_part(verbs[i].name);
    near = diag_nearest(word, parts);
    for (int i = 0; i < FIRST_CASE && near; i++)
        if (parts[i] == near)
            return verbs[i].name;
    return NULL;
}

const char *verb_meant(const char *word)
{
    const char *names[FIRST_CASE + 1] = {0}, *near, *part = last_part(word);

    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(aliases[i].word, word) == 0 || strcmp(aliases[i].word, part) == 0)
            return verbs[aliases[i].kind].name;
    for (int i = 0; i < FIRST_CASE; i++)
        names[i] = verbs[i].name;
    near = diag_nearest(word, names);
    if (!near)
        near = nearest_part(word);
    return near || part == word ? near : nearest_part(part);
}

bool verb_takes(enum op_kind kind, const char *key)
{
    size_t len = strlen(key);

    if (strcmp(key, "line") == 0 || strcmp(key, "note") == 0)
        return true;
    for (const char *at = verbs[kind].keys; *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");

        if (n == len && memcmp(at, key, n) == 0)
            return true;
        at += n;
    }
    return false;
}

const char *verb_needs(enum op_kind kind, const char **what)
{
    *what = "a list of operations";
    switch ((int)kind) {
    case OP_FOR:
    case OP_IF:
    case OP_EVERY:
    case OP_MEASURE:
    case OP_ONCE:
    case OP_WITHREGION:
    case OP_AFTERFUNC:
        return "do";
    case OP_WRITE:
        *what = "how many";
        return "bytes";
    case OP_PERCENTILE:
        *what = "the variable of a metrics.Read";
        return "of";
    default:
        return NULL;
    }
}

void verb_range(enum op_kind kind, int64_t *least, int64_t *most)
{
    *least = kind == OP_EVERY ? 1 : kind == OP_EXIT ? INT32_MIN : 0;
    *most = kind == OP_GOMAXPROCS ? LIMIT_CORES : INT32_MAX;
}
