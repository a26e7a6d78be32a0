/* schedlab play: the learner is the scheduler. */
#define _POSIX_C_SOURCE 200809L
#include "cmd_play.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "file.h"
#include "interrupt.h"
#include "say.h"

enum { LINE_MOST = 4096, STATUS_SIGNAL = 128 };

static bool stopped(void)
{
    return interrupt_pending() != 0;
}

/* ---- the file of choices -------------------------------------------------------------------------------------------------- */

static bool write_choices(const struct table *t, const char *path)
{
    struct diags ds = {0};
    struct sb text = {0};
    struct writer *w = writer_open(path, &ds);
    bool done = false;

    if (w) {
        play_choices(t->play, &text);
        writer_put(w, sb_text(&text), text.len);
        done = writer_close(w, &ds);
    }
    say_diags(&ds, NULL);
    sb_free(&text);
    return done;
}

static bool take_file(struct table *t)
{
    const char *path = args_value(t->args, "choices"), *why;
    struct diags ds = {0};
    const struct choice *wrong;

    if (!path)
        return true;
    if (choices_read(path, &t->choices, &t->session.arena, &ds, &t->choices_source)) {
        wrong = play_start(t->play, t->choices.list.at, (int32_t)t->choices.list.len, &why);
        if (wrong) {
            struct diag *d = diags_add(&ds, path, "choice %lld does not fit this run: %s",
                                       (long long)wrong->number, why);

            d->line = wrong->line;
            d->column = 1;
        }
    }
    if (ds.list.len == 0) {
        printf("%zu %s taken from %s.\n\n", t->choices.list.len,
               t->choices.list.len == 1 ? "choice" : "choices", path);
        return true;
    }
    say_diags(&ds, t->choices_source);
    return false;
}

/* ---- a line of input ---------------------------------------------------------------------------------------------------------- */

/* A whole number that is all of `text`, from 1; 0: it is none. */
static int32_t number_of(const char *text)
{
    int32_t n = 0;

    for (; *text; text++) {
        if (*text < '0' || *text > '9' || n > 100000000)
            return 0;
        n = n * 10 + (*text - '0');
    }
    return n;
}

static void moved(struct table *t)
{
    t->shows_go = t->judged = false;
}

/* Tells what was taken, and of what Go would have taken only that it is another. */
static void take(struct table *t, const struct play_question *q, int32_t move)
{
    printf("%s%s\n\n", q->moves[move].words, q->moves[move].gos ? "  (So would Go.)" : "");
    play_take(t->play, move);
    moved(t);
}

static void take_gos(struct table *t, const struct play_question *q)
{
    for (int32_t i = 0; i < q->nmoves; i++)
        if (q->moves[i].gos) {
            take(t, q, i);
            return;
        }
}

static void answer_why(struct table *t, goid g)
{
    struct sb text = {0};

    play_refuse(t->play, g, &text);
    printf("%s\n", sb_text(&text));
    sb_free(&text);
}

static void undo(struct table *t)
{
    if (play_undo(t->play))
        moved(t);
    else
        printf("This is the first move; there is nothing to take back.\n");
}

enum heard { HEARD, NOT_UNDERSTOOD, NOT_WRITTEN, QUIT };

/* The words that a question answers. */
static enum heard hear_move(struct table *t, const struct play_question *q, const char *word)
{
    int32_t move = number_of(word);

    if (move >= 1 && move <= q->nmoves)
        take(t, q, move - 1);
    else if (strcmp(word, "g") == 0)
        take_gos(t, q);
    else if (strcmp(word, "?") == 0)
        t->shows_go = true;
    else
        return NOT_UNDERSTOOD;
    return HEARD;
}

/* Where nothing is left, there is nothing to let go. */
static void let_go(struct table *t, const struct play_question *q)
{
    if (!q)
        return;
    play_let_go(t->play);
    moved(t);
}

static enum heard hear(struct table *t, const struct play_question *q, char *word)
{
    if (*word == '\0' || strcmp(word, "b") == 0)
        return HEARD;
    if (strcmp(word, "q") == 0)
        return QUIT;
    if (strcmp(word, "h") == 0)
        play_say_keys();
    else if (strcmp(word, "u") == 0)
        undo(t);
    else if (strcmp(word, "a") == 0)
        let_go(t, q);
    else if ((*word == 'G' || *word == 'g') && number_of(word + 1))
        answer_why(t, number_of(word + 1));
    else if (*word == 'w' && word[1] == ' ' && word[2 + strspn(word + 2, " ")])
        return write_choices(t, word + 2 + strspn(word + 2, " ")) ? HEARD : NOT_WRITTEN;
    else
        return q ? hear_move(t, q, word) : NOT_UNDERSTOOD;
    return HEARD;
}

