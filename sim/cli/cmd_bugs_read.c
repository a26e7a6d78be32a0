/* schedlab bugs list, show, next, answers: what is only read. */
#include "cmd_bugs.h"
#include "exercise.h"
#include "page.h"
#include "say.h"
#include "shelf.h"

/* Each exercise there is; one that cannot be loaded is told, and the others go on. */
static int each(struct bugs *b, void (*show)(struct bugs *b, const struct exercise *ex))
{
    const char *const *at = shelf_list(b->shelf, &b->arena);
    int status = STATUS_DONE;

    if (!*at) {
        say("no exercises were found%s%s; set SCHEDLAB_DATA to the folder that has them",
            b->shelf ? " in " : "", b->shelf ? b->shelf : "");
        return STATUS_BAD;
    }
    for (; *at; at++) {
        const char *source;
        const struct exercise *ex = exercise_load(*at, &b->arena, &b->ds, &source);

        if (ex)
            show(b, ex);
        else
            status = say_diags(&b->ds, source);
    }
    return status;
}

static void list_one(struct bugs *b, const struct exercise *ex)
{
    page_list(&b->out, ex, &b->learner);
}

int bugs_list(struct bugs *b)
{
    bool read = bugs_learner(b);
    int status = each(b, list_one);

    if (status == STATUS_DONE)
        sb_puts(&b->out, "\n`schedlab bugs show N` tells the story of one, `schedlab bugs next` "
                         "what to do next.\n");
    return read ? status : STATUS_BAD;
}

int bugs_show(struct bugs *b)
{
    const struct exercise *ex = bugs_exercise(b, 0);

    if (!ex || !bugs_learner(b))
        return STATUS_BAD;
    page_show(&b->out, ex, &b->learner);
    return STATUS_DONE;
}

int bugs_next(struct bugs *b)
{
    const struct exercise *ex;

    if (!bugs_learner(b))
        return STATUS_BAD;
    ex = bugs_current(b);
    if (ex) {
        sb_printf(&b->out, "%d. %s\n", ex->number, ex->title);
        page_next(&b->out, ex, &b->learner);
    } else if (*shelf_list(b->shelf, &b->arena)) {
        sb_puts(&b->out, "All exercises are done.\n");
    } else {
        say("no exercises were found; set SCHEDLAB_DATA to the folder that has them");
        return STATUS_BAD;
    }
    return STATUS_DONE;
}

static void answers_of(struct bugs *b, const struct exercise *ex)
{
    if (b->out.len)
        sb_putc(&b->out, '\n');
    page_answers(&b->out, ex);
}

int bugs_answers(struct bugs *b)
{
    const struct exercise *ex;

    if (!bugs_operand(b, 0))
        return each(b, answers_of);
    ex = bugs_exercise(b, 0);
    if (!ex)
        return STATUS_BAD;
    answers_of(b, ex);
    return STATUS_DONE;
}
