/* schedlab bugs: the exercises; the words behind it are in cmd_bugs_*.c. */
#define _POSIX_C_SOURCE 200809L
#include "cmd_bugs.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "beside.h"
#include "cmd.h"
#include "data.h"
#include "exercise.h"
#include "file.h"
#include "interrupt.h"
#include "say.h"
#include "shelf.h"
#include "utc.h"

static const struct bugs_word words[] = {
    {"list", "", 0, 0, bugs_list},
    {"show", "N", 1, 1, bugs_show},
    {"start", "N", 1, 1, bugs_start},
    {"answer", "N CHOICE", 2, 2, bugs_answer},
    {"run", "N", 1, 1, bugs_run},
    {"hint", "N", 1, 1, bugs_hint},
    {"check", "N [FILE]", 1, 2, bugs_check},
    {"explain", "N", 1, 1, bugs_explain},
    {"reset", "N", 1, 1, bugs_reset},
    {"next", "", 0, 0, bugs_next},
    {"watch", "[N]", 0, 1, bugs_watch},
    {"answers", "[N]", 0, 1, bugs_answers},
    {"class", "DIR --csv FILE", 1, 1, bugs_class},
    {"new", "NAME", 1, 1, bugs_new},
    {"lint", "[N|FOLDER]...", 0, -1, bugs_lint},
};

enum { WORDS = sizeof words / sizeof *words };

const char *bugs_operand(const struct bugs *b, size_t i)
{
    return i + 1 < b->args->operands.len ? b->args->operands.at[i + 1] : NULL;
}

static const struct exercise *load(struct bugs *b, const char *folder)
{
    const char *source = NULL;
    const struct exercise *ex = folder ? exercise_load(folder, &b->arena, &b->ds, &source) : NULL;

    if (!ex)
        say_diags(&b->ds, source);
    return ex;
}

const struct exercise *bugs_exercise(struct bugs *b, size_t i)
{
    return load(b, shelf_find(b->shelf, bugs_operand(b, i), &b->arena, &b->ds));
}

const struct exercise *bugs_current(struct bugs *b)
{
    const struct exercise *begun = NULL, *fresh = NULL;

    for (const char *const *at = shelf_list(b->shelf, &b->arena); *at; at++) {
        const struct exercise *ex = load(b, *at);
        enum learner_step step = ex ? learner_step(&b->learner, ex->name) : STEP_DONE;

        if (ex && b->desk.inside &&
            strcmp(exercise_folder_name(ex, &b->arena), b->desk.inside) == 0)
            return ex;
        if (step == STEP_START && !fresh)
            fresh = ex;
        else if (step != STEP_START && step != STEP_DONE && !begun)
            begun = ex;
    }
    return begun ? begun : fresh;
}

/* What is told of the file, a line each, on standard error. */
static void tell(struct bugs *b)
{
    if (b->learner.told.len) {
        progress_hide(&b->progress);
        fputs(sb_text(&b->learner.told), stderr);
    }
    sb_clear(&b->learner.told);
}

bool bugs_learner(struct bugs *b)
{
    const char *who = getenv("USER");
    bool ok;

    learner_free(&b->learner);
    ok = learner_read(&b->learner, &b->desk, b->shelf, who, utc_now(&b->arena), &b->ds);

    tell(b);
    if (!ok)
        say_diags(&b->ds, NULL);
    return ok;
}

int bugs_save(struct bugs *b, int status)
{
    bool ok = learner_write(&b->learner, &b->ds);

    tell(b);
    return ok ? status : say_diags(&b->ds, NULL);
}

