/* The summary, of runs made by hand and of real ones. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "figure.h"
#include "gosrc.h"
#include "load.h"
#include "proctrace.h"
#include "queues.h"
#include "sim.h"
#include "summary.h"
#include "test.h"
#include "threads.h"

/* ---- runs made by hand ------------------------------------------------------------------------------------------------------- */

static struct op ops[] = {
    {.kind = OP_MARK, .func = 0, .text = "storm"},
    {.kind = OP_MEASURE, .func = 0, .text = "all"},
    {.kind = OP_CREATE, .func = 0, .text = "t-%i.out"},
    {.kind = OP_NEWTASK, .func = 0, .text = "handle"},
    {.kind = OP_STARTREGION, .func = 0, .text = "work"},
    {.kind = OP_NEWTASK, .func = 0, .text = "part"},
};
static struct func funcs[] = {{.name = "main"}, {.name = "reader"}};
static struct object objects[] = {{.kind = OBJ_MUTEX, .name = "mu"},
                                  {.kind = OBJ_CHAN, .name = "jobs"}};
static const struct program program = {.model = GO1_27,
                                       .ops = ops,
                                       .nops = 6,
                                       .funcs = funcs,
                                       .nfuncs = 2,
                                       .objects = objects,
                                       .nobjects = 2,
                                       .seed = 7};
static const struct emit_context by_hand = {.program = &program};

static cJSON *summary_of(const struct event *ev, size_t n)
{
    struct summary *s = summary_new(&by_hand);
    struct event_sink sink = summary_sink(s);
    cJSON *doc;

    sink.events(sink.self, ev, n);
    doc = summary_finish(s, &(struct summary_sources){0});
    summary_free(s);
    return doc;
}

static void assert_figure(const cJSON *doc, const char *path, const char *text)
{
    const cJSON *item = figure_find(doc, path);
    struct sb b = {0};
    wide n;

    if (!item)
        fail_msg("%s: nothing", path);
    if (cJSON_IsString(item))
        sb_puts(&b, item->valuestring);
    else if (cJSON_IsBool(item))
        sb_puts(&b, cJSON_IsTrue(item) ? "true" : "false");
    else if (figure_read(item, &n))
        figure_text(&b, n);
    if (strcmp(sb_text(&b), text) != 0)
        fail_msg("%s: %s, expected %s", path, sb_text(&b), text);
    sb_free(&b);
}

#define SUMMARY_OF(run) summary_of(run, sizeof(run) / sizeof *(run))

static void times_of_goroutines(void **state)
{
    static const struct event run[] = {
        {.t = 0, .kind = EV_GO_CREATE, .a = 1, .b = -1 - SYSGO_MAIN},
        {.t = 0, .kind = EV_GO_CREATE, .a = 2, .b = -1 - SYSGO_FORCEGC},
        {.t = 5, .kind = EV_GO_START, .g = 1, .a = 5},
        {.t = 10, .kind = EV_GO_CREATE, .g = 1, .a = 18, .b = 1},
        {.t = 20, .kind = EV_GO_BLOCK, .g = 1, .a = 1, .b = WAIT_CHAN_RECV},
        {.t = 25, .kind = EV_GO_START, .g = 18, .a = 15},
        {.t = 30, .kind = EV_SYSCALL, .g = 18},
        {.t = 70, .kind = EV_SYSCALL_RET, .g = 18, .flag = 1, .b = TO_GLOBAL},
        {.t = 80, .kind = EV_GO_START, .g = 18, .a = 10},
        {.t = 90, .kind = EV_GO_READY, .g = 1, .a = 18},
        {.t = 91, .kind = EV_GO_END, .g = 18},
        {.t = 95, .kind = EV_GO_START, .g = 1, .a = 5},
        {.t = 100, .kind = EV_END, .a = 3, .b = END_EXIT},
        {.t = 100, .kind = EV_STAT, .a = 13, .b = STAT_EVENTS},
    };
    cJSON *doc = SUMMARY_OF(run);

    (void)state;
    assert_figure(doc, "run.time", "100");
    assert_figure(doc, "run.exit", "3");
    assert_figure(doc, "run.end", "exit");
    assert_figure(doc, "run.events", "13");
    assert_figure(doc, "run.seed", "7");
    assert_figure(doc, "run.model", "go1.27");
    assert_figure(doc, "functions.main.goroutines", "1");
    assert_figure(doc, "functions.main.running", "20");
    assert_figure(doc, "functions.main.runnable", "10");
    assert_figure(doc, "functions.main.waiting", "70");
    assert_figure(doc, "functions.main.latency.max", "5");
    assert_figure(doc, "functions.reader.running", "16");
    assert_figure(doc, "functions.reader.runnable", "25");
    assert_figure(doc, "functions.reader.syscall", "40");
    assert_figure(doc, "goroutines.created", "2");
    assert_figure(doc, "goroutines.max", "2");
    assert_figure(doc, "goroutines.end", "1");
    assert_figure(doc, "threads.blocked.max", "1");
    assert_figure(doc, "sched.latency.count", "4");
    assert_figure(doc, "sched.latency.mean", "9");
    assert_figure(doc, "sched.latency.p50", "5");
    assert_figure(doc, "sched.latency.p90", "15");
    assert_figure(doc, "chans.jobs.blocked", "1");
    assert_null(figure_find(doc, "stdout"));
    cJSON_Delete(doc);
}

