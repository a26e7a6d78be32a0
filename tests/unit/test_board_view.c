/* The board over worlds of real runs: those of all shipped scenarios, and some that are larger than anyone would make them. */
#include <dirent.h>

#include "board.h"
#include "file.h"
#include "glyphs.h"
#include "gosrc.h"
#include "layout.h"
#include "load_text.h"
#include "rig.h"
#include "test.h"
#include "trace_events.h"

/* ---- a run, and its board at chosen instants -------------------------------------------------------------------------- */

/* What is asked of a board at an instant. */
struct stage {
    struct ui ui;
    struct run run;
    struct world w;
    struct scene sc;
    struct board_state state;
    struct fonts fonts;
    struct rect area;
    const char *name;
    int64_t next; /* position of the next look */
    int32_t looks;
    bool held; /* no further looks: the world stays as it is */
    void (*look)(struct stage *st);
};

static struct block_fonts blocks;
static int64_t arrows; /* seen: lines of them, and texts that they passed */

static void stage_build(struct stage *st, struct rect area)
{
    struct frame f = {.ui = &st->ui, .run = &st->run, .now = &st->w, .sc = &st->sc};

    st->area = area;
    scene_begin(&st->sc, &st->ui.theme, &st->fonts, area.x + area.w, area.y + area.h);
    st->sc.clip = area;
    board_view.build(&f, &st->state, area);
}

static void stage_events(void *self, const struct event *ev, size_t n)
{
    struct stage *st = self;

    for (size_t i = 0; i < n; i++) {
        if (ev[i].kind == EV_PLACE)
            places_note(&st->run.subject.places, &ev[i]);
        world_event(&st->w, &ev[i]);
        if (st->held || (st->next > st->w.seq && ev[i].kind != EV_END))
            continue;
        st->next = st->w.seq * 3 + 7;
        st->ui.pos = st->w.seq;
        st->ui.t = st->w.now;
        st->looks++;
        st->look(st);
    }
}

static void stage_begin(struct stage *st, void (*look)(struct stage *))
{
    st->fonts = block_fonts(&blocks);
    st->ui.theme.scale = 100;
    st->ui.fonts = &st->fonts;
    st->look = look;
    world_init(&st->w);
}

/* Runs a program and looks at its board at instants further and further apart, and at its end. */
static void stage_run(struct stage *st, const struct program *p, void (*look)(struct stage *))
{
    struct arena arena = {0};
    struct rig r = {.program = p, .source = gosrc_map(p, &arena)};

    stage_begin(st, look);
    st->run.subject = (struct subject){.name = p->name, .program = p};
    st->name = p->name;
    places_init(&st->run.subject.places, p->nops);
    rig_listen(&r, (struct event_sink){stage_events, st});
    rig_open(&r);
    while (sim_step(r.sim, SIM_BATCH) == SIM_RUNNING)
        ;
    rig_close(&r);
    arena_free(&arena);
}

static void stage_free(struct stage *st)
{
    world_deinit(&st->w);
    scene_deinit(&st->sc);
    places_deinit(&st->run.subject.places);
    if (board_view.deinit)
        board_view.deinit(&st->state);
    st->state = (struct board_state){.ready = false};
}

static void run_text(struct stage *st, const char *rest, void (*look)(struct stage *))
{
    struct loaded l = load_rest(rest, NULL);

    if (!l.p)
        diags_print(&l.ds, stderr, rest);
    assert_non_null(l.p);
    stage_run(st, l.p, look);
    stage_free(st);
    loaded_free(&l);
}

/* ---- what a board promises -------------------------------------------------------------------------------------------- */

struct truth {
    int64_t gs, ms;
};

static void count_g(void *arg, goid g, void *record)
{
    const struct world_g *gp = record;
    struct truth *of = arg;

    (void)g;
    of->gs += gp->place != AT_NOWHERE;
}

static struct truth truth_of(struct stage *st)
{
    struct truth of = {0, 0};

    gtable_each(&st->w.gs, count_g, &of);
    for (size_t m = 0; m < st->w.ms.len; m++)
        of.ms += st->w.ms.at[m].state != M_UNBORN && st->w.ms.at[m].state != M_GONE;
    return of;
}

