/* schedlab bugs start, answer, run, hint, check, explain, reset: the four steps of an exercise. */
#include <stdlib.h>
#include <string.h>

#include "beside.h"
#include "cmd.h"
#include "cmd_bugs.h"
#include "grade.h"
#include "handout.h"
#include "page.h"
#include "say.h"
#include "utc.h"

/* The exercise that is named, begun here, and the learner. NULL: told. */
static const struct exercise *begin(struct bugs *b)
{
    const struct exercise *ex = bugs_exercise(b, 0);

    return ex && bugs_learner(b) && bugs_begun(b, ex) ? ex : NULL;
}

int bugs_begin(struct bugs *b, const struct exercise *ex)
{
    struct sb told = {0};

    if (!handout_start(ex, desk_folder(&b->desk, ex, &b->arena), &told, &b->ds)) {
        sb_free(&told);
        return say_diags(&b->ds, NULL);
    }
    if (told.len)
        sb_printf(&b->out, "Your copy of exercise %d:\n%s", ex->number, told.text);
    else
        sb_printf(&b->out, "Exercise %d was begun before; your files are as you left them.\n",
                  ex->number);
    sb_free(&told);
    learner_note(&b->learner, ex, LEARNER_STARTED, utc_now(&b->arena));
    return bugs_save(b, STATUS_DONE);
}

int bugs_start(struct bugs *b)
{
    const struct exercise *ex = bugs_exercise(b, 0);
    int status = ex && bugs_learner(b) ? bugs_begin(b, ex) : STATUS_BAD;

    if (status != STATUS_DONE)
        return status;
    sb_putc(&b->out, '\n');
    page_show(&b->out, ex, &b->learner);
    return status;
}

/* "2" or "b": from 1. 0: told. */
static int read_choice(const struct exercise *ex, const char *word)
{
    int n = 0;

    if (word[0] && !word[1]) {
        if (word[0] >= '1' && word[0] <= '9')
            n = word[0] - '0';
        else if (word[0] >= 'a' && word[0] <= 'i')
            n = word[0] - 'a' + 1;
    }
    if (n >= 1 && n <= ex->nanswers)
        return n;
    say("an answer is a number from 1 to %d, not \"%s\"; `schedlab bugs show %d` has the question",
        ex->nanswers, word, ex->number);
    return 0;
}

int bugs_take_answer(struct bugs *b, const struct exercise *ex, int choice)
{
    const struct exercise_answer *a = &ex->answers[choice - 1];

    learner_add_answer(&b->learner, ex, choice);
    if (a->right)
        learner_note(&b->learner, ex, LEARNER_ANSWERED, utc_now(&b->arena));
    sb_printf(&b->out, "Answer %d is %s.\n", choice, a->right ? "right" : "not it");
    page_markdown(&b->out, a->feedback);
    return bugs_save(b, a->right ? STATUS_DONE : STATUS_MISSED);
}

int bugs_answer(struct bugs *b)
{
    const struct exercise *ex = begin(b);
    int choice = ex ? read_choice(ex, bugs_operand(b, 1)) : 0, status;

    if (!choice)
        return STATUS_BAD;
    status = bugs_take_answer(b, ex, choice);
    sb_putc(&b->out, '\n');
    page_next(&b->out, ex, &b->learner);
    return status;
}

/* Their file, or a message what to do since it is gone. */
static const char *find_file(struct bugs *b, const struct exercise *ex)
{
    const char *file = desk_file(&b->desk, ex, "bug.json", &b->arena);

    if (beside_exists(file))
        return file;
    say("%s is not there; `schedlab bugs start %d` puts the exercise's own back", file, ex->number);
    return NULL;
}

/* What is observed before it was predicted teaches half as much. */
static bool may_observe(struct bugs *b, const struct exercise *ex)
{
    if (learner_answers(&b->learner, ex->name) > 0)
        return true;
    say("first predict what you will see: `schedlab bugs show %d` has the question, `schedlab bugs "
        "answer %d 1` (to %d) answers it",
        ex->number, ex->number, ex->nanswers);
    return false;
}

int bugs_run(struct bugs *b)
{
    static const char *const passed[] = {"seed", "model", "until", NULL};
    const struct exercise *ex = begin(b);
    const char *file = ex ? find_file(b, ex) : NULL, *set;
    struct args args = {.verb = &verb_run};
    size_t at = 0;
    int status;

    if (!file)
        return STATUS_BAD;
    if (!may_observe(b, ex))
        return STATUS_MISSED;
    learner_note(&b->learner, ex, LEARNER_OBSERVED, utc_now(&b->arena));
    if (bugs_save(b, STATUS_DONE) != STATUS_DONE)
        return STATUS_BAD;
    *VEC_PUSH(&args.operands) = file;
    *VEC_PUSH(&args.options) = (struct arg){"files", desk_folder(&b->desk, ex, &b->arena)};
    for (int i = 0; passed[i]; i++)
        if (args_has(b->args, passed[i]))
            *VEC_PUSH(&args.options) = (struct arg){passed[i], args_value(b->args, passed[i])};
    while ((set = args_next(b->args, "set", &at)))
        *VEC_PUSH(&args.options) = (struct arg){"set", set};
    status = verb_run.run(&args);
    args_free(&args);
    return status;
}

