#include "player_desk.h"

#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "interrupt.h"

static bool stopped(void)
{
    return interrupt_pending() != 0;
}

void player_desk_open(struct player_desk *pd, struct stage *st)
{
    *pd = (struct player_desk){.st = st, .player = {.said = ""}};
    st->ui->player = &pd->player;
}

static void end_game(struct player_desk *pd)
{
    if (pd->play)
        play_free(pd->play);
    session_free(&pd->session);
    pd->session = (struct session){0};
    pd->play = NULL;
    pd->player = (struct player){.said = "", .serial = pd->player.serial};
}

void player_desk_close(struct player_desk *pd)
{
    pd->st->ui->player = NULL;
    end_game(pd);
    sb_free(&pd->said);
}

/* ---- what the pane shows ------------------------------------------------------------------------------------------------------ */

/* Before the end, goals have not come to anything yet. */
static void show_goals(struct player_desk *pd)
{
    struct player *pl = &pd->player;
    const struct program *p = pd->session.program;
    struct play_goal *goals;

    if (!pl->question) {
        pl->goals = play_goals(pd->play, &pl->ngoals);
        return;
    }
    goals = ARENA_ARRAY(&pd->session.arena, struct play_goal, (size_t)p->ngoals + 1);
    for (int32_t i = 0; i < p->ngoals; i++)
        goals[i] = (struct play_goal){.text = p->goals[i], .why = p->goals_why[i]};
    pl->goals = goals;
    pl->ngoals = p->ngoals;
}

static void show(struct player_desk *pd)
{
    struct player *pl = &pd->player;

    pl->question = play_question(pd->play);
    show_goals(pd);
    pl->taken = play_moves(pd->play);
    pl->said = sb_text(&pd->said);
    pl->serial++;
}

static int64_t place(const struct player_desk *pd)
{
    return pd->player.question ? pd->player.question->pos : history_len(play_history(pd->play));
}

/* The run with the choices as they are now, in front of the person. */
static void show_run(struct player_desk *pd)
{
    struct choice *list;
    int32_t n = play_taken(pd->play, &list);

    stage_play(pd->st, list, n, place(pd));
    free(list);
}

/* ---- what is asked for -------------------------------------------------------------------------------------------------------- */

static void begin(struct player_desk *pd)
{
    const struct run *r = &pd->st->runs[0]->run;
    struct diags ds = {0};

    end_game(pd);
    if (!r->subject.program)
        return;
    if (!stage_session(pd->st, &pd->session, &ds)) {
        ui_tell(pd->st->ui, "%s", ds.list.len ? ds.list.at[0].message : "this cannot be played");
        diags_free(&ds);
        return;
    }
    diags_free(&ds);
    pd->play = play_new(pd->session.program, stopped);
    pd->player.name = arena_text(&pd->session.arena, r->subject.name, strlen(r->subject.name));
    pd->player.options =
        arena_text(&pd->session.arena, r->subject.options, strlen(r->subject.options));
    show(pd);
    show_run(pd);
}

static void take(struct player_desk *pd, int32_t move)
{
    const struct play_question *q = play_question(pd->play);

    if (!q || move < 0 || move >= q->nmoves)
        return;
    sb_printf(&pd->said, "Taken: %s%s", q->moves[move].words,
              q->moves[move].gos ? " So would Go." : "");
    play_take(pd->play, move);
}

static void take_gos(struct player_desk *pd)
{
    const struct play_question *q = play_question(pd->play);

    for (int32_t i = 0; q && i < q->nmoves; i++)
        if (q->moves[i].gos) {
            take(pd, i);
            return;
        }
}

static void save(struct player_desk *pd)
{
    struct sb path = {0}, text = {0};
    struct diags ds = {0};
    struct writer *w;

    sb_printf(&path, "%s.choices", pd->session.program->name);
    w = writer_open(sb_text(&path), &ds);
    play_choices(pd->play, &text);
    if (w) {
        writer_put(w, sb_text(&text), text.len);
        writer_close(w, &ds);
    }
    if (ds.list.len)
        ui_tell(pd->st->ui, "%s", ds.list.at[0].message);
    else
        ui_tell(pd->st->ui, "Written: %s, for schedlab run %s --choices %s", sb_text(&path),
                pd->player.name, sb_text(&path));
    diags_free(&ds);
    sb_free(&path);
    sb_free(&text);
}

/* What changes the game; the board follows. */
static void play_word(struct player_desk *pd, const char *text)
{
    sb_clear(&pd->said);
    pd->player.shows_go = strcmp(text, "which") == 0;
    if (strncmp(text, "take ", 5) == 0)
        take(pd, (int32_t)strtol(text + 5, NULL, 10) - 1);
    else if (strcmp(text, "go") == 0)
        take_gos(pd);
    else if (strcmp(text, "let-go") == 0 && play_question(pd->play))
        play_let_go(pd->play);
    else if (strcmp(text, "undo") == 0)
        play_undo(pd->play);
    show(pd);
    if (!pd->player.shows_go)
        show_run(pd);
}

void player_desk_do(struct player_desk *pd, const char *text)
{
    if (strcmp(text, "begin") == 0)
        begin(pd);
    else if (!pd->play)
        return;
    else if (strcmp(text, "save") == 0)
        save(pd);
    else if (strcmp(text, "back") == 0)
        ui_go(pd->st->ui, place(pd));
    else
        play_word(pd, text);
    ui_select(pd->st->ui, pd->st->ui->selected); /* so that it is drawn again */
}
