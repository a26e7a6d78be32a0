/* args.h: the words of a command line, held against the options of a verb.
 *
 *     struct args a = {0};
 *     if (!args_parse(&a, verb, argc, argv))
 *         return STATUS_BAD;               told already
 *     seed = args_value(&a, "seed");
 *     args_free(&a);
 *
 * Long options only: --seed=7, --seed 7; "--" ends them, "-" is an operand. One has a short form that everybody knows: -o FILE is
 * --out FILE. */
#ifndef CLI_ARGS_H
#define CLI_ARGS_H

#include <stdbool.h>

#include "vec.h"

/* What the shell may offer behind an option. */
enum complete { COMPLETE_NOTHING, COMPLETE_FILE, COMPLETE_FOLDER, COMPLETE_MODEL };

struct option {
    const char *name;  /* without its dashes; NULL ends a list */
    const char *value; /* what stands for its value in the help, "FILE"; NULL: it has none */
    const char *help;  /* one line */
    enum complete complete;
};

struct args;

struct verb {
    const char *name;
    const char *operands; /* as the help shows them: "SCENARIO…" */
    int least, most;      /* how many of them; most < 0: any number */
    const char *summary;  /* one line */
    const char *about;    /* a paragraph, or more */
    const char *examples; /* lines to type */
    bool emits;           /* has an option for each emitter too: --trace FILE … */
    const struct option *options;
    int (*run)(const struct args *args); /* returns the exit status */
};

struct arg {
    const char *name, *value; /* value: "" of an option without one */
};

struct args {
    const struct verb *verb;
    bool help; /* --help or -h stood somewhere */
    VEC(struct arg) options;
    VEC(const char *) operands;
    struct arena arena; /* of words taken apart */
};

/* Option number `i` of a verb, --help and emitters included; false when there are no more. */
bool verb_option(const struct verb *verb, int i, struct option *out);

/* Reads the words behind the verb. False: what is wrong has been told. */
bool args_parse(struct args *a, const struct verb *verb, int argc, char *const *argv);

/* The value of an option; of the last one if it was given more than once; NULL if it was not given. */
const char *args_value(const struct args *a, const char *name);
bool args_has(const struct args *a, const char *name);

/* All values of an option that may be repeated, in order: the one after number *at, which begins at 0; NULL: no more. */
const char *args_next(const struct args *a, const char *name, size_t *at);

void args_free(struct args *a);

#endif