/* Everyone is shown or counted, nobody twice. */
static void holds_sums(struct stage *st)
{
    const struct board_sum *sum = &st->state.sum;
    struct truth of = truth_of(st);

    if (sum->gs_shown + sum->gs_folded != of.gs || sum->ms_shown + sum->ms_folded != of.ms)
        print_message("%s at %lld, %dx%d\n", st->name, (long long)st->w.seq, st->area.w,
                      st->area.h);
    assert_int_equal(sum->gs_shown + sum->gs_folded, of.gs);
    assert_int_equal(sum->ms_shown + sum->ms_folded, of.ms);
    assert_int_equal(sum->ps_shown + sum->ps_folded, board_ps(&st->w));
}

/* A line may go up or to the left. */
static bool within(struct rect in, struct rect out)
{
    if (in.w < 0)
        in = (struct rect){in.x + in.w, in.y, -in.w, in.h};
    if (in.h < 0)
        in = (struct rect){in.x, in.y + in.h, in.w, -in.h};
    return in.x >= out.x && in.y >= out.y && in.x + in.w <= out.x + out.w &&
           in.y + in.h <= out.y + out.h;
}

/* The plan that the view made: it is a function of the same. */
static struct board_plan plan_of(const struct stage *st)
{
    struct board_layout_asks asks = {
        .theme = &st->ui.theme, .area = st->area, .nps = board_ps(&st->w), .lean = st->ui.lean};
    struct board_plan plan;

    board_layout(&plan, &asks);
    return plan;
}

/* Every shape lies on one card (or in the head, or in the field of the Ps), and so in the area. */
static void holds_cards(struct stage *st)
{
    struct board_plan plan = plan_of(st);
    const struct rect cards[] = {plan.head,   plan.global, plan.sysmon, plan.netpoll,
                                 plan.timers, plan.rooms,  plan.procs,  plan.threads};

    for (size_t i = 0; i < st->sc.shapes.len; i++) {
        const struct shape *sh = &st->sc.shapes.at[i];
        bool inside =
            sh->layer == LAYER_FLOW /* an arrow goes from card to card */ ||
            (st->w.ngs == 0 && board_ps(&st->w) == 0); /* nothing there: one card says so */

        for (size_t k = 0; k < sizeof cards / sizeof *cards; k++)
            inside = inside || within(sh->box, cards[k]);
        if (!inside || !within(sh->box, st->area))
            print_message("%s: kind %d at %d,%d %dx%d pick %d %lld in %dx%d scale %d '%s'\n",
                          st->name, sh->kind, sh->box.x, sh->box.y, sh->box.w, sh->box.h,
                          sh->pick.kind, (long long)sh->pick.id, st->area.w, st->area.h,
                          st->ui.theme.scale, sh->kind == SHAPE_TEXT ? sh->u.text.whole : "");
        assert_true(inside);
        assert_true(within(sh->box, st->area));
    }
}

/* An arrow runs in the gaps between the cards: over no text. */
static void holds_arrows(struct stage *st)
{
    for (size_t i = 0; i < st->sc.shapes.len; i++)
        for (size_t k = 0; k < st->sc.shapes.len && st->sc.shapes.at[i].layer == LAYER_FLOW; k++) {
            const struct shape *arrow = &st->sc.shapes.at[i], *text = &st->sc.shapes.at[k];
            struct rect line = arrow->box;
            bool apart;

            if (text->kind != SHAPE_TEXT)
                continue;
            line.x += least(line.w, 0);
            line.y += least(line.h, 0);
            line.w = line.w < 0 ? -line.w : line.w;
            line.h = line.h < 0 ? -line.h : line.h;
            apart = line.x > text->box.x + text->box.w || text->box.x > line.x + line.w ||
                    line.y > text->box.y + text->box.h || text->box.y > line.y + line.h;
            assert_true(apart);
            arrows++;
        }
}

static void holds_texts(struct stage *st)
{
    const struct shape *a, *b;
    bool meet = scene_overlap(&st->sc, &a, &b);

    if (meet)
        print_message("%s %dx%d: '%s' and '%s'\n", st->name, st->area.w, st->area.h,
                      a->u.text.whole, b->u.text.whole);
    assert_false(meet);
}

