#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "test.h"

static struct op ops[] = {
    {.kind = OP_RECV, .func = 0, .text = "name", .text2 = "message"},
    {.kind = OP_GO, .func = 0, .text = "", .text2 = ""},
    {.kind = OP_RECV, .func = 1, .text = "", .text2 = ""},
};
static struct func funcs[] = {{.name = "main"}, {.name = "worker"}};
static struct object objects[] = {{.kind = OBJ_CHAN, .name = "jobs"}};
static const struct program program = {.model = GO1_27,
                                       .ops = ops,
                                       .nops = 3,
                                       .funcs = funcs,
                                       .nfuncs = 2,
                                       .objects = objects,
                                       .nobjects = 1};
static const int32_t op_lines[] = {14, 15, 21};
static const int32_t func_lines[] = {10, 20};
static const struct source_map source = {
    .file = "/home/you/x/main.go", .op_line = op_lines, .func_line = func_lines};

/* The log of `n` events, to free(). */
static char *log_of(const struct event *ev, size_t n)
{
    struct emit_context ctx = {.program = &program, .source = &source};
    struct writer *w = writer_to_memory();
    struct emitter *e = emitter_new(&emit_log, &ctx, w);
    struct event_sink sink = emitter_sink(e);
    const char *bytes;
    char *text;
    size_t len;

    sink.events(sink.self, ev, n);
    emitter_end(e);
    bytes = writer_bytes(w, &len);
    text = calloc(len + 1, 1);
    memcpy(text, bytes, len);
    writer_abandon(w);
    return text;
}

/* Law: every kind of event has a sentence of its own, in one line. */
static void every_kind_has_a_sentence(void **state)
{
    char *all[EVENT_KINDS];

    (void)state;
    for (int kind = 0; kind < EVENT_KINDS; kind++) {
        struct event ev = {.t = SEC,
                           .kind = (uint8_t)kind,
                           .g = 1,
                           .p = 1,
                           .a = 1,
                           .at = kind == EV_PLACE ? 3 : 0};
        char *text = log_of(&ev, 1), *line = strchr(text, '\n') + 1;

        assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
        assert_true(strncmp(line, "     1000.000000  G1      M0   ", 31) == 0);
        assert_true(strlen(line) > 62);
        for (int other = 0; other < kind; other++) {
            if (strcmp(strstr(all[other], "\n"), strstr(text, "\n")) == 0)
                fail_msg("kind %d says the same as kind %d: %s", kind, other, line);
        }
        all[kind] = text;
    }
    for (int kind = 0; kind < EVENT_KINDS; kind++)
        free(all[kind]);
}

static void waits_and_wakers_are_told(void **state)
{
    static const struct event run[] = {
        {.t = 1 * MSEC, .kind = EV_GO_CREATE, .g = 1, .m = 0, .p = 0, .at = 1, .a = 18, .b = 1},
        {.t = 2 * MSEC,
         .kind = EV_GO_START,
         .g = 18,
         .m = 2,
         .p = 1,
         .at = PLACE_NONE,
         .a = MSEC,
         .b = FROM_STEAL,
         .flag = 1},
        {.t = 3 * MSEC,
         .kind = EV_GO_BLOCK,
         .g = 18,
         .m = 2,
         .p = 1,
         .at = 2,
         .a = 0,
         .b = WAIT_CHAN_RECV},
        {.t = 7 * MSEC,
         .kind = EV_GO_READY,
         .g = 18,
         .m = 0,
         .p = 0,
         .at = 0,
         .a = 1,
         .b = BY_CHAN,
         .flag = TO_RUNNEXT},
        {.t = 7 * MSEC + 130,
         .kind = EV_GO_START,
         .g = 18,
         .m = 0,
         .p = 0,
         .at = PLACE_NONE,
         .a = 130,
         .b = FROM_RUNNEXT},
        {.t = 8 * MSEC,
         .kind = EV_M_PARK,
         .m = 3,
         .p = NOBODY,
         .at = PLACE_NONE,
         .flag = PARK_IDLE},
    };
    char *text = log_of(run, sizeof run / sizeof *run);

    (void)state;
    assert_string_equal(text, "       time (ms)  G       M    P    place                   what\n"
                              "        1.000000  G1      M0   P0   main.main:15            starts "
                              "G18, main.worker, which is next on P0\n"
                              "        2.000000  G18     M2   P1   -                       runs, "
                              "stolen, after 1ms in the queue; a new time slice\n"
                              "        3.000000  G18     M2   P1   main.worker:21          waits "
                              "for jobs (chan receive)\n"
                              "        7.000000  G18     M0   P0   main.main:14            can run "
                              "again, readied by G1 through a channel, and goes "
                              "into runnext; it waited 4ms\n"
                              "        7.000130  G18     M0   P0   -                       runs, "
                              "out of runnext, after 130ns in the queue; G1 had "
                              "readied it through a channel\n"
                              "        8.000000  -       M3   -    -                       the "
                              "thread parks for want of work\n");
    free(text);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_kind_has_a_sentence),
    cmocka_unit_test(waits_and_wakers_are_told),
};

RUN_TESTS(tests)
