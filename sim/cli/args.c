#include "args.h"

#include <string.h>

#include "emit.h"
#include "say.h"

static const struct option help_option = {"help", NULL, "print this help", COMPLETE_NOTHING};

bool verb_option(const struct verb *verb, int i, struct option *out)
{
    for (const struct option *o = verb->options; o->name; o++)
        if (i-- == 0) {
            *out = *o;
            return true;
        }
    for (int k = 0; verb->emits && emitters[k]; k++)
        if (i-- == 0) {
            *out = (struct option){emitters[k]->name, "FILE", emitters[k]->help, COMPLETE_FILE};
            return true;
        }
    *out = help_option;
    return i == 0;
}

static bool find_option(const struct verb *verb, const char *name, size_t len, struct option *out)
{
    for (int i = 0; verb_option(verb, i, out); i++)
        if (strlen(out->name) == len && strncmp(out->name, name, len) == 0)
            return true;
    return false;
}

static void say_unknown(const struct verb *verb, const char *name)
{
    VEC(const char *) names = {0};
    struct option o;
    const char *near;

    for (int i = 0; verb_option(verb, i, &o); i++)
        *VEC_PUSH(&names) = o.name;
    *VEC_PUSH(&names) = NULL;
    near = diag_nearest(name, names.at);
    if (near)
        say("%s has no option --%s; did you mean --%s?", verb->name, name, near);
    else
        say("%s has no option --%s; `schedlab %s --help` lists those there are", verb->name, name,
            verb->name);
    free(names.at);
}

/* Reads the option at argv[*i], written out as `name`, and its value where that is the next word. */
static bool take_option(struct args *a, const char *name, int argc, char *const *argv, int *i)
{
    const char *equals = strchr(name, '=');
    struct option o;

    if (!find_option(a->verb, name, equals ? (size_t)(equals - name) : strlen(name), &o)) {
        char *word = arena_text(&a->arena, name, equals ? (size_t)(equals - name) : strlen(name));

        say_unknown(a->verb, word);
        return false;
    }
    if (!o.value && equals) {
        say("--%s takes no value", o.name);
        return false;
    }
    if (o.value && !equals && *i + 1 >= argc) {
        say("--%s needs a value: --%s %s", o.name, o.name, o.value);
        return false;
    }
    if (strcmp(o.name, "help") == 0)
        a->help = true;
    *VEC_PUSH(&a->options) = (struct arg){o.name, !o.value ? "" : equals ? equals + 1 : argv[++*i]};
    return true;
}

static bool count_operands(const struct args *a)
{
    int n = (int)a->operands.len;

    if (a->help)
        return true;
    if (n < a->verb->least)
        say("%s needs %s; `schedlab %s --help` has an example", a->verb->name, a->verb->operands,
            a->verb->name);
    else if (a->verb->most >= 0 && n > a->verb->most)
        say("%s does not know what to do with \"%s\"; it takes %s", a->verb->name,
            a->operands.at[a->verb->most], a->verb->most == 0 ? "options only" : a->verb->operands);
    else
        return true;
    return false;
}

bool args_parse(struct args *a, const struct verb *verb, int argc, char *const *argv)
{
    bool options = true;
    struct option out;

    a->verb = verb;
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i];

        if (options && strcmp(word, "--") == 0) {
            options = false;
        } else if (options && strcmp(word, "-h") == 0) {
            a->help = true;
        } else if (options && strcmp(word, "-o") == 0 && find_option(verb, "out", 3, &out)) {
            if (!take_option(a, "out", argc, argv, &i))
                return false;
        } else if (options && strncmp(word, "--", 2) == 0) {
            if (!take_option(a, word + 2, argc, argv, &i))
                return false;
        } else if (options && word[0] == '-' && word[1]) {
            say("%s has no option %s; options are written out, as in --help", verb->name, word);
            return false;
        } else {
            *VEC_PUSH(&a->operands) = word;
        }
    }
    return count_operands(a);
}

const char *args_value(const struct args *a, const char *name)
{
    const char *value = NULL;

    for (size_t i = 0; i < a->options.len; i++)
        if (strcmp(a->options.at[i].name, name) == 0)
            value = a->options.at[i].value;
    return value;
}

bool args_has(const struct args *a, const char *name)
{
    return args_value(a, name) != NULL;
}

const char *args_next(const struct args *a, const char *name, size_t *at)
{
    while (*at < a->options.len) {
        const struct arg *o = &a->options.at[(*at)++];

        if (strcmp(o->name, name) == 0)
            return o->value;
    }
    return NULL;
}

void args_free(struct args *a)
{
    arena_free(&a->arena);
    free(a->options.at);
    free(a->operands.at);
    *a = (struct args){0};
}