/* Tokens (the texts with the names of goroutines) are as many as it says, of different goroutines. */
static void holds_tokens(struct stage *st)
{
    struct board_sum *sum = &st->state.sum;
    struct gtable seen;
    int64_t n = 0;

    gtable_init(&seen, sizeof(char));
    for (size_t i = 0; i < st->sc.shapes.len; i++) {
        const struct shape *sh = &st->sc.shapes.at[i];

        if (sh->pick.kind != PICK_G || sh->kind != SHAPE_TEXT || sh->style != STYLE_TOKEN)
            continue;
        assert_null(gtable_find(&seen, (goid)sh->pick.id));
        *(char *)gtable_at(&seen, (goid)sh->pick.id) = 1;
        n++;
    }
    gtable_deinit(&seen);
    assert_int_equal(n, sum->gs_shown);
}

static void holds_all(struct stage *st)
{
    holds_sums(st);
    holds_cards(st);
    holds_texts(st);
    holds_arrows(st);
    holds_tokens(st);
}

/* ---- laws ------------------------------------------------------------------------------------------------------------- */

static const struct {
    int32_t w, h;
} sizes[] = {{800, 500}, {1024, 640}, {1280, 720}, {1600, 900}, {1920, 1080}, {3840, 2160}};

static void look_at_all_sizes(struct stage *st)
{
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int how = 0; how < 8; how++) {
            struct layout l;

            st->ui.theme.scale = how & 1 ? 200 : 100;
            st->ui.theme.presenter = how & 2;
            st->ui.theme.light = how & 2;
            st->ui.drawer = how & 4;
            st->ui.lean = (how & 4) && (st->looks & 1);
            st->ui.tab = TAB_BOARD;
            layout_make(&l, &st->ui, sizes[i].w, sizes[i].h);
            stage_build(st, l.at[VIEW_BOARD]);
            holds_all(st);
        }
}

/* Law: in every shipped scenario, at every size, scale and theme, no two texts meet, nothing leaves its card, and every
 * goroutine, thread and processor is shown once or counted once. */
static void board_holds_in_all_scenarios(void **state)
{
    DIR *dir = opendir(SOURCE_DIR "/scenarios");
    struct dirent *entry;
    int runs = 0;

    (void)state;
    assert_non_null(dir);
    while ((entry = readdir(dir))) {
        struct stage st = {0};
        struct arena arena = {0};
        struct diags ds = {0};
        struct sb path = {0};
        struct program *p;

        if (!strstr(entry->d_name, ".json") || strcmp(entry->d_name, "schema.json") == 0)
            continue;
        sb_printf(&path, SOURCE_DIR "/scenarios/%s", entry->d_name);
        p = program_load_file(path.text, NULL, &arena, &ds, NULL);
        assert_non_null(p);
        stage_run(&st, p, look_at_all_sizes);
        assert_true(st.looks > 3);
        stage_free(&st);
        arena_free(&arena);
        sb_free(&path);
        runs++;
    }
    closedir(dir);
    assert_true(runs >= 17);
}

/* A trace of a real program, as far as it is valid; false: it has no events. */
static bool look_at_trace(const char *path, void (*look)(struct stage *))
{
    struct stage st = {.name = path};
    struct imported table = {.name = path};
    struct trace_summary s;
    struct diags ds = {0};
    const char *why;
    char *bytes;
    size_t len;

    assert_true(file_read(path, 1 << 20, &bytes, &len, &ds));
    trace_summarize(bytes, len, &s);
    stage_begin(&st, look);
    st.run.subject = (struct subject){.name = path, .imported = &table};
    places_init(&st.run.subject.places, 0);
    trace_events(bytes, len, &s, &table, (struct event_sink){stage_events, &st}, &why);
    stage_free(&st);
    imported_free(&table);
    trace_summary_free(&s);
    free(bytes);
    return st.looks > 0;
}