/* The line without the blanks around it; false at the end of the input. */
static bool read_line(struct table *t, char *line)
{
    size_t len, blanks;

    if (!fgets(line, LINE_MOST, stdin))
        return false;
    t->line++;
    len = strlen(line);
    while (len && strchr(" \t\r\n", line[len - 1]))
        line[--len] = '\0';
    blanks = strspn(line, " \t");
    memmove(line, line + blanks, len - blanks + 1);
    return true;
}

static void tell_line(const struct table *t, const struct play_question *q, const char *line)
{
    if (q)
        say("line %d: \"%s\" is no move here; there are 1 to %d, and g, a, u, ?, G7, w FILE, q",
            (int)t->line, line, (int)q->nmoves);
    else
        say("line %d: \"%s\" means nothing at the end of the run; there are u, w FILE, q",
            (int)t->line, line);
}

/* ---- the game ----------------------------------------------------------------------------------------------------------------- */

/* Until it is over. The exit status. */
static int play_on(struct table *t)
{
    char line[LINE_MOST];

    while (!stopped()) {
        const struct play_question *q = play_question(t->play);
        enum heard heard;

        if (stopped())
            break;
        if (q)
            play_say_question(t, q);
        else if (!t->judged)
            play_say_end(t);
        play_say_prompt(t, q);
        if (!read_line(t, line))
            return STATUS_DONE;
        heard = hear(t, q, line);
        if (heard == QUIT)
            return STATUS_DONE;
        if (heard == NOT_UNDERSTOOD)
            tell_line(t, q, line);
        if (heard > HEARD && !t->terminal)
            return STATUS_BAD;
    }
    return STATUS_SIGNAL + interrupt_pending();
}

static int play_all(struct table *t)
{
    const char *save = args_value(t->args, "save");
    int status;

    play_say_title(t);
    if (!take_file(t))
        return STATUS_BAD;
    status = play_on(t);
    if (stopped()) {
        putchar('\n');
        status = STATUS_SIGNAL + interrupt_pending();
    }
    if (save && status != STATUS_BAD && !write_choices(t, save))
        return STATUS_BAD;
    if (status != STATUS_DONE)
        return status;
    if (!t->judged) {
        putchar('\n');
        play_let_go(t->play);
        play_say_end(t);
    }
    return t->met ? STATUS_DONE : STATUS_MISSED;
}

static int cmd_play(const struct args *args)
{
    struct table t = {.args = args, .terminal = isatty(STDIN_FILENO) != 0};
    int status = STATUS_BAD;

    if (session_load(&t.session, args, args->operands.at[0], NULL, ENVIRONMENT_SCENARIO)) {
        interrupt_catch();
        t.play = play_new(t.session.program, stopped);
        status = play_all(&t);
        play_free(t.play);
        fflush(stdout);
    }
    free(t.choices.list.at);
    session_free(&t.session);
    return status;
}

static const struct option options[] = {
    {"choices", "FILE", "begin with the choices of this file, as if they had been made",
     COMPLETE_FILE},
    {"save", "FILE", "write the choices made there when the game ends", COMPLETE_FILE},
    {"seed", "N", "seed of Go's own choices; the scenario's, if left out", COMPLETE_NOTHING},
    OPTION_MODEL,
    OPTION_SET,
    OPTIONS_END,
};

const struct verb verb_play = {
    .name = "play",
    .operands = "SCENARIO",
    .least = 1,
    .most = 1,
    .summary = "be the scheduler: make the choices that Go leaves to chance",
    .about =
        "Runs the scenario and stops at each choice that Go leaves to chance and that makes a "
        "difference:\n"
        "whose queue a thief looks at first, which case of a select comes first, which thread a "
        "core\n"
        "takes. The legal moves are numbered; a goroutine's name (G7) asks why it cannot run now "
        "and is\n"
        "answered with the rule. Moves can be taken back without limit. At the end the scenario's "
        "goals\n"
        "are judged, and what Go's own choices come to stands beside it.\n"
        "\n"
        "Moves are read from standard input, a line each; where it ends, Go chooses the rest. "
        "`h` lists\n"
        "the words. The choices made are a small file (w FILE, or --save), which `schedlab run "
        "--choices`\n"
        "replays. Exit status: 0 all goals met, 1 not all, 2 bad input.",
    .examples = "schedlab play work-stealing\n"
                "schedlab play work-stealing --save mine.choices\n"
                "schedlab run work-stealing --choices mine.choices --summary - | jq .sched\n"
                "echo a | schedlab play work-stealing\n",
    .options = options,
    .run = cmd_play,
};
