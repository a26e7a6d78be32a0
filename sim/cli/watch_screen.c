#define _GNU_SOURCE
#include "watch_screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shelf.h"

struct watch_screen watch_screen_begin(void)
{
    const char *term = getenv("TERM");
    struct watch_screen s = {.terminal = isatty(STDOUT_FILENO)};

    s.clears = s.terminal && term && *term && strcmp(term, "dumb") != 0;
    return s;
}

void watch_screen_page(const struct watch_screen *s, const struct exercise *ex)
{
    if (s->clears)
        fputs("\033[H\033[2J\033[3J", stdout);
    else
        fputs("\n----------------------------------------\n", stdout);
    printf("%d. %s\n\n", ex->number, ex->title);
    fflush(stdout);
}

enum { BAR_WIDTH = 20 };

/* "predict [observe] fix explain  Done [##--] 3 of 10" */
static void put_bar(struct bugs *b, const struct exercise *ex)
{
    int now = learner_step(&b->learner, ex->name);

    const char *const *at = shelf_list(b->shelf, &b->arena);
    int all = 0, done = 0;

    for (; *at; at++, all++)
        done += learner_step(&b->learner, shelf_base(*at, &b->arena) + 3) == STEP_DONE;
    putchar('\n');
    for (int i = STEP_PREDICT; i <= STEP_EXPLAIN; i++)
        printf(i == now ? "[%s] " : "%s ", learner_steps[i]);
    fputs(" Done [", stdout);
    for (int i = 0; i < BAR_WIDTH; i++)
        putchar(i * all < done * BAR_WIDTH ? '#' : '-');
    printf("] %d of %d\n", done, all);
}

/* The file's name; where the terminal knows links, a click opens it. */
static void put_file(const struct watch_screen *s, const char *file)
{
    char *path = s->clears ? realpath(file, NULL) : NULL;

    if (path)
        printf("Your file: \033]8;;file://%s\033\\%s\033]8;;\033\\\n", path, file);
    else
        printf("Your file: %s\n", file);
    free(path);
}

static void put_key(bool can, const char *key)
{
    if (can)
        printf("%s / ", key);
}

void watch_screen_foot(const struct watch_screen *s, struct bugs *b, const struct exercise *ex,
                       const char *file, const struct watch_can *can)
{
    int hints = learner_counted(&b->learner, ex->name, LEARNER_HINTS);

    put_bar(b, ex);
    put_file(s, file);
    put_key(can->next, "n:next");
    if (can->answer)
        printf("1-%d:answer / ", ex->nanswers);
    put_key(can->check, "r:run the check");
    put_key(can->evidence, "e:evidence");
    put_key(can->view, "v:view");
    if (can->hint)
        printf("h:hint %d/%d / ", hints + 1, ex->nhints);
    fputs("s:story / l:list / ", stdout);
    put_key(can->reset, "x:reset");
    fputs(s->terminal ? "q:quit ? " : "q:quit\n", stdout);
    fflush(stdout);
}
