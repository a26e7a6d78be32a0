/* cmd_play_say.c: what a game looks like: goals, board, moves, the end. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cmd_play.h"
#include "fields.h"
#include "help.h"

enum { WIDTH = 100 };

static void put_wrapped(const char *text, const char *indent)
{
    struct sb page = {0};

    sb_puts(&page, indent);
    help_wrap(&page, text, strlen(indent));
    fputs(sb_text(&page), stdout);
    sb_free(&page);
}

void play_say_title(const struct table *t)
{
    const struct program *p = t->session.program;

    printf("%s: %s\n", p->name, p->title ? p->title : "");
    printf("You are the scheduler. The run stops wherever Go leaves a choice that makes a "
           "difference.\n");
    if (p->ngoals == 0)
        printf("This scenario sets no goals; see what your choices do.\n");
    else
        printf("%s\n", p->ngoals == 1 ? "Goal:" : "Goals:");
    for (int32_t i = 0; i < p->ngoals; i++) {
        printf("  %s\n", p->goals[i]);
        if (p->goals_why[i])
            put_wrapped(p->goals_why[i], "      ");
    }
    if (play_cut(t->play)) {
        char time[VTIME_TEXT];

        vtime_format(time, play_cut(t->play));
        printf("The run is cut off at %s: it is too long to be played to its end.\n", time);
    }
    putchar('\n');
}

void play_say_question(struct table *t, const struct play_question *q)
{
    char time[VTIME_TEXT];
    struct sb board = {0};

    vtime_format(time, q->t);
    play_board(t->play, WIDTH, &board);
    printf("%s, move %" PRId32 "\n%s%s\n", time, play_moves(t->play) + 1, sb_text(&board),
           play_asks(q->kind));
    for (int32_t i = 0; i < q->nmoves; i++) {
        char number[16];

        snprintf(number, sizeof number, "%3" PRId32 "  ", i + 1);
        fputs(number, stdout);
        if (t->shows_go && q->moves[i].gos)
            fputs("(Go's) ", stdout);
        puts(q->moves[i].words);
    }
    sb_free(&board);
}

void play_say_prompt(const struct table *t, const struct play_question *q)
{
    if (q)
        printf("1-%" PRId32 ":choose / g:Go's choice / a:let Go play on%s / G7:why not? / ",
               q->nmoves, t->shows_go ? "" : " / ?:which is Go's");
    if (play_moves(t->play) || !q)
        printf("u:undo / ");
    printf("w FILE:write choices / h:help / q:quit\n> ");
    if (!t->terminal)
        putchar('\n');
    fflush(stdout);
}

void play_say_keys(void)
{
    printf("  1, 2, ...  take that move\n"
           "  g          take the move that Go's own chance takes\n"
           "  ?          mark that move\n"
           "  a          let Go choose all that is left\n"
           "  u          take the last move back, as often as you like\n"
           "  G7         why can G7 not run now? The rule\n"
           "  b          the board again\n"
           "  w FILE     write the choices, for `schedlab play --choices FILE` and `schedlab run "
           "--choices FILE`\n"
           "  q          quit; what is left is Go's\n");
}

/* What the figure of a missed goal is, for whoever misread it. */
static void say_figure(const char *goal)
{
    size_t n = strcspn(goal, " ");
    char path[128];
    const struct field *f;

    if (n >= sizeof path)
        return;
    memcpy(path, goal, n);
    path[n] = '\0';
    f = field_find_in(FIELD_SUMMARY, path);
    if (f) {
        struct sb text = {0};

        sb_printf(&text, "%s counts: %s", path, f->counts);
        put_wrapped(sb_text(&text), "          ");
        sb_free(&text);
    }
}

static void say_goal(const struct play_goal *goal)
{
    printf("  %-6s  %s   found %s%s\n", goal->met ? "met" : "missed", goal->text, goal->found,
           goal->gos ? "   (Go's own choices meet it too)" : "");
    if (goal->met)
        return;
    if (goal->why)
        put_wrapped(goal->why, "          ");
    say_figure(goal->text);
}

static void say_score(const struct table *t, const struct play_goal *goals, int32_t n)
{
    int32_t met = 0, gos = 0;

    for (int32_t i = 0; i < n; i++) {
        met += goals[i].met;
        gos += goals[i].gos;
    }
    printf("Score: you %" PRId32 " of %" PRId32 ", Go with seed %llu %" PRId32 " of %" PRId32
           ", in %" PRId32 " %s.\n",
           met, n, (unsigned long long)t->session.program->seed, gos, n, play_moves(t->play),
           play_moves(t->play) == 1 ? "move" : "moves");
    if (met < n)
        printf("Another way: u takes moves back, ? shows Go's; a missed goal says what it turns "
               "on.\n");
}

void play_say_end(struct table *t)
{
    int32_t n;
    const struct play_goal *goals = play_goals(t->play, &n);
    char time[VTIME_TEXT];

    t->met = true;
    if (play_gave_up(t->play))
        printf("The next choice that makes a difference is too far off to be looked for: the rest "
               "is Go's.\n");
    vtime_format(time, play_end(t->play));
    printf("The run is over, at %s.\n", time);
    for (int32_t i = 0; i < n; i++) {
        say_goal(&goals[i]);
        t->met &= goals[i].met;
    }
    if (n)
        say_score(t, goals, n);
    t->judged = true;
}
