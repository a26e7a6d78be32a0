/* schedlab list: the scenarios there are, a line each. */
#include <string.h>

#include "cmd.h"
#include "data.h"
#include "file.h"
#include "help.h"
#include "load.h"
#include "model.h"
#include "say.h"

enum { NAME_WIDTH = 24 };

/* A scenario's line. One that cannot be loaded is told, and the others go on. */
static bool list_one(const char *path, struct writer *to)
{
    struct arena arena = {0};
    struct diags ds = {0};
    struct sb line = {0};
    const char *source = NULL;
    const struct program *p = program_load_file(path, NULL, &arena, &ds, &source);
    bool ok = p != NULL;

    if (p) {
        sb_printf(&line, "%-*s %s\n", NAME_WIDTH, p->name, p->title ? p->title : "");
        writer_put(to, line.text, line.len);
    } else {
        say_diags(&ds, source);
    }
    diags_free(&ds);
    sb_free(&line);
    arena_free(&arena);
    return ok;
}

static int list_folder(const char *folder, struct arena *arena, struct writer *to)
{
    struct diags ds = {0};
    const char *const *files = data_files(folder, arena, &ds);
    int status = STATUS_DONE;

    if (!files)
        return say_diags(&ds, NULL);
    if (!*files)
        say("there are no scenarios in %s; their names end in .json", folder);
    for (; *files; files++)
        if (!list_one(*files, to))
            status = STATUS_BAD;
    return status;
}

enum { HOW_WIDTH = 12, TEXT_COLUMN = 4 };

/* One assumption: which models it holds for, how good it is, and what it says. */
static void add_assumption(struct sb *out, enum model first, enum model last, const char *how,
                           const char *about, const char *text)
{
    sb_printf(out, "%-*s%s (%s", HOW_WIDTH, how, about, model_names[first]);
    if (last != first)
        sb_printf(out, " to %s", model_names[last]);
    sb_printf(out, ")\n%*s", TEXT_COLUMN, "");
    help_wrap(out, text, TEXT_COLUMN);
}

/* What the models take for granted. */
static int list_models(struct writer *to)
{
    struct sb out = {0};

    sb_puts(&out, "Models: ");
    for (int m = 0; m < MODELS; m++)
        sb_printf(&out, "%s%s", model_names[m], m + 1 < MODELS ? ", " : ".\n");
    help_wrap(
        &out,
        "exact: the rule is the runtime's own. measured: a figure that depends on the machine; "
        "\"costs\" changes it. simplified: coarser than the real thing.",
        0);
    sb_putc(&out, '\n');
#define X(first, last, how, about, text) add_assumption(&out, first, last, how, about, text);
#include "assumptions.def"
#undef X
    writer_put(to, out.text, out.len);
    sb_free(&out);
    return STATUS_DONE;
}

static int list_scenarios(const struct args *args, struct writer *to)
{
    struct arena arena = {0};
    const char *folder = args->operands.len ? args->operands.at[0] : data_scenarios(&arena);
    int status = STATUS_BAD;

    if (folder)
        status = list_folder(folder, &arena, to);
    else
        say("no folder of scenarios was found: name one, or set SCHEDLAB_DATA to it");
    arena_free(&arena);
    return status;
}

static int cmd_list(const struct args *args)
{
    struct diags ds = {0};
    struct writer *w = writer_open("-", &ds);
    int status = STATUS_BAD;

    if (w)
        status = args_has(args, "models") ? list_models(w) : list_scenarios(args, w);
    if (w && !writer_close(w, &ds))
        status = STATUS_BAD;
    say_diags(&ds, NULL);
    return status;
}

static const struct option options[] = {
    {"models", NULL, "instead: what the models take for granted, and how good that is",
     COMPLETE_NOTHING},
    OPTIONS_END,
};

const struct verb verb_list = {
    .name = "list",
    .operands = "[FOLDER]",
    .least = 0,
    .most = 1,
    .summary = "list the scenarios there are",
    .about = "Prints the name and the title of each scenario that comes with schedlab, or of those "
             "below\n"
             "FOLDER. The name is what the other verbs take.",
    .examples = "schedlab list\n"
                "schedlab list my-scenarios\n"
                "schedlab list --models\n",
    .options = options,
    .run = cmd_list,
};
