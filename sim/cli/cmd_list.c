/* schedlab list: the scenarios, exercises and tutorials there are, a line each. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "data.h"
#include "file.h"
#include "help.h"
#include "limit.h"
#include "load.h"
#include "model.h"
#include "page.h"
#include "say.h"
#include "shelf.h"

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

/* The exercises that come with schedlab. */
static void list_exercises(struct arena *arena, struct writer *to)
{
    const char *const *at = shelf_list(data_exercises(arena), arena);
    struct sb out = {0};

    if (*at)
        sb_puts(&out, "\nexercises, played with `schedlab bugs`:\n");
    for (; *at; at++) {
        struct diags ds = {0};
        const struct exercise *ex = exercise_load(*at, arena, &ds, NULL);

        if (ex)
            page_list(&out, ex, NULL);
        say_diags(&ds, NULL);
    }
    writer_put(to, sb_text(&out), out.len);
    sb_free(&out);
}

/* The heading of a tutorial, without its "# ". */
static void put_title(struct sb *out, const char *path)
{
    struct diags ignored = {0};
    char *text;
    size_t len;

    if (file_read(path, LIMIT_SCENARIO_BYTES, &text, &len, &ignored)) {
        const char *title = text + (strncmp(text, "# ", 2) == 0 ? 2 : 0);

        sb_add(out, title, strcspn(title, "\r\n"));
        free(text);
    }
    diags_free(&ignored);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The tutorials NN-name.md. */
static void list_tutorials(struct arena *arena, struct writer *to)
{
    const char *folder = data_tutorials(arena);
    DIR *d = folder ? opendir(folder) : NULL;
    VEC(const char *) names = {0};
    struct dirent *entry;
    struct sb out = {0};

    while (d && (entry = readdir(d)))
        if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9' && strstr(entry->d_name, ".md"))
            *VEC_PUSH(&names) = arena_text(arena, entry->d_name, strlen(entry->d_name));
    if (d)
        closedir(d);
    if (names.len) {
        qsort(names.at, names.len, sizeof names.at[0], by_text);
        sb_printf(&out, "\ntutorials, to read in %s:\n", folder);
    }
    for (size_t i = 0; i < names.len; i++) {
        struct sb path = {0};

        sb_printf(&path, "%s/%s", folder, names.at[i]);
        sb_printf(&out, "%-*s ", NAME_WIDTH, names.at[i]);
        put_title(&out, sb_text(&path));
        sb_putc(&out, '\n');
        sb_free(&path);
    }
    writer_put(to, sb_text(&out), out.len);
    free(names.at);
    sb_free(&out);
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
    if (folder && !args->operands.len) {
        list_exercises(&arena, to);
        list_tutorials(&arena, to);
    }
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
    .summary = "list the scenarios, exercises and tutorials there are",
    .about = "Prints the name and the title of each scenario that comes with schedlab, then the "
             "exercises\n"
             "and the tutorials; or of the scenarios below FOLDER. The name of a scenario is what "
             "the other\n"
             "verbs take.",
    .examples = "schedlab list\n"
                "schedlab list my-scenarios\n"
                "schedlab list --models\n",
    .options = options,
    .run = cmd_list,
};