int bugs_take_hint(struct bugs *b, const struct exercise *ex)
{
    int n = learner_counted(&b->learner, ex->name, LEARNER_HINTS);

    if (n < ex->nhints) {
        page_hint(&b->out, ex, n);
        learner_count(&b->learner, ex, LEARNER_HINTS, n + 1);
        return bugs_save(b, STATUS_DONE);
    }
    sb_puts(&b->out, "There are no more hints. These were they:\n");
    for (int i = 0; i < ex->nhints; i++)
        page_hint(&b->out, ex, i);
    return STATUS_DONE;
}

int bugs_hint(struct bugs *b)
{
    const struct exercise *ex = begin(b);

    return ex ? bugs_take_hint(b, ex) : STATUS_BAD;
}

/* Notes a check of an exercise that is begun here. */
static int note_check(struct bugs *b, const struct exercise *ex, bool passed)
{
    learner_count(&b->learner, ex, LEARNER_CHECKS,
                  learner_counted(&b->learner, ex->name, LEARNER_CHECKS) + 1);
    learner_note(&b->learner, ex, LEARNER_OBSERVED,
                 utc_now(&b->arena)); /* a check shows what it found */
    if (passed)
        learner_note(&b->learner, ex, LEARNER_FIXED, utc_now(&b->arena));
    return bugs_save(b, passed ? STATUS_DONE : STATUS_MISSED);
}

int bugs_judge(struct bugs *b, const struct exercise *ex, const char *file, bool begun)
{
    struct rerun_watch watch = bugs_watch_runs(b);
    struct grade_options opt = {.watch = &watch};
    const char *source;
    struct grade g;
    int status;

    grade_file(ex, file, &opt, &b->arena, &g, &b->ds, &source);
    progress_hide(&b->progress);
    if (g.outcome == GRADE_BAD || g.outcome == GRADE_STOPPED) {
        say_diags(&b->ds, source);
        status = STATUS_BAD;
    } else {
        page_grade(&b->out, ex, file, &g);
        status = g.outcome == GRADE_PASSED ? STATUS_DONE : STATUS_MISSED;
        if (begun)
            status = note_check(b, ex, g.outcome == GRADE_PASSED);
    }
    grade_free(&g);
    return status;
}

int bugs_check(struct bugs *b)
{
    const struct exercise *ex = bugs_exercise(b, 0);
    const char *file = bugs_operand(b, 1);
    bool begun = false;
    int status;

    if (!ex || !bugs_learner(b))
        return STATUS_BAD;
    if (!file) {
        if (!bugs_begun(b, ex))
            return STATUS_BAD;
        file = find_file(b, ex);
    }
    if (!file)
        return STATUS_BAD;
    begun = learner_step(&b->learner, ex->name) != STEP_START;
    status = bugs_judge(b, ex, file, begun);
    if (begun && status == STATUS_DONE)
        page_next(&b->out, ex, &b->learner);
    if (begun && status == STATUS_MISSED)
        sb_printf(&b->out,
                  "That is the exercise, not a broken program. Stuck? schedlab bugs hint %d\n",
                  ex->number);
    return status;
}

int bugs_explain(struct bugs *b)
{
    const struct exercise *ex = bugs_exercise(b, 0);
    bool fixed;

    if (!ex || !bugs_learner(b))
        return STATUS_BAD;
    fixed = learner_when(&b->learner, ex->name, LEARNER_FIXED) != NULL;
    if (!fixed && !args_has(b->args, "spoil")) {
        say("the explanation comes after the fix: `schedlab bugs check %d` says what is missing; "
            "--spoil tells it all the same",
            ex->number);
        return STATUS_MISSED;
    }
    page_explain(&b->out, ex);
    if (!fixed)
        return STATUS_DONE;
    learner_note(&b->learner, ex, LEARNER_EXPLAINED, utc_now(&b->arena));
    return bugs_save(b, STATUS_DONE);
}

int bugs_put_back(struct bugs *b, const struct exercise *ex)
{
    struct sb told = {0};
    int status = STATUS_DONE;

    if (!handout_reset(ex, desk_folder(&b->desk, ex, &b->arena), &told, &b->ds))
        status = say_diags(&b->ds, NULL);
    else if (told.len)
        sb_printf(&b->out, "Put back:\n%s", told.text);
    else
        sb_printf(&b->out, "Exercise %d is as it was: nothing was changed.\n", ex->number);
    sb_free(&told);
    return status;
}

int bugs_reset(struct bugs *b)
{
    const struct exercise *ex = begin(b);

    return ex ? bugs_put_back(b, ex) : STATUS_BAD;
}
