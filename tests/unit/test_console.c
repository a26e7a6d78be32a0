/* The console, fed by hand: every event here is one that a run would deliver. */
#include <string.h>

#include "console.h"
#include "test.h"

/* func main { op 0 print "n=%i g=%g t=%t", op 1 panic "boom", op 2 go worker, op 3 call worker }
 * func worker { op 4 recv, op 5 call worker } */
static struct op ops[] = {
    {.kind = OP_PRINT, .func = 0, .text = "n=%i g=%g t=%t"},
    {.kind = OP_PANIC, .func = 0, .text = "boom"},
    {.kind = OP_GO, .func = 0, .obj = 1, .text = ""},
    {.kind = OP_CALL, .func = 0, .obj = 1, .text = ""},
    {.kind = OP_RECV, .func = 1, .text = ""},
    {.kind = OP_CALL, .func = 1, .obj = 1, .text = ""},
};
static struct func funcs[] = {{.name = "main"}, {.name = "worker"}};
static const int32_t op_lines[] = {11, 12, 13, 14, 21, 22};
static const int32_t func_lines[] = {10, 20};
static const struct source_map source = {
    .file = "/home/you/x/main.go", .op_line = op_lines, .func_line = func_lines};

struct stage {
    struct program program;
    struct emit_context ctx;
    struct writer *out, *err;
    struct console *console;
};

static void open_stage(struct stage *s, enum model model, struct redirect out, struct redirect err)
{
    *s = (struct stage){
        .program = {.model = model, .ops = ops, .nops = 6, .funcs = funcs, .nfuncs = 2}};
    s->program.out = out;
    s->program.err = err;
    s->ctx = (struct emit_context){.program = &s->program, .source = &source};
    s->out = writer_to_memory();
    s->err = writer_to_memory();
    s->console = console_new(&s->ctx, s->out, s->err, CONSOLE_KEEP);
}

static void close_stage(struct stage *s)
{
    console_free(s->console);
    writer_abandon(s->out);
    writer_abandon(s->err);
}

static void tell(struct stage *s, struct event ev)
{
    struct event_sink sink = console_sink(s->console);

    sink.events(sink.self, &ev, 1);
}

static void assert_wrote(const struct writer *w, const char *text)
{
    size_t len;
    const char *bytes = writer_bytes(w, &len);

    assert_int_equal(len, strlen(text));
    assert_memory_equal(bytes, text, len);
}

#define TERMINAL ((struct redirect){.to = TO_TERMINAL})

static void print_at(struct stage *s, bool to_stderr)
{
    tell(s, (struct event){
                .t = 5 * MSEC, .kind = EV_PRINT, .at = 0, .a = 3, .b = 4, .flag = to_stderr});
}

static void prints_are_expanded_and_kept(void **state)
{
    struct stage s;
    const char *const *lines;
    size_t n;

    (void)state;
    open_stage(&s, GO1_27, TERMINAL, TERMINAL);
    print_at(&s, false);
    print_at(&s, true);
    print_at(&s, false);
    assert_wrote(s.out, "n=3 g=4 t=5ms\nn=3 g=4 t=5ms\n");
    assert_wrote(s.err, "n=3 g=4 t=5ms\n");
    lines = console_lines(s.console, CONSOLE_OUT, &n);
    assert_int_equal(n, 2);
    assert_string_equal(lines[1], "n=3 g=4 t=5ms");
    lines = console_lines(s.console, CONSOLE_ERR, &n);
    assert_int_equal(n, 1);
    close_stage(&s);
}