/* Law: the same of traces of real programs, whole and broken, where queues are not known. */
static void board_holds_for_imported_traces(void **state)
{
    static const char folder[] = SOURCE_DIR "/tests/fuzz/corpus/trace";
    DIR *dir = opendir(folder);
    struct dirent *entry;
    int shown = 0;

    (void)state;
    assert_non_null(dir);
    while ((entry = readdir(dir))) {
        struct sb path = {0};

        if (entry->d_name[0] == '.')
            continue;
        sb_printf(&path, "%s/%s", folder, entry->d_name);
        shown += look_at_trace(path.text, look_at_all_sizes);
        sb_free(&path);
    }
    closedir(dir);
    assert_true(shown > 5);
}

/* Law: the same with 1 to 1,000 Ps, all of them with queues, and goroutines that come and go. */
static void board_holds_with_any_number_of_ps(void **state)
{
    static const int ps[] = {1, 2, 3, 4, 8, 16, 64, 200, 1000};

    (void)state;
    for (size_t i = 0; i < sizeof ps / sizeof *ps; i++) {
        struct stage st = {0};
        struct sb text = {0};

        sb_printf(
            &text,
            "'machine': {'cores': %d}, 'env': {'GOMAXPROCS': '%d'}, 'objects': {'c': {'chan': "
            "10}, 'mu': 'mutex', 'wg': 'waitgroup'}, 'funcs': {'main': [{'Add': 'wg', 'n': %d},"
            "{'go': 'w', 'n': %d}, {'Wait': 'wg'}], 'w': [{'cpu': '30us'}, {'Lock': 'mu'}, "
            "{'Unlock': 'mu'}, {'syscall': '1ms', 'name': 'read'}, {'time.Sleep': '1ms'}, "
            "{'Done': 'wg'}]}",
            ps[i], ps[i], ps[i] * 3, ps[i] * 3);
        run_text(&st, text.text, look_at_all_sizes);
        sb_free(&text);
    }
}

/* Goroutines that go everywhere there is. */
static const char busy[] =
    "'machine': {'cores': 4}, 'env': {'GOMAXPROCS': '3'}, 'objects': {'wg': 'waitgroup', "
    "'c': {'chan': 2}}, 'funcs': {'main': [{'Add': 'wg', 'n': 40}, {'go': 'w', 'n': 40}, "
    "{'runtime.GC': true}, {'Wait': 'wg'}], 'w': [{'syscall': '200us', 'name': 'read'}, "
    "{'send': 'c'}, {'netpoll': '300us', 'name': 'conn'}, {'recv': 'c'}, "
    "{'time.Sleep': '100us'}, {'alloc': '1MB'}, {'cpu': '50us'}, {'Done': 'wg'}]}";

static void look_at_sums(struct stage *st)
{
    st->next = st->w.seq + 1;
    stage_build(st, (struct rect){8, 60, 884, 428});
    holds_sums(st);
    holds_arrows(st);
}

/* Law: the sums hold after every single event: while sysmon hands a P on, while threads come and go, while the world stops. */
static void board_sums_hold_at_every_event(void **state)
{
    struct stage st = {0};

    (void)state;
    run_text(&st, busy, look_at_sums);
    assert_true(st.looks > 1000);
    assert_true(arrows > 0);
}

/* ---- a hundred thousand, ten thousand ---------------------------------------------------------------------------------- */

static size_t most_shapes;
static int64_t most_gs, most_ms;

static void look_once_large(struct stage *st)
{
    st->ui.theme.scale = 100;
    stage_build(st, (struct rect){0, 0, 1904, 1000});
    holds_all(st);
    most_shapes = st->sc.shapes.len > most_shapes ? st->sc.shapes.len : most_shapes;
    most_gs = st->w.ngs > most_gs ? st->w.ngs : most_gs;
    most_ms = st->w.threads > most_ms ? st->w.threads : most_ms;
    if (st->w.ngs > 90000 || st->w.threads > 9000)
        look_at_all_sizes(st);
}