static void threads_and_idle_processors(void **state)
{
    static const struct event run[] = {
        {.t = 0, .kind = EV_BEGIN, .a = 2, .b = 2},
        {.t = 0, .kind = EV_P_IDLE, .a = 1, .b = 1, .flag = 1},
        {.t = 10, .kind = EV_P_IDLE, .a = 0, .b = 1},
        {.t = 10,
         .kind = EV_P_IDLE,
         .a = 1,
         .b = 1,
         .flag = 1}, /* for no time at all: was never 0 */
        {.t = 20, .kind = EV_M_CREATE, .a = 1},
        {.t = 20, .kind = EV_M_CREATE, .a = 2},
        {.t = 30, .kind = EV_P_START, .m = 2, .p = 1},
        {.t = 30, .kind = EV_P_STOP, .m = 2, .p = 1, .flag = P_STOP_HANDOFF}, /* borrowed only */
        {.t = 30, .kind = EV_P_IDLE, .a = 2, .b = 1, .flag = 1},
        {.t = 35, .kind = EV_P_STEAL, .a = 1, .b = 0, .flag = P_STEAL_RETAKE},
        {.t = 36, .kind = EV_P_STOP, .m = 2, .p = 1, .flag = P_STOP_HANDOFF},
        {.t = 40, .kind = EV_M_PARK, .m = 1, .flag = PARK_IDLE},
        {.t = 40, .kind = EV_M_EXIT, .m = 2},
        {.t = 130, .kind = EV_END, .b = END_EXIT},
    };
    cJSON *doc = SUMMARY_OF(run);

    (void)state;
    assert_figure(doc, "threads.max", "3");
    assert_figure(doc, "threads.end", "2");
    assert_figure(doc, "threads.created", "3");
    assert_figure(doc, "threads.idle.end", "1");
    assert_figure(doc, "procs.gomaxprocs", "2");
    assert_figure(doc, "procs.idle.min", "1");
    assert_figure(doc, "procs.idle.max", "2");
    assert_figure(doc, "procs.idle.mean", "1.769231"); /* (30 * 1 + 100 * 2) / 130 */
    assert_figure(doc, "sched.retakes", "1");
    assert_figure(doc, "sched.handoffs", "2");
    cJSON_Delete(doc);
}

