#include "verb.h"

#include <string.h>

const struct verb verbs[OPS] = {
#define X(op, verb, arg, keys, blocks, go) [op] = {verb, arg, keys, blocks, go},
#include "op.def"
#undef X
};

const char *const verb_keys[] = {"do",   "else", "tight", "n",  "ctx",   "name", "as",   "noscan", "to",
                                 "bytes", "keep", "of",    "since", "rank", "line", "note", NULL};

enum op_kind verb_find(const char *name, bool is_case)
{
    for (int i = is_case ? (int)FIRST_CASE : 0; i < (is_case ? (int)OPS : (int)FIRST_CASE); i++)
        if (strcmp(verbs[i].name, name) == 0)
            return (enum op_kind)i;
    return OPS;
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
