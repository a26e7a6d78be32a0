/* The words behind the program's name: a verb, or a request for help. */
#include <string.h>

#include "cmd.h"
#include "fields.h"
#include "file.h"
#include "help.h"
#include "say.h"

const struct verb *const cmds[] = {&verb_run,   &verb_check,    &verb_list,    &verb_bugs,
                                   &verb_gosrc, &verb_stat,     &verb_convert, &verb_compare,
                                   &verb_learn, &verb_diagnose, &verb_play,    &verb_quiz,
                                   &verb_sweep, &verb_view,     NULL};

const struct verb *cmd_find(const char *name)
{
    for (int i = 0; cmds[i]; i++)
        if (strcmp(cmds[i]->name, name) == 0)
            return cmds[i];
    return NULL;
}

/* Prints a page to standard output. */
static int print(struct sb *page)
{
    struct diags ds = {0};
    struct writer *w = writer_open("-", &ds);

    if (w) {
        writer_put(w, sb_text(page), page->len);
        writer_close(w, &ds);
    }
    sb_free(page);
    return ds.list.len ? say_diags(&ds, NULL) : STATUS_DONE;
}

static int unknown_verb(const char *name)
{
    VEC(const char *) names = {0};
    const char *near;

    for (int i = 0; cmds[i]; i++)
        *VEC_PUSH(&names) = cmds[i]->name;
    *VEC_PUSH(&names) = "help";
    *VEC_PUSH(&names) = NULL;
    near = diag_nearest(name, names.at);
    if (near)
        say("there is no verb \"%s\"; did you mean \"%s\"?", name, near);
    else
        say("there is no verb \"%s\"; `schedlab --help` lists those there are", name);
    free(names.at);
    return STATUS_BAD;
}

/* schedlab help [VERB or FIGURE] */
static int help(int argc, char *const *argv)
{
    struct sb page = {0};
    const struct verb *verb = argc ? cmd_find(argv[0]) : NULL;
    const struct field *field = argc ? field_find(argv[0]) : NULL;
    const char *near;

    if (argc == 0 || strcmp(argv[0], "--help") == 0) {
        help_all(&page);
    } else if (verb) {
        help_verb(verb, &page);
    } else if (field) {
        field_describe(field, &page);
    } else {
        near = field_nearest(argv[0]);
        say("there is no verb and no figure \"%s\"%s%s%s", argv[0], near ? "; did you mean \"" : "",
            near ? near : "", near ? "\"?" : "; docs/fields.md lists the figures");
        return STATUS_BAD;
    }
    return print(&page);
}

static int run_verb(const struct verb *verb, int argc, char *const *argv)
{
    struct args a = {0};
    struct sb page = {0};
    int status = STATUS_BAD;

    if (args_parse(&a, verb, argc, argv)) {
        if (a.help) {
            help_verb(verb, &page);
            status = print(&page);
        } else {
            status = verb->run(&a);
        }
    }
    args_free(&a);
    return status;
}

int cli_main(int argc, char *const *argv)
{
    struct sb page = {0};
    const char *word = argc > 1 ? argv[1] : NULL;
    const struct verb *verb;

    if (!word) {
        help_all(&page);
        fputs(sb_text(&page), stderr);
        sb_free(&page);
        return STATUS_BAD;
    }
    if (strcmp(word, "--version") == 0) {
        sb_puts(&page, "schedlab " SCHEDLAB_VERSION "\n");
        return print(&page);
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return help(0, NULL);
    if (strcmp(word, "help") == 0)
        return help(argc - 2, argv + 2);
    verb = cmd_find(word);
    return verb ? run_verb(verb, argc - 2, argv + 2) : unknown_verb(word);
}
