/* schedlab convert: an execution trace in another format. */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "emit.h"
#include "file.h"
#include "same.h"
#include "say.h"
#include "trace_events.h"
#include "tracefile.h"

/* The name without its folders. */
static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash && slash[1] ? slash + 1 : path;
}

/* Writes what is readable of a trace; nothing is left if that fails. */
static void convert(const struct args *args, const char *bytes, size_t len,
                    const struct trace_summary *s, struct diags *ds)
{
    const char *path = args->operands.at[0];
    struct imported table = {.name = strcmp(path, "-") == 0 ? "standard input" : base_name(path)};
    const struct emit_context ctx = {.imported = &table};
    struct writer *w = writer_open(args_value(args, "chrome"), ds);
    struct emitter *e;
    const char *why;
    bool done;

    if (!w)
        return;
    e = emitter_new(&emit_chrome, &ctx, w);
    done = trace_events(bytes, len, s, &table, emitter_sink(e), &why);
    emitter_end(e);
    if (done) {
        writer_close(w, ds);
    } else {
        diags_add(ds, path, "%s", why);
        writer_abandon(w);
    }
    imported_free(&table);
}

static void convert_file(const struct args *args, struct diags *ds)
{
    const char *path = args->operands.at[0];
    bool partial = args_has(args, "partial");
    struct trace_summary s;
    char *bytes;
    size_t len;

    if (!tracefile_read(path, &bytes, &len, ds))
        return;
    if (trace_summarize(bytes, len, &s)) {
        if (s.error.dropped)
            say("%s ends in the middle of a table: what follows is lost", path);
        convert(args, bytes, len, &s, ds);
    } else {
        if (partial && s.events > 0)
            convert(args, bytes, len, &s, ds);
        tracefile_refuse(path, &s, partial ? NULL : "--partial converts what came before", ds);
    }
    trace_summary_free(&s);
    free(bytes);
}

static int cmd_convert(const struct args *args)
{
    const char *path = args->operands.at[0];
    struct diags ds = {0};

    if (!args_has(args, "chrome")) {
        say("convert to what? `--chrome FILE` writes a Chrome trace, \"-\" to standard output");
        return STATUS_BAD;
    }
    if (strcmp(path, "-") != 0 && same_file(args_value(args, "chrome"), path)) {
        say("--chrome would overwrite %s, the trace itself", path);
        return STATUS_BAD;
    }
    convert_file(args, &ds);
    return ds.list.len ? say_diags(&ds, NULL) : STATUS_DONE;
}

static const struct option options[] = {
    {"chrome", "FILE", "Chrome trace: open FILE in ui.perfetto.dev", COMPLETE_FILE},
    {"partial", NULL, "of a damaged trace, convert what is readable", COMPLETE_NOTHING},
    OPTIONS_END,
};

const struct verb verb_convert = {
    .name = "convert",
    .operands = "TRACE",
    .least = 1,
    .most = 1,
    .summary = "turn an execution trace into a Chrome trace",
    .about = "Reads a Go execution trace, simulated or real (Go 1.22 and later; gzip is unpacked), "
             "and writes\n"
             "it as a Chrome trace with the tracks that `schedlab run --chrome` has: processors, "
             "threads,\n"
             "goroutines with their states, the collector, tasks and regions, counters. Time 0 is "
             "the first\n"
             "event. What no trace holds is missing: run queues, steals, threads that look for "
             "work. CPU\n"
             "samples are left out. TRACE may be - for standard input.",
    .examples = "schedlab convert trace.out --chrome trace.json\n"
                "schedlab convert --partial damaged.out --chrome trace.json\n"
                "schedlab convert trace.out --chrome - | gzip > trace.json.gz\n",
    .options = options,
    .run = cmd_convert,
};