static void locks_files_tasks(void **state)
{
    static const struct event run[] = {
        {.t = 0, .kind = EV_GO_BLOCK, .g = 1, .a = 0, .b = WAIT_MUTEX},
        {.t = 10, .kind = EV_GO_READY, .g = 1},
        {.t = 12, .kind = EV_GO_BLOCK, .g = 1, .a = 0, .b = WAIT_MUTEX}, /* woken in vain */
        {.t = 30, .kind = EV_SYNC, .g = 1, .a = 0, .flag = SYNC_LOCK},
        {.t = 30, .kind = EV_CHAN, .g = 1, .a = 1, .flag = CHAN_SEND},
        {.t = 31, .kind = EV_GO_BLOCK, .g = 1, .a = -1, .b = WAIT_SELECT},
        {.t = 32, .kind = EV_CHAN, .g = 1, .a = 1, .flag = CHAN_RECV},
        {.t = 40, .kind = EV_FILE_CREATE, .g = 1, .at = 2, .a = 1, .b = INT64_C(3) << 32},
        {.t = 41, .kind = EV_FILE_WRITE, .g = 1, .a = 1, .b = 100},
        {.t = 42, .kind = EV_FILE_CLOSE, .g = 1, .a = 1, .b = 5},
        {.t = 43, .kind = EV_ERROR, .g = 1, .at = 2, .a = 1, .flag = ERR_CLOSED},
        {.t = 44,
         .kind = EV_ERROR,
         .g = 1,
         .at = 2,
         .a = UINT32_MAX, /* no file */
         .b = INT64_C(4) << 32,
         .flag = ERR_EMFILE},
        {.t = 50, .kind = EV_TASK_BEGIN, .g = 1, .at = 3, .a = 1},
        {.t = 51, .kind = EV_REGION_BEGIN, .g = 1, .a = 1, .b = 4},
        {.t = 51, .kind = EV_TASK_BEGIN, .g = 2, .at = 5, .a = 2, .b = 1},
        {.t = 52, .kind = EV_TASK_END, .g = 1, .a = 1, .b = 3},
        {.t = 54, .kind = EV_TASK_END, .g = 2, .a = 2, .b = 5},
        {.t = 55, .kind = EV_REGION_END, .g = 1, .a = 1, .b = 4},
        {.t = 56, .kind = EV_REGION_BEGIN, .g = 1, .a = 0, .b = 4},
        {.t = 57,
         .kind = EV_REGION_END,
         .g = 2,
         .a = 0,
         .b = 4}, /* on another goroutine: closes nothing */
        {.t = 60, .kind = EV_MEASURE, .g = 1, .at = 1, .a = 20},
        {.t = 61, .kind = EV_FILE_REMOVE, .g = 1, .a = 1, .b = 100},
        {.t = 61, .kind = EV_FILE_CREATE, .g = 1, .at = 2, .a = 2, .b = INT64_C(5) << 32},
        {.t = 61, .kind = EV_FILE_CREATE, .g = 1, .at = 2, .a = 3, .b = INT64_C(6) << 32},
        {.t = 61, .kind = EV_FILE_CREATE, .g = 1, .at = 2, .a = 4, .b = INT64_C(5) << 32},
        {.t = 62, .kind = EV_STW_END, .a = 7, .b = STW_GC_MARK_TERM},
        {.t = 62, .kind = EV_GC_END, .a = 1},
        {.t = 99, .kind = EV_END, .b = END_LIMIT, .a = 124},
    };
    cJSON *doc = SUMMARY_OF(run);

    (void)state;
    assert_figure(doc, "locks.mu.wait.max", "30");
    assert_figure(doc, "locks.mu.wait.total", "30");
    assert_figure(doc, "chans.jobs.sent", "1");
    assert_figure(doc, "chans.jobs.blocked", "1");
    assert_figure(doc, "files.t-3.out.bytes", "100");
    assert_figure(doc, "files.t-3.out.open", "false");
    assert_figure(doc, "files.t-3.out.closed_at", "42");
    assert_figure(doc, "files.t-3.out.removed_at", "61");
    assert_string_equal(figure_find(doc, "files")->child->string, "t-3.out");
    assert_string_equal(figure_find(doc, "files")->child->prev->string,
                        "t-5.out"); /* created again after t-6.out */
    assert_figure(doc, "fds.open.max", "8");
    assert_figure(doc, "disk.used.max", "100");
    assert_figure(doc, "disk.used.end", "0");
    assert_figure(doc, "errors[0].op", "os.Create");
    assert_figure(doc, "errors[0].file", "t-3.out");
    assert_figure(doc, "errors[1].file", "t-4.out"); /* there is none */
    assert_figure(doc, "errors[1].error", "too many open files");
    assert_null(figure_find(doc, "files.t-4.out.bytes"));
    assert_figure(doc, "tasks.handle.count", "1");
    assert_figure(doc, "tasks.handle.open", "0");
    assert_figure(doc, "tasks.handle.regions[0]", "work");
    assert_figure(doc, "tasks.handle.late", "1");
    assert_figure(doc, "tasks.handle.total", "2");
    assert_figure(doc, "tasks.handle.subtasks[0]", "part");
    assert_figure(doc, "tasks.part.total", "3");
    assert_null(figure_find(doc, "tasks.part.subtasks[0]"));
    assert_figure(doc, "regions.work.count", "2");
    assert_figure(doc, "regions.work.total", "4");
    assert_figure(doc, "regions.work.unclosed", "1");
    assert_figure(doc, "measures.all.total", "20");
    assert_figure(doc, "gc.cycles", "1");
    assert_figure(doc, "gc.pause.max", "7");
    assert_figure(doc, "run.end", "limit");
    cJSON_Delete(doc);
}