bool bugs_begun(struct bugs *b, const struct exercise *ex)
{
    if (learner_step(&b->learner, ex->name) == STEP_START &&
        beside_exists(desk_file(&b->desk, ex, "bug.json", &b->arena)))
        learner_note(&b->learner, ex, LEARNER_STARTED, utc_now(&b->arena));
    if (learner_step(&b->learner, ex->name) != STEP_START)
        return true;
    say("exercise %d is not begun here: `schedlab bugs start %d` copies it into %s", ex->number,
        ex->number, exercise_folder_name(ex, &b->arena));
    return false;
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
    int n = args->operands.len ? (int)args->operands.len - 1 : 0;

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

bool bugs_print(struct bugs *b)
{
    struct writer *w;
    bool ok = true;

    progress_hide(&b->progress);
    if (b->out.len) {
        w = writer_open("-", &b->ds);
        if (w)
            writer_put(w, b->out.text, b->out.len);
        ok = w && writer_close(w, &b->ds);
        say_diags(&b->ds, NULL);
    }
    sb_clear(&b->out);
    return ok;
}

static int cmd_bugs(const struct args *args)
{
    struct bugs b = {.args = args, .progress = progress_begin()};
    const struct bugs_word *word = find_word(args->operands.len ? args->operands.at[0] : "list");
    int status;

    if (!word || !count_operands(word, args))
        return STATUS_BAD;
    interrupt_catch();
    b.shelf = data_exercises(&b.arena);
    b.desk = desk_find(b.shelf, &b.arena);
    status = word->run(&b);
    if (!bugs_print(&b))
        status = STATUS_BAD;
    learner_free(&b.learner);
    diags_free(&b.ds);
    sb_free(&b.out);
    arena_free(&b.arena);
    return interrupt_pending() && !b.calm ? 128 + interrupt_pending() : status;
}

static const struct option options[] = {
    {"spoil", NULL, "explain: before it is fixed", COMPLETE_NOTHING},
    {"csv", "FILE", "class: write the table there", COMPLETE_FILE},
    {"manual-run", NULL, "watch: check when r is typed, not on every save", COMPLETE_NOTHING},
    {"seed", "N", "run: seed of all random choices", COMPLETE_NOTHING},
    OPTION_MODEL,
    OPTION_SET,
    {"until", "DURATION", "run: stop at this virtual time", COMPLETE_NOTHING},
    OPTIONS_END,
};

const struct verb verb_bugs = {
    .name = "bugs",
    .operands = "[WORD [N ...]]",
    .least = 0,
    .most = -1,
    .summary = "play the find-the-bug exercises",
    .about =
        "In each exercise a program, its output or a conclusion is wrong. Four steps: predict, "
        "observe,\n"
        "fix, explain. N is an exercise's number or name. Your copies, and progress.json, lie in "
        "the\n"
        "folder where you stand.\n"
        "\n"
        "  list              the exercises, and how far you are\n"
        "  show N            its story, its question, its evidence\n"
        "  start N           copy it into a folder NN-name\n"
        "  answer N CHOICE   predict; a wrong answer gets its reason, and may be tried again\n"
        "  run N             run your file, as `schedlab run` does; what it leaves behind lies "
        "beside\n"
        "  hint N            the next hint\n"
        "  check N [FILE]    judge your file: what is still missing, if anything\n"
        "  explain N         what was seen, and why, once it is fixed\n"
        "  reset N           put it back as it was; your file is kept beside\n"
        "  next              what to do next\n"
        "  watch [N]         check again on every save\n"
        "\n"
        "For those who teach:\n"
        "  answers [N]       right answers, fixes, hints\n"
        "  class DIR         a table of the progress files in a folder, with --csv FILE\n"
        "  new NAME          the skeleton of a new exercise\n"
        "  lint [N|FOLDER]   judge exercises themselves\n"
        "\n"
        "Exit status of check and lint: 0 passed, 1 not yet, 2 a file cannot be read.",
    .examples = "schedlab bugs start 8\n"
                "schedlab bugs answer 8 2\n"
                "cd 08-high-threads && schedlab bugs watch\n"
                "schedlab bugs check 8 my-fix.json\n"
                "schedlab bugs class handed-in --csv results.csv\n",
    .options = options,
    .run = cmd_bugs,
};
