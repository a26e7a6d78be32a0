/* schedlab bugs watch: an exercise from its question to its explanation, checked again on every save. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bugs_evidence.h"
#include "cmd.h"
#include "cmd_bugs.h"
#include "interrupt.h"
#include "keys.h"
#include "page.h"
#include "say.h"
#include "utc.h"
#include "watch_file.h"
#include "watch_list.h"
#include "watch_screen.h"

enum { LOOK_MS = 200, SETTLE_MS = 50, SETTLE_MOST = 20 };

struct watch {
    struct bugs *b;
    const struct exercise *ex;
    const char *file;
    struct watch_file seen; /* what the last check saw */
    struct watch_screen screen;
    struct keys keys;
    bool manual;  /* --manual-run */
    int evidence; /* that comes next */
    bool listing; /* the list is shown, and has the keys */
    struct watch_list list;
    bool quit;
};

/* ---- the page -------------------------------------------------------------------------------------------------------------- */

static enum learner_step step(const struct watch *w)
{
    return learner_step(&w->b->learner, w->ex->name);
}

/* Is there a window to show it in? */
static bool has_window(void)
{
    return cmd_find("view") != NULL && (getenv("DISPLAY") || getenv("WAYLAND_DISPLAY"));
}

static struct watch_can can_now(const struct watch *w)
{
    const struct learner *l = &w->b->learner;
    bool fixed = learner_when(l, w->ex->name, LEARNER_FIXED) != NULL,
         looked = learner_answers(l, w->ex->name) > 0;

    return (struct watch_can){
        .answer = !fixed && !learner_when(l, w->ex->name, LEARNER_ANSWERED),
        .evidence = looked,
        .view = looked && has_window(),
        .check = w->manual,
        .reset = true,
        .hint = !fixed && looked && learner_counted(l, w->ex->name, LEARNER_HINTS) < w->ex->nhints,
        .next = fixed,
    };
}

static void begin_page(struct watch *w)
{
    watch_screen_page(&w->screen, w->ex);
}

/* What was gathered, and the foot. */
static void end_page(struct watch *w)
{
    struct watch_can can = can_now(w);

    fputs(sb_text(&w->b->out), stdout);
    sb_clear(&w->b->out);
    watch_screen_foot(&w->screen, w->b, w->ex, w->file, &can);
    w->quit = w->quit || ferror(stdout);
}

/* What the step asks for. */
static void tell_step(struct watch *w)
{
    struct sb *out = &w->b->out;

    if (step(w) == STEP_PREDICT) {
        page_question(out, w->ex);
        sb_puts(out, "\nWhat do you think? Type its number.\n");
    } else if (step(w) == STEP_OBSERVE) {
        sb_puts(out, "Look at the evidence: e shows it, one after the other.\n");
        page_evidence(out, w->ex);
    } else if (step(w) == STEP_FIX) {
        sb_puts(out, "Edit your file and save it; it is checked at once.\n");
    } else if (step(w) == STEP_EXPLAIN) {
        sb_puts(out, "When you are done experimenting, n tells why it was so.\n");
    }
}

static void show_step(struct watch *w)
{
    begin_page(w);
    tell_step(w);
    end_page(w);
}

/* ---- checking -------------------------------------------------------------------------------------------------------------- */

/* Waits until whoever writes the file has finished: an editor that renames leaves no file for a moment. */
static void settle(struct watch *w)
{
    for (int i = 0; i < SETTLE_MOST && !interrupt_pending(); i++) {
        struct watch_file before = watch_file_look(w->file), after;

        keys_wait(&(struct keys){.ended = true}, SETTLE_MS);
        after = watch_file_look(w->file);
        w->seen = after;
        if (after.there && watch_file_same(&before, &after))
            return;
    }
}

static void check(struct watch *w)
{
    settle(w);
    w->listing = false;
    begin_page(w);
    if (!w->seen.there) {
        sb_printf(&w->b->out, "%s is not there. x puts the exercise's own back.\n", w->file);
    } else if (bugs_learner(w->b)) {
        int status = bugs_judge(w->b, w->ex, w->file, true);

        if (status == STATUS_BAD)
            sb_puts(&w->b->out, "Your file cannot be read; it is told above.\n");
        else if (status == STATUS_MISSED)
            sb_puts(&w->b->out, "That is the exercise, not a broken program.\n\n");
        if (status != STATUS_BAD)
            tell_step(w);
    }
    keys_forget(&w->keys); /* what was typed meanwhile was meant for another page */
    if (!interrupt_pending())
        end_page(w);
}

/* ---- keys ------------------------------------------------------------------------------------------------------------------- */

static void choose(struct watch *w, int choice)
{
    bugs_take_answer(w->b, w->ex, choice);
    sb_putc(&w->b->out, '\n');
    show_step(w);
}

static void show_evidence(struct watch *w)
{
    const struct exercise_evidence *e = &w->ex->evidence[w->evidence];

    if (step(w) == STEP_OBSERVE || step(w) == STEP_PREDICT)
        learner_note(&w->b->learner, w->ex, LEARNER_OBSERVED, utc_now(&w->b->arena));
    bugs_save(w->b, STATUS_DONE);
    begin_page(w);
    printf("Evidence %d of %d: %s\n$ %s\n", w->evidence + 1, w->ex->nevidence, e->title,
           e->command);
    bugs_evidence_run(desk_folder(&w->b->desk, w->ex, &w->b->arena), e->command, false);
    w->evidence = (w->evidence + 1) % w->ex->nevidence;
    sb_putc(&w->b->out, '\n');
    tell_step(w);
    keys_forget(&w->keys);
    end_page(w);
}