/* Law: a document is written as JSON that reads back as the same figures. */
static void what_is_written_reads_back(void **state)
{
    static const struct event run[] = {
        {.t = INT64_C(9007199254740993), .kind = EV_END, .b = END_EXIT}};
    struct writer *w = writer_to_memory();
    cJSON *doc = SUMMARY_OF(run), *back;
    struct sb text = {0};
    const char *bytes;
    size_t len;

    (void)state;
    cJSON_AddStringToObject(doc, "odd \"name\"\n", "tab\there, \xc2\xb5 and \x01");
    summary_write(doc, w);
    bytes = writer_bytes(w, &len);
    sb_add(&text, bytes, len);
    assert_non_null(strstr(text.text, "\"time\": 9007199254740993,"));
    assert_non_null(
        strstr(text.text, "\"odd \\\"name\\\"\\n\": \"tab\\there, \xc2\xb5 and \\u0001\"\n}\n"));
    back = cJSON_Parse(text.text);
    assert_non_null(back);
    assert_string_equal(cJSON_GetObjectItemCaseSensitive(back, "odd \"name\"\n")->valuestring,
                        "tab\there, \xc2\xb5 and \x01");
    cJSON_Delete(back);
    cJSON_Delete(doc);
    sb_free(&text);
    writer_abandon(w);
}

/* ---- real runs ------------------------------------------------------------------------------------------------------------------- */

/* Folds queues, threads and processors, and compares them with every snapshot. */
struct fold {
    struct queues queues;
    struct threads threads;
    int64_t compared;
};

static void compare(struct fold *f, const struct event *ev, const char *what, int64_t folded)
{
    if (folded != ev->a)
        fail_msg("at %" PRId64 ", P%d: %s %" PRId64 ", the simulator has %" PRId64, ev->t, ev->p,
                 what, folded, ev->a);
    f->compared++;
}

static void fold_events(void *self, const struct event *ev, size_t n)
{
    struct fold *f = self;

    for (const struct event *end = ev + n; ev < end; ev++) {
        queues_event(&f->queues, ev);
        threads_event(&f->threads, ev);
        if (ev->kind == EV_SNAP_P && ev->b == SNAP_P_RUNQSIZE)
            compare(f, ev, "queue", (int64_t)queues_ring(&f->queues, ev->p));
        if (ev->kind != EV_SNAP)
            continue;
        if (ev->b == SNAP_RUNQUEUE)
            compare(f, ev, "global queue", (int64_t)f->queues.global.len);
        if (ev->b == SNAP_GOMAXPROCS)
            compare(f, ev, "gomaxprocs", f->threads.gomaxprocs);
        if (ev->b == SNAP_IDLEPROCS)
            compare(f, ev, "idle Ps", f->threads.idle_ps);
        if (ev->b == SNAP_THREADS)
            compare(f, ev, "threads", f->threads.now);
        if (ev->b == SNAP_IDLETHREADS)
            compare(f, ev, "idle threads", f->threads.idle);
    }
}

static void fold_free(struct fold *f)
{
    queues_deinit(&f->queues);
    threads_deinit(&f->threads);
}

