/* What a frame of the timeline costs at 1920x1080, from input to finished pixels, on one core.
 *
 *     bench_timeline [EVENTS]            up to so many events, from 100,000; 10,000,000 if it is not said
 *
 * The run: 256 goroutines on 32 Ps that compute, pass things over channels, lock, sleep and make system calls. Frames are
 * zooms and pans by key, one after the other, each the best of some rounds, in processor time of this program. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "glyphs.h"
#include "gosrc.h"
#include "lanes.h"
#include "load.h"
#include "raster.h"
#include "rig.h"
#include "ui.h"

enum {
    W = 1920,
    H = 1080,
    FRAMES = 32,
    ROUNDS = 5,
    STEP = 2000 /* moments between two looks at the count */
};

static const char scenario[] =
    "{\"schedlab\": 1, \"name\": \"bench-timeline\", \"machine\": {\"cores\": 32},"
    " \"env\": {\"GOMAXPROCS\": \"32\"}, \"limit\": \"24h\","
    " \"objects\": {\"c\": {\"chan\": 8}, \"mu\": \"mutex\", \"wg\": \"waitgroup\"},"
    " \"funcs\": {\"main\": [{\"Add\": \"wg\"}, {\"go\": \"sender\", \"n\": 64}, {\"go\": "
    "\"taker\", \"n\": 64},"
    "   {\"go\": \"locker\", \"n\": 64}, {\"go\": \"caller\", \"n\": 64}, {\"Wait\": \"wg\"}],"
    "  \"sender\": [{\"for\": \"forever\", \"do\": [{\"cpu\": {\"exp\": \"9us\"}}, {\"send\": "
    "\"c\"}]}],"
    "  \"taker\": [{\"for\": \"forever\", \"do\": [{\"recv\": \"c\"}, {\"cpu\": {\"exp\": "
    "\"7us\"}}]}],"
    "  \"locker\": [{\"for\": \"forever\", \"do\": [{\"Lock\": \"mu\"}, {\"cpu\": \"2us\"}, "
    "{\"Unlock\": \"mu\"},"
    "    {\"cpu\": {\"exp\": \"200us\"}}]}],"
    "  \"caller\": [{\"for\": \"forever\", \"do\": [{\"cpu\": {\"exp\": \"30us\"}},"
    "    {\"syscall\": {\"exp\": \"50us\"}, \"name\": \"read\"}, {\"time.Sleep\": {\"exp\": "
    "\"900us\"}}]}]}}";

struct bench {
    struct arena arena;
    struct block_fonts blocks;
    struct fonts fonts;
    struct run run;
    struct ui *ui;
    struct pixels px;
};

