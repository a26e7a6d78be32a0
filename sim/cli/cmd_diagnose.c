/* schedlab diagnose: what a schedtrace log or an execution trace supports, and what it does not. */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "diagnose_doc.h"
#include "file.h"
#include "say.h"
#include "tracefile.h"

/* A trace that is refused is judged by what was readable before; one that is refused at its beginning is an error. */
static bool judge_trace(const char *path, const char *bytes, size_t len, struct diagnosis *d,
                        struct diags *ds)
{
    struct trace_summary s;
    bool good = trace_summarize(bytes, len, &s) || s.events > 0;

    if (good)
        diagnose_trace(bytes, len, &s, d);
    else
        tracefile_refuse(path, &s, NULL, ds);
    trace_summary_free(&s);
    return good;
}

/* Is it text? A log may hold anything in a line or two, but no NUL in its beginning. */
static bool looks_like_text(const char *bytes, size_t len)
{
    return !memchr(bytes, '\0', len < 4096 ? len : 4096);
}

static bool judge(const char *path, const char *bytes, size_t len, struct diagnosis *d,
                  struct diags *ds)
{
    struct schedtrace log;

    if (len == 0) {
        diagnose_nothing(d);
        return true;
    }
    if (trace_version(bytes, len))
        return judge_trace(path, bytes, len, d, ds);
    schedtrace_read(bytes, len, &log);
    if (log.samples.len == 0 && !looks_like_text(bytes, len)) {
        struct diag *diag = diags_add(ds, path, "neither an execution trace nor a log");

        diags_hint(ds, diag, "a trace begins with \"go 1.\", a log has lines \"SCHED 0ms: ...\"");
        schedtrace_free(&log);
        return false;
    }
    diagnose_log(&log, d);
    schedtrace_free(&log);
    return true;
}

static void print(const struct args *args, const struct diagnosis *d, struct diags *ds)
{
    struct writer *w = writer_open("-", ds);
    struct sb out = {0};

    if (!w)
        return;
    if (args_has(args, "json"))
        diagnose_json(d, &out);
    else
        diagnose_text(d, args->operands.at[0], &out);
    writer_put(w, sb_text(&out), out.len);
    sb_free(&out);
    writer_close(w, ds);
}

static int cmd_diagnose(const struct args *args)
{
    const char *path = args->operands.at[0];
    struct diagnosis d = {0};
    struct diags ds = {0};
    char *bytes;
    size_t len;

    if (!tracefile_read(path, &bytes, &len, &ds))
        return say_diags(&ds, NULL);
    if (judge(path, bytes, len, &d, &ds))
        print(args, &d, &ds);
    diagnosis_free(&d);
    free(bytes);
    return ds.list.len ? say_diags(&ds, NULL) : STATUS_DONE;
}

static const struct option options[] = {
    {"json", NULL, "the findings as a JSON document", COMPLETE_NOTHING},
    OPTIONS_END,
};

const struct verb verb_diagnose = {
    .name = "diagnose",
    .operands = "FILE",
    .least = 1,
    .most = 1,
    .summary = "say what a schedtrace log or a trace supports, and what it does not",
    .about =
        "Reads a log with the lines of GODEBUG=schedtrace=N (scheddetail=1, gctrace=1), of any Go "
        "since\n"
        "1.19, mixed with other output, with whatever a collector put before each line; or an "
        "execution\n"
        "trace. Each conclusion that one might draw is judged supported, not supported or "
        "undecided, with\n"
        "its reason and the lines it rests on. FILE may be - for standard input.",
    .examples = "GODEBUG=schedtrace=1000 ./server 2>server.log; schedlab diagnose server.log\n"
                "schedlab run thread-high-water 2>&1 | schedlab diagnose -\n"
                "schedlab diagnose --json trace.out | jq '.findings[] | select(.verdict == "
                "\"supported\")'\n",
    .options = options,
    .run = cmd_diagnose,
};