static const char everything[] =
    "{\"schedlab\": 1, \"name\": \"everything\", \"limit\": \"2s\", \"machine\": {\"cores\": 4},"
    " \"env\": {\"GOMAXPROCS\": \"4\", \"GODEBUG\": \"schedtrace=1,scheddetail=1\"},"
    " \"objects\": {\"wg\": \"waitgroup\", \"mu\": \"mutex\", \"c\": {\"chan\": 3}, \"s\": "
    "{\"semaphore\": 2}},"
    " \"funcs\": {"
    "  \"main\": [{\"Add\": \"wg\", \"n\": 400}, {\"go\": \"worker\", \"n\": 400}, {\"go\": "
    "\"locked\", \"n\": 3},"
    "   {\"go\": \"sink\"}, {\"mark\": \"started\"}, {\"measure\": \"all\", \"do\": [{\"Wait\": "
    "\"wg\"}]},"
    "   {\"runtime.GC\": true}, {\"mark\": \"collected\"},"
    "   {\"os.Create\": \"t.out\", \"as\": \"f\"}, {\"trace.Start\": \"f\"},"
    "   {\"trace.NewTask\": \"handle\", \"as\": \"t\"}, {\"trace.NewTask\": \"part\", \"as\": "
    "\"u\"}, {\"trace.WithRegion\": \"work\", \"do\": "
    "[{\"cpu\": \"1ms\"}]}, {\"End\": \"t\"},"
    "   {\"trace.Stop\": true}, {\"Close\": \"f\"}, {\"write\": \"f\", \"bytes\": 10}, "
    "{\"os.Remove\": \"nothing-*\"},"
    "   {\"os.Create\": \"gone\", \"as\": \"g\"}, {\"Close\": \"g\"}, {\"os.Remove\": \"gone\"},"
    "   {\"os.Create\": \"empty\", \"as\": \"h\"}, {\"trace.Start\": \"h\"}, {\"Close\": \"h\"}, "
    "{\"trace.Stop\": true},"
    "   {\"metrics.Read\": \"/sched/latencies:seconds\", \"as\": \"r\"}, {\"percentile\": 0.99, "
    "\"of\": \"r\"},"
    "   {\"print\": \"done\"}, {\"mark\": \"end\"}],"
    "  \"worker\": [{\"cpu\": {\"exp\": \"30us\"}}, {\"Lock\": \"mu\"}, {\"cpu\": \"1us\"}, "
    "{\"Unlock\": \"mu\"},"
    "   {\"send\": \"c\"}, {\"runtime.Gosched\": true}, {\"syscall\": {\"exp\": \"100us\"}}, "
    "{\"Acquire\": \"s\"},"
    "   {\"time.Sleep\": {\"exp\": \"100us\"}}, {\"Release\": \"s\"}, {\"alloc\": \"20KiB\"}, "
    "{\"cpu\": \"20us\"}, {\"Done\": \"wg\"}],"
    "  \"locked\": [{\"runtime.LockOSThread\": true}, {\"for\": 50, \"do\": [{\"cpu\": \"10us\"}, "
    "{\"time.Sleep\": \"50us\"}]}],"
    "  \"sink\": [{\"for\": \"forever\", \"do\": [{\"recv\": \"c\"}]}]}}";

/* Runs a scenario under a model and a seed; the document is the caller's. */
static cJSON *run_scenario(const char *text, const char *model, const char *seed, struct fold *fold,
                           struct sb *stderr_text)
{
    struct load_options opt = {.model = model, .seed = seed};
    struct arena arena = {0};
    struct diags ds = {0};
    struct program *p = program_load("scenario.json", text, strlen(text), &opt, &arena, &ds);
    struct emit_context ctx = {.program = p};
    struct writer *err = writer_to_memory();
    struct event_sink sinks[4];
    struct sim_config cfg = {.sinks = sinks, .nsinks = 4};
    struct console *console;
    struct proctrace *pt;
    struct summary *s;
    const char *bytes;
    struct sim *sim;
    cJSON *doc;
    size_t len;

    if (!p)
        diags_print(&ds, stderr, text);
    assert_non_null(p);
    threads_init(&fold->threads);
    ctx.source = gosrc_map(p, &arena);
    console = console_new(&ctx, NULL, err, CONSOLE_KEEP);
    pt = proctrace_new(&ctx);
    s = summary_new(&ctx);
    sinks[0] = console_sink(console);
    sinks[1] = proctrace_sink(pt);
    sinks[2] = summary_sink(s);
    sinks[3] = (struct event_sink){fold_events, fold};
    cfg.tracer = proctrace_tracer(pt);
    sim = sim_new(p, &cfg);
    while (sim_step(sim, SIM_BATCH) == SIM_RUNNING)
        ;
    doc = summary_finish(s, &(struct summary_sources){console, pt});
    bytes = writer_bytes(err, &len);
    sb_add(stderr_text, bytes, len);
    sim_free(sim);
    summary_free(s);
    proctrace_free(pt);
    console_free(console);
    writer_abandon(err);
    diags_free(&ds);
    arena_free(&arena);
    return doc;
}

