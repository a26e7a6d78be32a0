#include "board.h"

enum { PAD = 10, SPACE = 6, TOKEN_H = 20, LEAN_W = 760, LEAN_H = 420 };

/* The largest ids that there are names for: an imported run has Go's own, which grow as it is read. */
static void find_longest(struct board_state *st, const struct board *b)
{
    const struct imported *im = b->su->imported;

    if (!im) {
        st->longest_g = b->w->created_gs;
        st->longest_m = b->w->created_ms;
        return;
    }
    for (; st->named_gs < im->gs.len; st->named_gs++)
        if (im->gs.at[st->named_gs] > st->longest_g)
            st->longest_g = im->gs.at[st->named_gs];
    for (; st->named_ms < im->ms.len; st->named_ms++)
        if (im->ms.at[st->named_ms] > st->longest_m)
            st->longest_m = im->ms.at[st->named_ms];
}

/* All tokens are as wide as the longest name so far, so that they stand in columns. */
static int32_t token_width(const struct board *b)
{
    int32_t width = scene_width(b->sc, STYLE_TOKEN, "G00");

    for (int64_t n = 100; n <= b->st->longest_g; n *= 10)
        width += scene_width(b->sc, STYLE_TOKEN, "0");
    return width + board_px(b, 10);
}

static void put_cards(struct board *b)
{
    const struct {
        struct rect box;
        void (*put)(struct board *, struct rect);
    } cards[] = {
        {b->plan.global, board_global},   {b->plan.sysmon, board_sysmon},
        {b->plan.netpoll, board_netpoll}, {b->plan.timers, board_timers},
        {b->plan.rooms, board_rooms},     {b->plan.threads, board_threads},
    };

    board_procs(b);
    for (size_t i = 0; i < sizeof cards / sizeof *cards; i++)
        if (cards[i].box.w > 0 && cards[i].box.h > 0)
            cards[i].put(b, cards[i].box);
    if (b->plan.head.w) /* last: it tells who stands nowhere */
        board_head(b, b->plan.head);
}

/* A trace need not tell GOMAXPROCS: then there are those that it names. */
int32_t board_ps(const struct world *w)
{
    int32_t named = (int32_t)w->ps.len;

    return w->gomaxprocs > 0 ? least(w->gomaxprocs, named) : named;
}

/* Before the first event there is nothing to lay out. */
static void say_empty(struct board *b, struct rect area)
{
    struct rect in = board_card(b, area, "The board", NULL);

    scene_prose(b->sc, in, STYLE_BODY, COLOR_DIM,
                "The run has not begun. Press the right arrow for its first event, or Space to "
                "play it.");
}

/* sysmon's thread has no other place than its card. */
static void count_sysmon(struct board *b)
{
    for (size_t m = 0; b->plan.sysmon.w == 0 && m < b->w->ms.len; m++)
        if (b->w->ms.at[m].role == M_SYSMON && b->w->ms.at[m].state != M_UNBORN)
            b->sum.ms_folded++;
}

static bool sets_limit(const struct program *p)
{
    for (int32_t i = 0; p && i < p->nops; i++)
        if (p->ops[i].kind == OP_SETMAXTHREADS)
            return true;
    return false;
}

/* Asked for; or beside a text to be read, where a full board would be small print. */
static bool is_lean(const struct board *b, struct rect area)
{
    bool beside = b->ui->tab == TAB_LESSON || b->ui->tab == TAB_PLAYER;

    return b->ui->lean ||
           (beside && (area.w < board_px(b, LEAN_W) || area.h < board_px(b, LEAN_H)));
}

static void build(struct frame *f, void *state, struct rect area)
{
    struct board b = {
        .ui = f->ui, .run = f->run, .su = &f->run->subject, .w = f->now, .sc = f->sc, .st = state};
    struct board_layout_asks asks = {.theme = &f->ui->theme, .area = area};

    if (b.st->run != b.run) {
        b.st->sets_limit = sets_limit(b.su->program);
        b.st->named_gs = b.st->named_ms = 0;
        b.st->longest_g = b.st->longest_m = 0;
    }
    find_longest(b.st, &b);
    b.gap = board_px(&b, 8);
    b.pad = board_px(&b, PAD);
    b.space = board_px(&b, SPACE);
    b.token_h = board_px(&b, TOKEN_H);
    b.token_w = token_width(&b);
    asks.nps = b.nps = board_ps(b.w);
    asks.lean = b.lean = is_lean(&b, area);
    b.st->sum = b.sum;
    if (b.nps == 0 && b.w->ngs == 0 && b.w->threads == 0) {
        say_empty(&b, area);
        return;
    }
    board_layout(&b.plan, &asks);
    board_light(&b);
    board_glide_begin(&b, area);
    count_sysmon(&b);
    put_cards(&b);
    board_arrow(&b);
    board_glide_end(&b);
    b.st->sum = b.sum;
}

/* The wheel over the waiting rooms brings up those that have no place. */
static bool input(struct ui *ui, void *state, struct rect area, const struct input *in)
{
    struct board_state *st = state;

    (void)ui;
    (void)area;
    if (in->kind != INPUT_WHEEL || in->dy == 0 || !rect_has(st->rooms, in->x, in->y))
        return false;
    st->rooms_skipped = most(st->rooms_skipped + (in->dy < 0 ? 1 : -1), 0);
    return true;
}

static void deinit(void *state)
{
    board_glide_deinit(state);
}

static void dump(const struct ui *ui, const void *state, struct sb *out)
{
    const struct board_state *st = state;

    (void)ui;
    sb_printf(out, "board-gs: %lld %lld\nboard-ms: %lld %lld\nboard-ps: %lld %lld\n",
              (long long)st->sum.gs_shown, (long long)st->sum.gs_folded,
              (long long)st->sum.ms_shown, (long long)st->sum.ms_folded,
              (long long)st->sum.ps_shown, (long long)st->sum.ps_folded);
}

const struct view_ops board_view = {.state_size = sizeof(struct board_state),
                                    .build = build,
                                    .input = input,
                                    .deinit = deinit,
                                    .dump = dump};