/* Law: each stream reaches exactly what the shell's redirection says. */
static void redirections(void **state)
{
    static const struct {
        struct redirect out, err;
        const char *to_out, *to_err, *in_file; /* '1' and '2' for a line of each stream */
    } cases[] = {
        {{.to = TO_TERMINAL}, {.to = TO_OTHER}, "12", "", NULL},
        {{.to = TO_OTHER}, {.to = TO_TERMINAL}, "", "12", NULL},
        {{.to = TO_NULL}, {.to = TO_TERMINAL}, "", "2", NULL},
        {{.to = TO_FILE, .file = "f"}, {.to = TO_TERMINAL}, "", "2", "1"},
        {{.to = TO_FILE, .file = "f"}, {.to = TO_OTHER}, "", "", "12"},
        {{.to = TO_FILE, .file = "f"}, {.to = TO_FILE, .file = "f"}, "", "", "12"},
        {{.to = TO_NULL}, {.to = TO_OTHER}, "", "", NULL},
        {{.to = TO_FILE, .file = "f"}, {.to = TO_CROSS}, "2", "", "1"},
        {{.to = TO_CROSS}, {.to = TO_NULL}, "", "1", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *line = "n=3 g=4 t=5ms\n";
        const struct console_file *files;
        struct stage s;
        size_t n, len;

        open_stage(&s, GO1_27, cases[i].out, cases[i].err);
        print_at(&s, false);
        print_at(&s, true);
        (void)writer_bytes(s.out, &len);
        assert_int_equal(len, strlen(cases[i].to_out) * strlen(line));
        (void)writer_bytes(s.err, &len);
        assert_int_equal(len, strlen(cases[i].to_err) * strlen(line));
        files = console_files(s.console, &n);
        assert_int_equal(n, cases[i].in_file ? 1 : 0);
        if (n)
            assert_int_equal(files[0].len, strlen(cases[i].in_file) * strlen(line));
        close_stage(&s);
    }
}

static void snap(struct stage *s, enum snap_what what, int fields)
{
    static const int64_t values[SNAP_FIELDS] = {22, 4, 0, 5, 0, 1, 0, 2, 0, 3, 0, 1};

    for (int f = 0; f < fields; f++)
        tell(s, (struct event){
                    .kind = EV_SNAP, .a = values[f], .b = f, .flag = (uint8_t)what, .m = 1});
}

static void snap_ps(struct stage *s, enum snap_p_field field, const int64_t *values, int n)
{
    for (int i = 0; i < n; i++)
        tell(s, (struct event){
                    .kind = EV_SNAP_P, .a = values[i], .b = field, .p = (int16_t)i, .m = 1});
}

/* The examples of the reference, byte for byte. */
static void schedtrace_lines(void **state)
{
    static const struct {
        enum model model;
        const char *line;
    } cases[] = {
        {GO1_19, "SCHED 22ms: gomaxprocs=4 idleprocs=0 threads=5 spinningthreads=0 idlethreads=0 "
                 "runqueue=2 [11 3 0 0]\n"},
        {GO1_24, "SCHED 22ms: gomaxprocs=4 idleprocs=0 threads=5 spinningthreads=0 needspinning=1 "
                 "idlethreads=0 "
                 "runqueue=2 [11 3 0 0]\n"},
        {GO1_27, "SCHED 22ms: gomaxprocs=4 idleprocs=0 threads=5 spinningthreads=0 needspinning=1 "
                 "idlethreads=0 "
                 "runqueue=2 [ 11 3 0 0 ] schedticks=[ 2 2 2 5 ]\n"},
    };
    static const int64_t lengths[] = {11, 3, 0, 0}, ticks[] = {2, 2, 2, 5};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stage s;

        open_stage(&s, cases[i].model, TERMINAL, TERMINAL);
        snap(&s, SNAP_SCHEDTRACE, SNAP_RUNQUEUE + 1);
        snap_ps(&s, SNAP_P_RUNQSIZE, lengths, 4);
        snap_ps(&s, SNAP_P_SCHEDTICK, ticks, 4);
        tell(&s, (struct event){.kind = EV_SNAP_END});
        assert_wrote(s.err, cases[i].line);
        assert_wrote(s.out, "");
        close_stage(&s);
    }
}

/* Law: a mark looks, and prints nothing. */
static void marks_print_nothing(void **state)
{
    static const int64_t lengths[] = {1};
    struct stage s;

    (void)state;
    open_stage(&s, GO1_27, TERMINAL, TERMINAL);
    snap(&s, SNAP_MARK, SNAP_RUNQUEUE + 1);
    snap_ps(&s, SNAP_P_RUNQSIZE, lengths, 1);
    tell(&s, (struct event){.kind = EV_SNAP_END, .flag = SNAP_MARK});
    assert_wrote(s.err, "");
    close_stage(&s);
}

