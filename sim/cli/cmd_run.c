/* schedlab run: behave like the Go program that a scenario stands for. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "choices.h"
#include "cmd.h"
#include "file.h"
#include "interrupt.h"
#include "leftover.h"
#include "outputs.h"
#include "pace.h"
#include "progress.h"
#include "rig.h"
#include "same.h"
#include "say.h"
#include "session.h"

struct run {
    const struct args *args;
    struct session session;
    struct choices choices;
    const char *choices_source;
    struct pace pace;
    struct outputs outputs;
    struct writer *out, *err; /* of the simulated program; may be the same */
    struct rig rig;
    struct progress progress;
    int64_t flushed; /* bytes of out and err that have left us */
};

enum { STATUS_SIGNAL = 128, SIGNAL_PIPE = 13 };

/* Reads the options that stand for something of the run itself. */
static bool read_options(struct run *r, struct diags *ds)
{
    const char *choices = args_value(r->args, "choices"), *until = args_value(r->args, "until"),
               *realtime = args_value(r->args, "realtime");
    struct diag *d;

    if (until && (!vtime_parse(until, &r->rig.until) || r->rig.until <= 0)) {
        d = diags_add(ds, NULL, "--until \"%s\" is not a time after the start", until);
        diags_hint(ds, d, "a duration as Go writes it, for example --until 1.5s");
    }
    if (realtime && !pace_parse(realtime, &r->pace)) {
        d = diags_add(ds, NULL, "--realtime \"%s\" is not a speed", realtime);
        diags_hint(ds, d, "1 is the wall clock's, 0.1 a tenth of it, at the most 1000000");
    }
    r->rig.check = args_has(r->args, "invariants");
    if (choices && choices_read(choices, &r->choices, &r->session.arena, ds, &r->choices_source)) {
        r->rig.choices = r->choices.list.at;
        r->rig.nchoices = (int32_t)r->choices.list.len;
    }
    return ds->list.len == 0;
}

/* One writer for both if they are one file, terminal or pipe, so that their lines keep their order. */
static bool open_streams(struct run *r, struct diags *ds)
{
    r->err = writer_open("/dev/stderr", ds);
    if (!r->err)
        return false;
    r->out = same_streams() || r->outputs.dash ? r->err : writer_open("-", ds);
    if (!r->out)
        return false;
    if (r->progress.on) {
        writer_hold(r->err);
        writer_hold(r->out);
    }
    r->rig.out = r->out;
    r->rig.err = r->err;
    return true;
}

/* All that is written is opened here, before anything runs. */
static bool open_all(struct run *r, struct diags *ds)
{
    struct emit_context ctx = {.program = r->session.program, .source = r->session.map};
    const char *files = args_value(r->args, "files");

    if (files && !leftover_prepare(files, ds))
        return false;
    r->rig.ctx = ctx;
    if (!outputs_open(&r->outputs, r->args, &r->rig.ctx, ds) || !open_streams(r, ds))
        return false;
    for (int i = 0; i < r->outputs.n; i++)
        if (r->outputs.at[i].emitter)
            rig_listen(&r->rig, emitter_sink(r->outputs.at[i].emitter));
    r->rig.program = ctx.program;
    r->rig.source = ctx.source;
    r->rig.summarize = outputs_summary(&r->outputs) != NULL;
    rig_open(&r->rig);
    return true;
}

/* Go 1.19 wrote traces that today's tools only read by way of a conversion. */
static void tell_format(const struct run *r)
{
    if (r->session.program->model < GO1_23 && args_has(r->args, "trace"))
        say("%s had another trace format; the trace is written in that of go 1.23",
            model_names[r->session.program->model]);
}

static int64_t printed(const struct run *r)
{
    return writer_count(r->out) + (r->err == r->out ? 0 : writer_count(r->err));
}

/* Lets out what the program printed; the progress line stays out of its way. */
static void flush(struct run *r)
{
    if (printed(r) == r->flushed)
        return;
    progress_hide(&r->progress);
    writer_flush(r->out);
    if (r->err != r->out)
        writer_flush(r->err);
    r->flushed = printed(r);
}

static void show_progress(struct run *r)
{
    vtime limit = r->session.program->limit;

    if (r->rig.until && r->rig.until < limit)
        limit = r->rig.until;
    if (progress_due(&r->progress))
        progress_show(&r->progress, r->session.program->name, sim_now(r->rig.sim), limit);
}

static bool stream_failed(const struct run *r)
{
    return writer_failed(r->out) || writer_failed(r->err);
}

static void run_to_end(struct run *r)
{
    struct sim *s = r->rig.sim;
    int64_t moments = r->pace.speed ? 1 : SIM_BATCH;
    const char *why;

    pace_begin(&r->pace);
    while (sim_step(s, moments) == SIM_RUNNING) {
        if (r->pace.speed)
            pace_wait(&r->pace, sim_now(s));
        flush(r);
        if (interrupt_pending() || stream_failed(r) || sim_misfit(s, &why))
            sim_interrupt(s);
        show_progress(r);
    }
    flush(r);
    progress_hide(&r->progress);
}

