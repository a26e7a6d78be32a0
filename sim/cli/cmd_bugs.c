/* schedlab bugs: the exercises; the words behind it are in cmd_bugs_*.c. */
#include "cmd_bugs.h"

#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "data.h"
#include "exercise.h"
#include "file.h"
#include "interrupt.h"
#include "say.h"
#include "shelf.h"

static const struct bugs_word words[] = {
    {"check", "N [FILE]", 1, 2, "judge your file: what is still missing, if anything", bugs_check},
    {"lint", "[N|FOLDER]…", 0, -1, "judge exercises themselves", bugs_lint},
};

enum { WORDS = sizeof words / sizeof *words };

const char *bugs_operand(const struct bugs *b, size_t i)
{
    return i + 1 < b->args->operands.len ? b->args->operands.at[i + 1] : NULL;
}

const struct exercise *bugs_exercise(struct bugs *b, size_t i)
{
    const char *folder = shelf_find(b->shelf, bugs_operand(b, i), &b->arena, &b->ds),
               *source = NULL;
    const struct exercise *ex = folder ? exercise_load(folder, &b->arena, &b->ds, &source) : NULL;

    if (!ex)
        say_diags(&b->ds, source);
    return ex;
}

static bool go_on(void *self, const char *name, vtime done, vtime of)
{
    struct bugs *b = self;

    if (progress_due(&b->progress))
        progress_show(&b->progress, name, done, of);
    return !interrupt_pending();
}

struct rerun_watch bugs_watch_runs(struct bugs *b)
{
    return (struct rerun_watch){go_on, b};
}

static const struct bugs_word *find_word(const char *name)
{
    const char *names[WORDS + 1] = {0}, *near;

    for (int i = 0; i < WORDS; i++) {
        names[i] = words[i].name;
        if (strcmp(words[i].name, name) == 0)
            return &words[i];
    }
    near = diag_nearest(name, names);
    if (near)
        say("bugs knows no word \"%s\"; did you mean `schedlab bugs %s`?", name, near);
    else
        say("bugs knows no word \"%s\"; `schedlab bugs --help` lists those there are", name);
    return NULL;
}

static bool count_operands(const struct bugs_word *word, const struct args *args)
{
    int n = (int)args->operands.len - 1;

    if (n < word->least)
        say("it is `schedlab bugs %s %s`", word->name, word->operands);
    else if (word->most >= 0 && n > word->most)
        say("bugs %s does not know what to do with \"%s\"; it is `schedlab bugs %s%s%s`",
            word->name, args->operands.at[word->most + 1], word->name, *word->operands ? " " : "",
            word->operands);
    else
        return true;
    return false;
}

/* Everything that was gathered goes to standard output at once. */
static int print(struct bugs *b, int status)
{
    struct writer *w;

    progress_hide(&b->progress);
    if (b->out.len == 0)
        return status;
    w = writer_open("-", &b->ds);
    if (w) {
        writer_put(w, b->out.text, b->out.len);
        writer_close(w, &b->ds);
    }
    return b->ds.list.len ? say_diags(&b->ds, NULL) : status;
}

static const char *find_shelf(struct arena *arena)
{
    const char *scenarios = data_scenarios(arena);
    struct sb path = {0};
    const char *shelf;

    if (!scenarios)
        return NULL;
    sb_printf(&path, "%s/bugs", scenarios);
    shelf = arena_text(arena, path.text, path.len);
    sb_free(&path);
    return shelf;
}

static int cmd_bugs(const struct args *args)
{
    struct bugs b = {.args = args, .progress = progress_begin()};
    const struct bugs_word *word = find_word(args->operands.at[0]);
    int status = STATUS_BAD;

    if (!word || !count_operands(word, args))
        return STATUS_BAD;
    interrupt_catch();
    b.shelf = find_shelf(&b.arena);
    b.desk = desk_find(b.shelf, &b.arena);
    status = print(&b, word->run(&b));
    diags_free(&b.ds);
    sb_free(&b.out);
    arena_free(&b.arena);
    return interrupt_pending() ? 128 + interrupt_pending() : status;
}

static const struct option options[] = {
    OPTIONS_END,
};

const struct verb verb_bugs = {
    .name = "bugs",
    .operands = "WORD [N …]",
    .least = 1,
    .most = -1,
    .summary = "play the find-the-bug exercises",
    .about =
        "Each exercise is a program whose code, output or conclusion is wrong, and is played in "
        "four "
        "steps:\n"
        "predict, observe, fix, explain. N is its number or its name. Words for those who write "
        "exercises:\n"
        "  check N [FILE]    judge your file: what is still missing, if anything\n"
        "  lint [N|FOLDER]…  judge exercises themselves\n"
        "Exit status of check: 0 passed, 1 not yet, 2 the file cannot be read.",
    .examples = "schedlab bugs check 8 08-high-threads/bug.json\n"
                "schedlab bugs lint scenarios/bugs/08-high-threads\n",
    .options = options,
    .run = cmd_bugs,
};