static cJSON *run_everything(const char *model, const char *seed, struct fold *fold,
                             struct sb *stderr_text)
{
    return run_scenario(everything, model, seed, fold, stderr_text);
}

/* Law: what the runtime and the program write to a redirected standard error takes as much of the simulated disk as it is long. */
static void redirected_lines_take_room(void **state)
{
    static const char redirected[] =
        "{\"schedlab\": 1, \"name\": \"redirected\", \"redirect\": \"2>sched.log\","
        " \"env\": {\"GOMAXPROCS\": \"2\", \"GODEBUG\": \"schedtrace=5%s\"}, \"funcs\": {"
        " \"main\": [{\"go\": [{\"cpu\": \"20ms\"}]}, {\"mark\": \"m\"},"
        "  {\"print\": \"said\", \"to\": \"stderr\"}, {\"cpu\": \"50ms\"}]}}";

    (void)state;
    for (int i = 0; i < 2 * MODELS; i++) {
        struct fold fold = {0};
        struct sb err = {0}, text = {0};
        cJSON *doc;

        sb_printf(&text, redirected, i < MODELS ? "" : ",scheddetail=1");
        doc = run_scenario(sb_text(&text), model_names[i % MODELS], "1", &fold, &err);
        assert_string_equal(sb_text(&err), "");
        assert_true(figure_find(doc, "files.sched.log.bytes")->valuedouble > 500);
        assert_true(figure_find(doc, "files.sched.log.bytes")->valuedouble ==
                    figure_find(doc, "disk.used.end")->valuedouble);
        cJSON_Delete(doc);
        fold_free(&fold);
        sb_free(&text);
        sb_free(&err);
    }
}