static void snap_detail(struct stage *s, enum snap_what what)
{
    static const int64_t p0[SNAP_P_FIELDS] = {1, 2, 0, 0, 0, 0, 1},
                         p1[SNAP_P_FIELDS] = {0, 2, 0, -1, 0, 0, 0};
    static const int64_t m0[SNAP_M_FIELDS] = {0, 1, 1, 32, 0, 0, 0},
                         m3[SNAP_M_FIELDS] = {-1, 0, 0, 0, 0, 1, 7};

    snap(s, what, SNAP_FIELDS);
    for (int f = 0; f < SNAP_P_FIELDS; f++)
        tell(s, (struct event){.kind = EV_SNAP_P, .a = p0[f], .b = f, .p = 0, .m = 1});
    for (int f = 0; f < SNAP_P_FIELDS; f++)
        tell(s, (struct event){.kind = EV_SNAP_P, .a = p1[f], .b = f, .p = 1, .m = 1});
    for (int f = 0; f < SNAP_M_FIELDS; f++)
        tell(s, (struct event){.kind = EV_SNAP_M, .a = m3[f], .b = f, .m = 3});
    for (int f = 0; f < SNAP_M_FIELDS; f++)
        tell(s, (struct event){.kind = EV_SNAP_M, .a = m0[f], .b = f, .m = 1});
    tell(s,
         (struct event){
             .kind = EV_SNAP_G, .g = 1, .a = 0, .b = WAIT_CHAN_RECV, .flag = G_RUNNING, .m = -1});
    tell(s, (struct event){
                .kind = EV_SNAP_G, .g = 6, .a = -1, .b = WAIT_WG, .flag = G_WAITING, .m = 3});
    tell(s, (struct event){
                .kind = EV_SNAP_G, .g = 7, .a = -1, .b = WAIT_NONE, .flag = G_DEAD, .m = -1});
    tell(s, (struct event){.kind = EV_SNAP_END, .flag = (uint8_t)what});
}

static void scheddetail_blocks(void **state)
{
    struct stage s;

    (void)state;
    open_stage(&s, GO1_27, TERMINAL, TERMINAL);
    snap_detail(&s, SNAP_DETAIL);
    assert_wrote(
        s.err, "SCHED 22ms: gomaxprocs=4 idleprocs=0 threads=5 spinningthreads=0 needspinning=1 "
               "idlethreads=0 "
               "runqueue=2 gcwaiting=false nmidlelocked=3 stopwait=0 sysmonwait=true\n"
               "  P0: status=1 schedtick=2 syscalltick=0 m=0 runqsize=0 gfreecnt=0 timerslen=1\n"
               "  P1: status=0 schedtick=2 syscalltick=0 m=nil runqsize=0 gfreecnt=0 timerslen=0\n"
               "  M3: p=nil curg=nil mallocing=0 throwing=0 preemptoff= locks=0 dying=0 "
               "spinning=false blocked=true "
               "lockedg=7\n"
               "  M1: p=0 curg=1 mallocing=1 throwing=0 preemptoff= locks=32 dying=0 "
               "spinning=false blocked=false "
               "lockedg=nil\n"
               "  G1: status=2(chan receive) m=0 lockedm=nil\n"
               "  G6: status=4(sync.WaitGroup.Wait) m=nil lockedm=3\n"
               "  G7: status=6() m=nil lockedm=nil\n");
    close_stage(&s);

    open_stage(&s, GO1_19, TERMINAL, TERMINAL);
    snap_detail(&s, SNAP_DETAIL);
    assert_wrote(s.err,
                 "SCHED 22ms: gomaxprocs=4 idleprocs=0 threads=5 spinningthreads=0 idlethreads=0 "
                 "runqueue=2 gcwaiting=0 nmidlelocked=3 stopwait=0 sysmonwait=1\n"
                 "  P0: status=1 schedtick=2 syscalltick=0 m=0 runqsize=0 gfreecnt=0 timerslen=1\n"
                 "  P1: status=0 schedtick=2 syscalltick=0 m=-1 runqsize=0 gfreecnt=0 timerslen=0\n"
                 "  M3: p=-1 curg=-1 mallocing=0 throwing=0 preemptoff= locks=0 dying=0 "
                 "spinning=false blocked=true "
                 "lockedg=7\n"
                 "  M1: p=0 curg=1 mallocing=1 throwing=0 preemptoff= locks=32 dying=0 "
                 "spinning=false blocked=false "
                 "lockedg=-1\n"
                 "  G1: status=2(chan receive) m=0 lockedm=-1\n"
                 "  G6: status=4(semacquire) m=-1 lockedm=3\n"
                 "  G7: status=6() m=-1 lockedm=-1\n");
    close_stage(&s);
}