/* A choice of the file did not fit: a bad input that only the run can find. Nothing of it is kept. */
static bool tell_misfit(struct run *r, struct diags *ds)
{
    const char *why;
    const struct choice *c = sim_misfit(r->rig.sim, &why);
    struct diag *d;

    if (!c)
        return false;
    d = diags_add(ds, args_value(r->args, "choices"), "choice %lld does not fit this run: %s",
                  (long long)c->number, why);
    d->line = c->line;
    d->column = 1;
    return true;
}

/* The program's own streams; the reader of a pipe may have gone, which is no fault. */
static int close_streams(struct run *r, struct diags *ds)
{
    struct diags ignored = {0};
    int error = writer_error(r->out) ? writer_error(r->out) : writer_error(r->err);

    if (r->err && r->err != r->out)
        writer_close(r->err, error == EPIPE ? &ignored : ds);
    if (r->out)
        writer_close(r->out, error == EPIPE ? &ignored : ds);
    diags_free(&ignored);
    if (error == EPIPE)
        say("whoever read the program's output has gone; the run ended there");
    return error == EPIPE ? STATUS_SIGNAL + SIGNAL_PIPE : 0;
}

/* Completes everything. Returns the exit status. */
static int finish(struct run *r, struct diags *ds)
{
    struct writer *summary = outputs_summary(&r->outputs);
    int status = sim_exit_status(r->rig.sim), pipe;

    if (tell_misfit(r, ds)) {
        outputs_abandon(&r->outputs);
        close_streams(r, ds);
        return STATUS_BAD;
    }
    if (summary) {
        cJSON *doc = rig_summary(&r->rig);

        summary_write(doc, summary);
        cJSON_Delete(doc);
    }
    pipe = close_streams(r, ds);
    outputs_close(&r->outputs, ds);
    if (args_has(r->args, "files"))
        rig_write_files(&r->rig, args_value(r->args, "files"), ds);
    if (ds->list.len)
        return STATUS_BAD;
    if (pipe)
        return pipe;
    return interrupt_pending() ? STATUS_SIGNAL + interrupt_pending() : status;
}

static void release(struct run *r)
{
    rig_close(&r->rig);
    free(r->choices.list.at);
    session_free(&r->session);
}

static int cmd_run(const struct args *args)
{
    struct run r = {.args = args, .progress = progress_begin()};
    struct diags ds = {0};
    int status = STATUS_BAD;

    if (!read_options(&r, &ds)) {
        say_diags(&ds, r.choices_source);
    } else if (session_load(&r.session, args, args->operands.at[0], NULL, ENVIRONMENT_REAL)) {
        interrupt_catch();
        if (open_all(&r, &ds)) {
            tell_format(&r);
            run_to_end(&r);
            status = finish(&r, &ds);
        } else {
            outputs_abandon(&r.outputs);
        }
        say_diags(&ds, r.choices_source);
    }
    release(&r);
    return status;
}

static const struct option options[] = {
    {"seed", "N", "seed of all random choices; the scenario's, if left out", COMPLETE_NOTHING},
    OPTION_MODEL,
    OPTION_SET,
    {"summary", "FILE", "write the figures of the run, a JSON document", COMPLETE_FILE},
    {"files", "FOLDER", "keep the traces and redirected streams that the program leaves behind",
     COMPLETE_FOLDER},
    {"choices", "FILE", "take the choices of this file instead of the seed's", COMPLETE_FILE},
    {"until", "DURATION", "stop at this virtual time, with status 0", COMPLETE_NOTHING},
    {"realtime", "SPEED", "pace the run by the wall clock: 1 as fast, 0.1 a tenth of it",
     COMPLETE_NOTHING},
    {"invariants", NULL, "hold every invariant of the scheduler after every step (slow)",
     COMPLETE_NOTHING},
    OPTIONS_END,
};

const struct verb verb_run = {
    .name = "run",
    .operands = "SCENARIO",
    .least = 1,
    .most = 1,
    .summary = "behave like the Go program that a scenario stands for",
    .about =
        "Runs the scenario on a simulated Go scheduler. Its prints go to standard output, what "
        "the\n"
        "runtime prints (schedtrace lines, panics, fatal errors) to standard error, and its exit "
        "status\n"
        "is that of the Go program: 0, the argument of os.Exit, 2 for a panic or a fatal error; "
        "124 when\n"
        "it was cut off at the scenario's limit. GOMAXPROCS, GODEBUG and GOGC of the environment "
        "replace\n"
        "the scenario's. Expectations are not judged: that is `schedlab check`.\n"
        "\n"
        "SCENARIO is a file, - for standard input, or the name of one that `schedlab list` shows.\n"
        "A FILE of - is standard output; what the program prints goes to standard error then.",
    .examples = "schedlab run syscall-storm\n"
                "GODEBUG=schedtrace=50 schedlab run syscall-storm --set readers=16\n"
                "schedlab run syscall-storm --trace storm.trace && go tool trace storm.trace\n"
                "schedlab run syscall-storm --summary - 2>/dev/null | jq .threads\n",
    .emits = true,
    .options = options,
    .run = cmd_run,
};