static int64_t now(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
    return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

static void fill(struct bench *b, int64_t events)
{
    struct diags ds = {0};
    struct program *p = program_load("bench", scenario, sizeof scenario - 1, NULL, &b->arena, &ds);
    struct rig r = {.program = p};

    if (!p) {
        diags_print(&ds, stderr, scenario);
        exit(2);
    }
    r.source = gosrc_map(p, &b->arena);
    b->run.subject = (struct subject){.name = p->name, .program = p, .source = r.source};
    run_init(&b->run);
    rig_listen(&r, run_sink(&b->run));
    rig_open(&r);
    while (sim_step(r.sim, STEP) == SIM_RUNNING)
        if (history_len(b->run.history) >= events)
            sim_interrupt(r.sim);
    b->run.complete = true;
    rig_close(&r);
}

static int by_time(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Returns when the scene was there and only pixels were left to do. */
static int64_t frame(struct bench *b)
{
    const struct scene *sc = ui_build(b->ui, W, H);
    int64_t built = now();

    raster_draw(sc, &b->px);
    return built;
}

enum { MEDIAN = FRAMES / 2, DEAR = FRAMES * 19 / 20 };

static void keep_least(int64_t *best, int64_t took, bool first)
{
    if (first || took < *best)
        *best = took;
}

/* Frames that each follow one command, half of them forth, half back, the same again in each round; of each frame the best
 * round counts. Prints medians, and the dearest but one in twenty. */
static void measure(struct bench *b, const char *what, enum command forth, enum command back)
{
    int64_t took[FRAMES], scenes[FRAMES];
    struct window from = b->ui->window;

    for (int n = 0; n < ROUNDS * FRAMES; n++) {
        int i = n % FRAMES;
        int64_t began = now();

        if (i == 0)
            ui_show(b->ui, from.from, from.to);
        ui_command(b->ui, i < FRAMES / 2 ? forth : back, 0);
        keep_least(&scenes[i], frame(b) - began, n < FRAMES);
        keep_least(&took[i], now() - began, n < FRAMES);
    }
    qsort(took, FRAMES, sizeof *took, by_time);
    qsort(scenes, FRAMES, sizeof *scenes, by_time);
    printf("    %-30s %6.2f ms (the scene %5.2f)   one in twenty %6.2f ms\n", what,
           (double)took[MEDIAN] / 1e6, (double)scenes[MEDIAN] / 1e6, (double)took[DEAR] / 1e6);
}

/* By P and by G, over all of the run and far in. */
static void measure_all(struct bench *b)
{
    static const char *const names[] = {"by P", "by M", "by G"};

    for (int64_t by = 1; by <= 3; by += 2) {
        char what[64];

        ui_command(b->ui, CMD_LANES, by);
        ui_show(b->ui, 0, history_time(b->run.history));
        frame(b);
        snprintf(what, sizeof what, "%s, all: zoom in and out", names[by - 1]);
        measure(b, what, CMD_ZOOM_IN, CMD_ZOOM_OUT);
        ui_show(b->ui, history_time(b->run.history) / 4, history_time(b->run.history) / 2);
        snprintf(what, sizeof what, "%s, a quarter: pan", names[by - 1]);
        measure(b, what, CMD_PAN_RIGHT, CMD_PAN_LEFT);
        ui_show(b->ui, history_time(b->run.history) / 2,
                history_time(b->run.history) / 2 + 2 * MSEC);
        snprintf(what, sizeof what, "%s, 2 ms: pan", names[by - 1]);
        measure(b, what, CMD_PAN_RIGHT, CMD_PAN_LEFT);
    }
}

/* What the lanes take, in memory and time, beside the history. */
static void measure_lanes(const struct run *run)
{
    struct lanes l;
    int64_t began = now(), events = history_len(run->history);

    lanes_init(&l, &run->subject);
    lanes_follow(&l, run->history);
    printf(
        "%lld events, %.1f ms of virtual time; bytes an event: history %.1f, lanes %.1f; lanes are "
        "made in %.0f ns an event\n",
        (long long)events, (double)history_time(run->history) / 1e6,
        (double)history_bytes(run->history) / (double)events,
        (double)lanes_bytes(&l) / (double)events, (double)(now() - began) / (double)events);
    lanes_deinit(&l);
}

static void bench(int64_t events)
{
    struct bench *b = mem_zalloc(1, sizeof *b);
    const struct run *run = &b->run;

    fill(b, events);
    b->fonts = block_fonts(&b->blocks);
    b->px = (struct pixels){mem_zalloc((size_t)W * H, sizeof(uint32_t)), W, H, W};
    b->ui = ui_new(&run, 1, &b->fonts);
    b->ui->tab = TAB_TIMELINE;
    b->ui->drawer = false;
    measure_lanes(run);
    frame(b);
    measure_all(b);
    ui_free(b->ui);
    run_deinit(&b->run);
    arena_free(&b->arena);
    free(b->px.at);
    free(b);
}

int main(int argc, char **argv)
{
    int64_t most = argc > 1 ? strtoll(argv[1], NULL, 10) : 10000000;

    for (int64_t n = 100000; n <= most; n *= 10)
        bench(n);
    return 0;
}