/* Law: a stream ends where the redirections, read from left to right, have sent it. */
static void streams_end_where_they_are_sent(void **state)
{
    static const struct {
        const char *redirect, *out, *err;
    } cases[] = {
        {"", "stdout", "stderr"},
        {"2>&1", "stdout", "stdout"},
        {"1>&2", "stderr", "stderr"},
        {">out.txt", "out.txt", "stderr"},
        {"2>/dev/null", "stdout", "/dev/null"},
        {">out.txt 2>&1", "out.txt", "out.txt"},
        {"2>&1 >out.txt", "out.txt", "stdout"},
        {"1>&2 2>err.txt", "stderr", "err.txt"},
        {"&>>all.txt", "all.txt", "all.txt"},
        {">/dev/null 2>&1", "/dev/null", "/dev/null"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fold fold = {0};
        struct sb err = {0}, text = {0};
        cJSON *doc;

        sb_printf(
            &text,
            "{\"schedlab\": 1, \"name\": \"s\", \"redirect\": \"%s\", \"funcs\": {\"main\": []}}",
            cases[i].redirect);
        doc = run_scenario(sb_text(&text), "go1.27", "1", &fold, &err);
        assert_figure(doc, "streams.stdout", cases[i].out);
        assert_figure(doc, "streams.stderr", cases[i].err);
        cJSON_Delete(doc);
        fold_free(&fold);
        sb_free(&text);
        sb_free(&err);
    }
}

/* Law: every figure that a summary has is in the table of figures, and the other way round. */
static void assert_in_table(const cJSON *item, struct sb *path, bool *seen)
{
    size_t len = path->len;
    int n = 0;

    if (!cJSON_IsObject(item) && !cJSON_IsArray(item)) {
        const struct field *f = field_find(sb_text(path));

        if (!f)
            fail_msg("%s is not in fields.def", sb_text(path));
        seen[f - fields] = true;
        return;
    }
    for (const cJSON *i = item->child; i; i = i->next) {
        if (cJSON_IsArray(item))
            sb_printf(path, "[%d]", n++);
        else
            sb_printf(path, strpbrk(i->string, ".:/ ") ? "['%s']" : len ? ".%s" : "%s", i->string);
        if (strcmp(sb_text(path), "cpu['idle.fraction']") == 0) {
            path->len = len;
            sb_puts(path, ".idle.fraction");
        }
        assert_in_table(i, path, seen);
        path->len = len;
        path->text[len] = '\0';
    }
}

static void every_figure_is_explained(void **state)
{
    struct fold fold = {0};
    struct sb err = {0}, path = {0};
    cJSON *doc = run_everything("go1.27", "1", &fold, &err);
    bool *seen = calloc(nfields, sizeof *seen);

    (void)state;
    assert_in_table(doc, &path, seen);
    for (size_t i = 0; i < nfields; i++) {
        bool wild =
            strstr(fields[i].name, "FIELD") || strcmp(fields[i].name, "metrics.METRIC") == 0;

        if (fields[i].set == FIELD_SUMMARY && !wild && !seen[i])
            fail_msg("%s is in no summary", fields[i].name);
    }
    free(seen);
    sb_free(&path);
    sb_free(&err);
    fold_free(&fold);
    cJSON_Delete(doc);
}

/* Law: every field that scheddetail prints, and every metric, is in the table. */
static void every_printed_field_is_explained(void **state)
{
    struct fold fold = {0};
    struct sb err = {0};
    cJSON *doc = run_everything("go1.27", "1", &fold, &err);

    (void)state;
    for (const char *line = err.text; *line; line += strcspn(line, "\n") + 1) {
        size_t len = strcspn(line, "\n");
        char kind = strncmp(line, "SCHED", 5) == 0 ? 0 : line[2];

        for (const char *eq = line; (eq = memchr(eq, '=', len - (size_t)(eq - line))) != NULL;
             eq++) {
            const char *start = eq;
            struct sb name = {0};

            while (start[-1] >= 'a' && start[-1] <= 'z')
                start--;
            if (kind)
                sb_printf(&name, "%c.", kind);
            sb_add(&name, start, (size_t)(eq - start));
            if (!field_find_in(FIELD_SCHEDTRACE, name.text) &&
                !field_find_in(FIELD_SCHEDDETAIL, name.text))
                fail_msg("%s is not in fields.def", name.text);
            sb_free(&name);
        }
    }
    for (int i = 0; i < STATS; i++) {
        const char *path = stat_path((enum stat)i);
        struct sb name = {0};

        sb_add(&name, path, strcspn(path, " "));
        if (path[0] == '/')
            assert_non_null(field_find_in(FIELD_METRICS, name.text));
        sb_free(&name);
    }
    sb_free(&err);
    fold_free(&fold);
    cJSON_Delete(doc);
}

/* Law: queues, threads and idle Ps folded from the events are what the simulator has, at every snapshot, under every model. */
static void the_stream_tells_it_all(void **state)
{
    static const char *const seeds[] = {"1", "2", "3"};

    (void)state;
    for (int model = 0; model < MODELS; model++) {
        for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
            struct fold fold = {0};
            struct sb err = {0};
            cJSON *doc = run_everything(model_names[model], seeds[i], &fold, &err);

            assert_true(fold.compared > 10);
            fold_free(&fold);
            sb_free(&err);
            cJSON_Delete(doc);
        }
    }
}

/* Law: docs/fields.md is what the table says. SCHEDLAB_UPDATE=1 writes it anew. */
static void the_page_is_up_to_date(void **state)
{
    struct diags ds = {0};
    struct sb page = {0};
    char *there = NULL;
    size_t len;

    (void)state;
    fields_markdown(&page);
    if (getenv("SCHEDLAB_UPDATE")) {
        struct writer *w = writer_open("docs/fields.md", &ds);

        assert_non_null(w);
        writer_put(w, page.text, page.len);
        assert_true(writer_close(w, &ds));
    }
    assert_true(file_read("docs/fields.md", 1 << 20, &there, &len, &ds));
    if (len != page.len || memcmp(there, page.text, len) != 0)
        fail_msg("docs/fields.md is not what sim/report/fields.def says; run this test with "
                 "SCHEDLAB_UPDATE=1");
    free(there);
    sb_free(&page);
    diags_free(&ds);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(times_of_goroutines),
    cmocka_unit_test(threads_and_idle_processors),
    cmocka_unit_test(locks_files_tasks),
    cmocka_unit_test(what_is_written_reads_back),
    cmocka_unit_test(redirected_lines_take_room),
    cmocka_unit_test(streams_end_where_they_are_sent),
    cmocka_unit_test(every_figure_is_explained),
    cmocka_unit_test(every_printed_field_is_explained),
    cmocka_unit_test(the_stream_tells_it_all),
    cmocka_unit_test(the_page_is_up_to_date),
};

RUN_TESTS(tests)