static void show_list(struct watch *w)
{
    begin_page(w);
    watch_list_page(&w->list, w->b);
    fputs(sb_text(&w->b->out), stdout);
    sb_clear(&w->b->out);
    fflush(stdout);
}

static void open_list(struct watch *w)
{
    w->listing = true;
    w->list = watch_list_begin(w->b, w->ex);
    show_list(w);
}

static void open_view(struct watch *w)
{
    begin_page(w);
    bugs_evidence_run(desk_folder(&w->b->desk, w->ex, &w->b->arena), "schedlab view bug.json &",
                      false);
    sb_puts(&w->b->out, "The window shows your file.\n");
    end_page(w);
}

static bool enter(struct watch *w, const struct exercise *ex);

/* From the fix to its explanation, from there to the next exercise. */
static void go_next(struct watch *w)
{
    const struct exercise *next;

    if (step(w) == STEP_EXPLAIN) {
        learner_note(&w->b->learner, w->ex, LEARNER_EXPLAINED, utc_now(&w->b->arena));
        bugs_save(w->b, STATUS_DONE);
        begin_page(w);
        page_explain(&w->b->out, w->ex);
        end_page(w);
        return;
    }
    w->b->desk.inside = w->b->desk.inside ? "" : NULL; /* go on with whichever is next */
    next = bugs_current(w->b);
    if (next && enter(w, next))
        return;
    sb_puts(&w->b->out, "All exercises are done.\n");
    end_page(w);
}

static void on_key(struct watch *w, int key)
{
    struct watch_can can = can_now(w);

    if (key == 'q' || key == 'Q')
        w->quit = true;
    else if (can.answer && key >= '1' && key < '1' + w->ex->nanswers)
        choose(w, key - '0');
    else if (can.evidence && key == 'e')
        show_evidence(w);
    else if (can.view && key == 'v')
        open_view(w);
    else if (can.hint && key == 'h') {
        begin_page(w);
        bugs_take_hint(w->b, w->ex);
        end_page(w);
    } else if (can.check && key == 'r')
        check(w);
    else if (can.reset && key == 'x') {
        begin_page(w);
        bugs_put_back(w->b, w->ex);
        end_page(w);
    } else if (can.next && key == 'n')
        go_next(w);
    else if (key == 's') {
        begin_page(w);
        page_markdown(&w->b->out, w->ex->story);
        sb_putc(&w->b->out, '\n');
        tell_step(w);
        end_page(w);
    } else if (key == 'l')
        open_list(w);
}

static void on_list_key(struct watch *w, int key)
{
    if (watch_list_key(&w->list, w->b, key)) {
        show_list(w);
        return;
    }
    if (key != 'c' && key != 'q' && key != 'l')
        return;
    w->listing = false;
    if (key == 'c' && w->list.n && w->list.all[w->list.at]->number != w->ex->number)
        enter(w, w->list.all[w->list.at]);
    else
        show_step(w);
}

/* ---- the loop ---------------------------------------------------------------------------------------------------------------- */

/* Takes up an exercise; begins it where it is not begun. False: told. */
static bool enter(struct watch *w, const struct exercise *ex)
{
    struct bugs *b = w->b;

    w->ex = ex;
    w->evidence = 0;
    w->file = desk_file(&b->desk, ex, "bug.json", &b->arena);
    if (learner_step(&b->learner, ex->name) == STEP_START && bugs_begin(b, ex) != STATUS_DONE)
        return false;
    w->seen = watch_file_look(w->file);
    begin_page(w);
    if (step(w) == STEP_PREDICT) {
        sb_putc(&b->out, '\n');
        page_markdown(&b->out, ex->story);
        sb_putc(&b->out, '\n');
    }
    if (step(w) == STEP_FIX && !w->manual) {
        check(w);
        return true;
    }
    tell_step(w);
    end_page(w);
    return true;
}

static void look(struct watch *w)
{
    struct watch_file now = watch_file_look(w->file);

    if (watch_file_same(&now, &w->seen))
        return;
    if (!w->manual) {
        check(w);
        return;
    }
    w->seen = now;
    begin_page(w);
    sb_puts(&w->b->out, now.there ? "Saved. r runs the check.\n" : "The file is gone.\n");
    end_page(w);
}

int bugs_watch(struct bugs *b)
{
    struct watch w = {.b = b, .manual = args_has(b->args, "manual-run")};
    const struct exercise *ex = NULL;

    if (!bugs_learner(b))
        return STATUS_BAD;
    ex = bugs_operand(b, 0) ? bugs_exercise(b, 0) : bugs_current(b);
    if (!ex) {
        if (!bugs_operand(b, 0))
            say("there is nothing to watch: all exercises are done, or none was found");
        return STATUS_BAD;
    }
    b->calm = true;
    w.screen = watch_screen_begin();
    w.keys = keys_begin();
    if (!enter(&w, ex)) {
        keys_end(&w.keys);
        return STATUS_BAD;
    }
    while (!w.quit && !interrupt_pending()) {
        int key = keys_wait(&w.keys, LOOK_MS);

        if (key != KEYS_NONE && w.listing)
            on_list_key(&w, key);
        else if (key != KEYS_NONE)
            on_key(&w, key);
        if (!w.quit && !interrupt_pending())
            look(&w);
    }
    keys_end(&w.keys);
    putchar('\n');
    return fflush(stdout) != 0 ? STATUS_BAD : STATUS_DONE;
}
