/* schedlab bugs check … : what a learner does with one exercise. */
#include "cmd_bugs.h"
#include "grade.h"
#include "page.h"
#include "say.h"

int bugs_check(struct bugs *b)
{
    const struct exercise *ex = bugs_exercise(b, 0);
    const char *file = bugs_operand(b, 1), *source;
    struct rerun_watch watch = bugs_watch_runs(b);
    struct grade_options opt = {.watch = &watch};
    struct grade g;
    int status = STATUS_BAD;

    if (!ex)
        return STATUS_BAD;
    if (!file)
        file = desk_file(&b->desk, ex, "bug.json", &b->arena);
    grade_file(ex, file, &opt, &b->arena, &g, &b->ds, &source);
    progress_hide(&b->progress);
    if (g.outcome == GRADE_BAD) {
        say_diags(&b->ds, source);
    } else {
        page_grade(&b->out, ex, file, &g);
        status = g.outcome == GRADE_PASSED ? STATUS_DONE : STATUS_MISSED;
    }
    grade_free(&g);
    return status;
}