/* Law: a hundred thousand goroutines, in queues and in rooms, cost no more shapes than the screen holds. */
static void board_folds_a_hundred_thousand(void **state)
{
    struct stage st = {0};

    (void)state;
    most_shapes = 0;
    most_gs = 0;
    run_text(&st,
             "'machine': {'cores': 8}, 'env': {'GOMAXPROCS': '8'}, 'objects': {'c': {'chan': 0}, "
             "'mu': 'mutex'}, 'funcs': {'main': [{'Lock': 'mu'}, {'go': 'a', 'n': 50000}, "
             "{'go': 'b', 'n': 50000}, {'time.Sleep': '2s'}], 'a': [{'recv': 'c'}], "
             "'b': [{'Lock': 'mu'}]}",
             look_once_large);
    assert_true(most_gs > 100000);
    assert_true(most_shapes < 3000);
}

/* Law: the same for ten thousand threads in calls. */
static void board_folds_ten_thousand_threads(void **state)
{
    struct stage st = {0};

    (void)state;
    most_ms = 0;
    run_text(&st,
             "'machine': {'cores': 8}, 'env': {'GOMAXPROCS': '8'}, 'funcs': {'main': [{'go': 'a', "
             "'n': 9900}, {'time.Sleep': '3s'}], 'a': [{'syscall': {'until': '2s'}, "
             "'name': 'read'}]}",
             look_once_large);
    assert_true(most_ms > 9000);
}

/* ---- gliding ------------------------------------------------------------------------------------------------------------ */

/* The token of a goroutine, NULL: there is none. */
static const struct shape *token(const struct stage *st, goid g)
{
    for (size_t i = 0; i < st->sc.shapes.len; i++) {
        const struct shape *sh = &st->sc.shapes.at[i];

        if (sh->pick.kind == PICK_G && sh->pick.id == g && sh->kind == SHAPE_TEXT &&
            sh->style == STYLE_TOKEN)
            return sh;
    }
    return NULL;
}

static bool same_place(struct rect a, struct rect b)
{
    return a.x == b.x && a.y == b.y;
}

static int glides;

/* A step moved a token: at first it is where it was, then between, and after its time where it belongs. */
static void follow_token(struct stage *st, goid g, struct rect from)
{
    struct rect area = {0, 0, 1200, 600};
    const struct shape *sh = token(st, g);
    struct rect at, last;

    assert_non_null(sh);
    assert_true(same_place(sh->box, from));
    assert_int_equal(sh->layer, LAYER_TOKEN);
    st->ui.clock += UI_GLIDE / 2;
    stage_build(st, area);
    at = token(st, g)->box;
    assert_int_equal(token(st, g)->layer, LAYER_TOKEN);
    st->ui.clock += UI_GLIDE;
    stage_build(st, area);
    last = token(st, g)->box;
    assert_int_equal(token(st, g)->layer, LAYER_BASE);
    assert_false(same_place(at, last) && same_place(at, from));
    holds_all(st);
    glides++;
}

static goid watched;
static struct rect watched_at;

static void look_at_step(struct stage *st)
{
    struct rect area = {0, 0, 1200, 600};
    const struct shape *sh;

    st->next = st->w.seq + 1;
    stage_build(st, area);
    sh = watched ? token(st, watched) : NULL;
    if (sh && watched_at.w && sh->layer == LAYER_TOKEN)
        follow_token(st, watched, watched_at);
    st->ui.clock += 2 * UI_GLIDE;
    stage_build(st, area);
    watched = 1;
    sh = token(st, watched);
    watched_at = sh ? sh->box : (struct rect){0, 0, 0, 0};
}

static const char ping_pong[] =
    "'machine': {'cores': 4}, 'env': {'GOMAXPROCS': '2'}, 'objects': {'a': {'chan': 0}, "
    "'b': {'chan': 0}}, 'funcs': {'main': [{'go': 'w'}, {'for': 20, 'do': [{'send': 'a'}, "
    "{'recv': 'b'}]}], 'w': [{'for': 20, 'do': [{'recv': 'a'}, {'send': 'b'}]}]}";

/* Law: a token that changes its place is first where it was, then on its way over all cards, and then where it belongs. */
static void tokens_glide(void **state)
{
    struct stage st = {.ui.clock = 1};

    (void)state;
    glides = 0;
    watched = 0;
    run_text(&st, ping_pong, look_at_step);
    assert_true(glides > 10);
}

