/* schedlab stat: the figures of an execution trace. */
#include <stdlib.h>

#include "cmd.h"
#include "file.h"
#include "say.h"
#include "stat.h"
#include "tracefile.h"

static bool print(const struct args *args, const struct trace_summary *s, struct diags *ds)
{
    struct writer *w = writer_open("-", ds);
    struct sb out = {0};

    if (!w)
        return false;
    if (args_has(args, "json"))
        stat_json(s, &out);
    else
        stat_text(s, args->operands.at[0], &out);
    writer_put(w, sb_text(&out), out.len);
    sb_free(&out);
    return writer_close(w, ds);
}

/* What was readable of a refused trace is printed only if asked for. */
static void refuse(const struct args *args, const struct trace_summary *s, struct diags *ds)
{
    bool partial = args_has(args, "partial");

    if (partial && s->events > 0)
        print(args, s, ds);
    tracefile_refuse(args->operands.at[0], s,
                     partial ? NULL : "--partial prints the figures of what came before", ds);
}

static int cmd_stat(const struct args *args)
{
    const char *path = args->operands.at[0];
    struct trace_summary s;
    struct diags ds = {0};
    char *bytes;
    size_t len;

    if (!tracefile_read(path, &bytes, &len, &ds))
        return say_diags(&ds, NULL);
    if (trace_summarize(bytes, len, &s)) {
        if (s.error.dropped)
            say("%s ends in the middle of a table: what follows is lost", path);
        print(args, &s, &ds);
    } else {
        refuse(args, &s, &ds);
    }
    trace_summary_free(&s);
    free(bytes);
    return ds.list.len ? say_diags(&ds, NULL) : STATUS_DONE;
}

static const struct option options[] = {
    {"json", NULL, "the figures as a JSON document", COMPLETE_NOTHING},
    {"partial", NULL, "of a damaged trace, the figures of what is readable", COMPLETE_NOTHING},
    OPTIONS_END,
};

const struct verb verb_stat = {
    .name = "stat",
    .operands = "TRACE",
    .least = 1,
    .most = 1,
    .summary = "print the figures of an execution trace",
    .about = "Reads a Go execution trace, simulated or real (Go 1.22 and later; gzip is unpacked), "
             "and prints\n"
             "its figures as a page to read. --json prints the summary document as far as a trace "
             "can tell\n"
             "it, and under \"trace\" the figures of the real parser's events. A trace that the "
             "real parser\n"
             "refuses is refused in the same words, with exit status 2. TRACE may be - for "
             "standard input.",
    .examples = "schedlab stat trace.out\n"
                "schedlab stat --json trace.out | jq .threads\n"
                "curl -s localhost:6060/debug/pprof/trace?seconds=5 | schedlab stat -\n",
    .options = options,
    .run = cmd_stat,
};
