/* schedlab list: the scenarios there are, a line each. */
#include <string.h>

#include "cmd.h"
#include "data.h"
#include "file.h"
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
    for (; *files; files++)
        if (!list_one(*files, to))
            status = STATUS_BAD;
    return status;
}

static int cmd_list(const struct args *args)
{
    struct arena arena = {0};
    struct diags ds = {0};
    const char *folder = args->operands.len ? args->operands.at[0] : data_scenarios(&arena);
    struct writer *w = writer_open("-", &ds);
    int status = STATUS_BAD;

    if (w && folder)
        status = list_folder(folder, &arena, w);
    else if (w)
        say("no folder of scenarios was found: name one, or set SCHEDLAB_DATA to it");
    if (w && !writer_close(w, &ds))
        status = STATUS_BAD;
    say_diags(&ds, NULL);
    arena_free(&arena);
    return status;
}

static const struct option options[] = {
    {NULL, NULL, NULL, COMPLETE_NOTHING},
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
                "schedlab list my-scenarios\n",
    .options = options,
    .run = cmd_list,
};