static void look_for_rest(struct stage *st)
{
    st->next = st->w.seq + 1;
    stage_build(st, (struct rect){0, 0, 1200, 600});
    for (size_t i = 0; i < st->sc.shapes.len; i++)
        assert_int_not_equal(st->sc.shapes.at[i].layer, LAYER_TOKEN);
}

/* Law: without a clock nothing is on its way: a picture shows where everyone is. */
static void pictures_stand_still(void **state)
{
    struct stage st = {0};

    (void)state;
    run_text(&st, ping_pong, look_for_rest);
}

static int64_t rested_at;

static void look_after_many(struct stage *st)
{
    if (st->w.seq - rested_at <= 64)
        return; /* the run is over before there were many */
    rested_at = st->w.seq;
    st->ui.clock += UI_GLIDE / 20;
    look_for_rest(st);
    st->next = st->w.seq + 65 + st->looks; /* not in step with what repeats itself */
}

/* Law: between frames that many events lie between nothing glides: it would show ways that nobody went. */
static void fast_playing_cuts_the_glide(void **state)
{
    struct stage st = {.ui.clock = 1};

    (void)state;
    rested_at = 0;
    run_text(&st, busy, look_after_many);
    assert_true(st.looks > 2);
}

/* ---- what a click finds, and what lights up ------------------------------------------------------------------------------ */

static int lit_waiters;

static void look_at_mutex(struct stage *st)
{
    const struct world_room *room = world_room(&st->w, ROOM_OBJECT, 0);
    int rings = 0;

    st->next = st->w.seq + 1;
    st->w.last.g = 0; /* the last change has a ring of its own */
    st->ui.hover = (struct pick){PICK_OBJECT, 0, 0};
    stage_build(st, (struct rect){0, 0, 1900, 1000});
    for (size_t i = 0; i < st->sc.shapes.len; i++) {
        const struct shape *sh = &st->sc.shapes.at[i];

        rings += sh->kind == SHAPE_STROKE && sh->color == COLOR_ACCENT && sh->pick.kind == PICK_G;
    }
    assert_int_equal(rings, room ? room->waiters.len : 0);
    lit_waiters = rings > lit_waiters ? rings : lit_waiters;
    for (goid g = 1; g < 30; g++) {
        const struct shape *sh = token(st, g);
        const struct shape *hit =
            sh ? scene_at(&st->sc, sh->box.x + 1, sh->box.y + sh->box.h / 2) : NULL;

        if (sh && hit)
            assert_true(hit->pick.kind == PICK_G && hit->pick.id == g);
        assert_true(!sh || hit);
    }
}

/* Law: an object under the mouse lights all who wait for it and nobody else as such; a click on a token finds its goroutine. */
static void an_object_lights_its_waiters(void **state)
{
    struct stage st = {0};

    (void)state;
    lit_waiters = 0;
    run_text(&st,
             "'machine': {'cores': 4}, 'env': {'GOMAXPROCS': '2'}, 'objects': {'mu': 'mutex'}, "
             "'funcs': {'main': [{'Lock': 'mu'}, {'go': 'w', 'n': 5}, {'time.Sleep': '1ms'}, "
             "{'Unlock': 'mu'}, {'time.Sleep': '1ms'}], 'w': [{'Lock': 'mu'}, {'cpu': '10us'}, "
             "{'Unlock': 'mu'}]}",
             look_at_mutex);
    assert_int_equal(lit_waiters, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(board_holds_in_all_scenarios),
        cmocka_unit_test(board_holds_for_imported_traces),
        cmocka_unit_test(board_holds_with_any_number_of_ps),
        cmocka_unit_test(board_sums_hold_at_every_event),
        cmocka_unit_test(board_folds_a_hundred_thousand),
        cmocka_unit_test(board_folds_ten_thousand_threads),
        cmocka_unit_test(tokens_glide),
        cmocka_unit_test(pictures_stand_still),
        cmocka_unit_test(fast_playing_cuts_the_glide),
        cmocka_unit_test(an_object_lights_its_waiters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
