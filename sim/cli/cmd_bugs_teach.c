/* schedlab bugs lint … : for those who teach with the exercises and write them. */
#include "bugs_evidence.h"
#include "cmd_bugs.h"
#include "lint.h"
#include "say.h"
#include "shelf.h"

static int lint_one(struct bugs *b, const char *folder)
{
    struct rerun_watch watch = bugs_watch_runs(b);
    struct lint_options opt = {.watch = &watch, .evidence = bugs_evidence_status};
    struct lint l = {0};
    bool fit = exercise_lint(folder, &opt, &l);

    progress_hide(&b->progress);
    sb_puts(&b->out, sb_text(&l.report));
    sb_puts(&b->out, fit ? "  fit\n" : "  not fit: see the errors\n");
    say_diags(&l.ds, NULL);
    lint_free(&l);
    return fit ? STATUS_DONE : STATUS_MISSED;
}

int bugs_lint(struct bugs *b)
{
    const char *const *all = shelf_list(b->shelf, &b->arena);
    int status = STATUS_DONE;

    if (bugs_operand(b, 0)) {
        for (size_t i = 0; bugs_operand(b, i); i++) {
            const char *folder = shelf_find(b->shelf, bugs_operand(b, i), &b->arena, &b->ds);
            int one = folder ? lint_one(b, folder) : say_diags(&b->ds, NULL);

            status = one > status ? one : status;
        }
        return status;
    }
    if (!*all)
        say("there are no exercises in %s", b->shelf ? b->shelf : "any known folder");
    for (; *all; all++)
        if (lint_one(b, *all) != STATUS_DONE)
            status = STATUS_MISSED;
    return status;
}