/* A crash tells in its block which thread is dying, and of what. */
static void crash_blocks_name_the_dying_thread(void **state)
{
    struct stage s;
    const char *bytes;
    size_t len;

    (void)state;
    open_stage(&s, GO1_27, TERMINAL, TERMINAL);
    tell(&s, (struct event){.kind = EV_FATAL, .b = FATAL_DEADLOCK});
    snap_detail(&s, SNAP_CRASH);
    bytes = writer_bytes(s.err, &len);
    assert_true(strncmp(bytes, "fatal error: all goroutines are asleep - deadlock!\nSCHED 22ms: ",
                        63) == 0);
    assert_non_null(
        strstr(bytes, "  M1: p=0 curg=1 mallocing=1 throwing=1 preemptoff= locks=32 dying=1 "));
    assert_non_null(
        strstr(bytes, "  M3: p=nil curg=nil mallocing=0 throwing=0 preemptoff= locks=0 dying=0 "));
    close_stage(&s);
}

static void messages_are_in_go_words(void **state)
{
    static const struct {
        uint8_t kind;
        int64_t a, b;
        const char *text;
    } cases[] = {
        {EV_FATAL, 0, FATAL_DEADLOCK, "fatal error: all goroutines are asleep - deadlock!\n"},
        {EV_FATAL, 0, FATAL_NO_GOROUTINES,
         "fatal error: no goroutines (main called runtime.Goexit) - deadlock!\n"},
        {EV_FATAL, 0, FATAL_UNLOCK, "fatal error: sync: unlock of unlocked mutex\n"},
        {EV_FATAL, 0, FATAL_RW_RUNLOCK, "fatal error: sync: RUnlock of unlocked RWMutex\n"},
        {EV_FATAL, 20, FATAL_THREADS,
         "runtime: program exceeds 20-thread limit\nfatal error: thread exhaustion\n"},
        {EV_PANIC, 0, PANIC_USER, "panic: boom\n"},
        {EV_PANIC, 0, PANIC_SEND_CLOSED, "panic: send on closed channel\n"},
        {EV_PANIC, 0, PANIC_CLOSE_CLOSED, "panic: close of closed channel\n"},
        {EV_PANIC, 0, PANIC_CLOSE_NIL, "panic: close of nil channel\n"},
        {EV_PANIC, 0, PANIC_WG_NEGATIVE, "panic: sync: negative WaitGroup counter\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stage s;

        open_stage(&s, GO1_27, TERMINAL, TERMINAL);
        tell(&s, (struct event){
                     .kind = cases[i].kind, .a = cases[i].a, .b = cases[i].b, .at = 1, .g = 1});
        assert_wrote(s.err, cases[i].text);
        close_stage(&s);
    }
}

static void panics_in_deferred_functions(void **state)
{
    struct stage s;

    (void)state;
    open_stage(&s, GO1_27, TERMINAL, TERMINAL);
    tell(&s, (struct event){.kind = EV_PANIC, .b = PANIC_USER, .at = 1, .g = 1});
    tell(&s, (struct event){.kind = EV_PANIC, .b = PANIC_CLOSE_NIL, .at = 1, .g = 1});
    assert_wrote(s.err, "panic: boom\n\tpanic: close of nil channel\n");
    close_stage(&s);
}

static void born(struct stage *s, goid g, goid creator, int32_t func, int32_t at)
{
    tell(s, (struct event){.kind = EV_DUMP_BORN, .g = g, .a = creator, .b = func, .at = at});
}

/* main (G1) waits in a function that it called; its child G18 has run, G19 has not, G20 came from a timer. */
static void goroutine_lists(void **state)
{
    struct stage s;

    (void)state;
    open_stage(&s, GO1_27, TERMINAL, TERMINAL);
    tell(&s, (struct event){.kind = EV_PLACE, .at = 6, .a = 3, .b = 4});
    born(&s, 1, 0, -1 - SYSGO_MAIN, PLACE_NONE);
    tell(&s, (struct event){
                 .kind = EV_DUMP_G, .g = 1, .at = 6, .b = WAIT_CHAN_RECV, .flag = G_WAITING});
    born(&s, 18, 1, 1, 2);
    tell(&s, (struct event){.kind = EV_DUMP_G,
                            .g = 18,
                            .at = 4,
                            .a = 2,
                            .b = WAIT_CHAN_RECV,
                            .flag = G_WAITING | 64});
    born(&s, 19, 1, 1, 2);
    tell(&s, (struct event){.kind = EV_DUMP_G, .g = 19, .at = PLACE_NONE, .flag = G_RUNNABLE});
    born(&s, 20, 0, 1, PLACE_NONE);
    tell(&s, (struct event){
                 .kind = EV_DUMP_G, .g = 20, .at = 4, .a = 9, .b = WAIT_SLEEP, .flag = G_RUNNING});
    assert_wrote(s.err, "\ngoroutine 1 [chan receive]:\n"
                        "main.worker()\n\t/home/you/x/main.go:21 +0x2d\n"
                        "main.main()\n\t/home/you/x/main.go:14 +0x5d\n"
                        "\ngoroutine 18 [chan receive, 2 minutes, locked to thread]:\n"
                        "main.worker()\n\t/home/you/x/main.go:21 +0x2d\n"
                        "created by main.main in goroutine 1\n\t/home/you/x/main.go:13 +0x4d\n"
                        "\ngoroutine 19 [runnable]:\n"
                        "main.worker()\n\t/home/you/x/main.go:20\n"
                        "created by main.main in goroutine 1\n\t/home/you/x/main.go:13 +0x4d\n"
                        "\ngoroutine 20 [running]:\n"
                        "main.worker()\n\t/home/you/x/main.go:21 +0x2d\n"
                        "created by time.goFunc\n\t/usr/local/go/src/time/sleep.go:182 +0x2d\n");
    close_stage(&s);
}

/* Law: of a deep stack a hundred frames are shown. */
static void deep_stacks_are_cut(void **state)
{
    struct stage s;
    const char *bytes;
    size_t len, frames = 0;

    (void)state;
    open_stage(&s, GO1_27, TERMINAL, TERMINAL);
    for (int32_t i = 0; i < 200; i++)
        tell(&s, (struct event){.kind = EV_PLACE, .at = 6 + i, .a = i ? 5 + i : 3, .b = 5});
    tell(&s, (struct event){.kind = EV_DUMP_G, .g = 1, .at = 205, .b = WAIT_WG, .flag = G_WAITING});
    bytes = writer_bytes(s.err, &len);
    assert_non_null(strstr(bytes, "\n...101 frames elided...\n"));
    for (const char *at = bytes; (at = strstr(at, "\nmain.")) != NULL; at++)
        frames++;
    assert_int_equal(frames, 100);
    close_stage(&s);
}

/* Law: of what is written to a file of the simulated disk only that stands there which found room; of a crash, too. */
static void full_disks_cut_what_is_written(void **state)
{
    const struct redirect file = {.to = TO_FILE, .file = "all.txt"};
    const struct console_file *files;
    struct stage s;
    size_t n;

    (void)state;
    open_stage(&s, GO1_27, file, (struct redirect){.to = TO_OTHER});
    tell(&s, (struct event){.kind = EV_PRINT, .at = 0, .a = 1, .b = event_pair(0, 2), .t = 3});
    tell(&s, (struct event){.kind = EV_FILE_WRITE, .flag = WRITE_STREAM, .b = 12});
    tell(&s, (struct event){.kind = EV_FILE_WRITE, .flag = WRITE_PROGRAM, .a = 7, .b = 0});
    tell(&s, (struct event){.kind = EV_PRINT, .at = 0, .a = 1, .b = event_pair(0, 2), .t = 3});
    tell(&s, (struct event){.kind = EV_FILE_WRITE, .flag = WRITE_STREAM, .b = 3});
    tell(&s, (struct event){.kind = EV_CRASH_ROOM, .a = 9});
    tell(&s, (struct event){.kind = EV_PANIC, .b = PANIC_USER, .at = 1, .g = 1});
    files = console_files(s.console, &n);
    assert_int_equal(n, 1);
    assert_memory_equal(files[0].bytes + files[0].len - 12, "n=1panic: bo", 12);
    tell(&s, (struct event){.kind = EV_PANIC, .b = PANIC_USER, .at = 1, .g = 1});
    assert_int_equal(console_files(s.console, &n)[0].len, files[0].len);
    close_stage(&s);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(prints_are_expanded_and_kept),
    cmocka_unit_test(redirections),
    cmocka_unit_test(schedtrace_lines),
    cmocka_unit_test(marks_print_nothing),
    cmocka_unit_test(scheddetail_blocks),
    cmocka_unit_test(crash_blocks_name_the_dying_thread),
    cmocka_unit_test(messages_are_in_go_words),
    cmocka_unit_test(panics_in_deferred_functions),
    cmocka_unit_test(goroutine_lists),
    cmocka_unit_test(deep_stacks_are_cut),
    cmocka_unit_test(full_disks_cut_what_is_written),
};

RUN_TESTS(tests)
