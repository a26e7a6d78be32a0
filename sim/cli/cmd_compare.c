/* schedlab compare: the figures of two traces, summaries or scenarios side by side. */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "compare.h"
#include "file.h"
#include "interrupt.h"
#include "rig.h"
#include "say.h"
#include "session.h"
#include "stat.h"
#include "tracefile.h"

static bool is_json(const char *bytes)
{
    return bytes[strspn(bytes, " \t\r\n")] == '{';
}

/* The summary of a trace as a document; NULL: told. */
static cJSON *read_trace(const char *path, const char *bytes, size_t len, struct diags *ds)
{
    struct trace_summary s;
    struct sb text = {0};
    cJSON *doc = NULL;

    if (trace_summarize(bytes, len, &s)) {
        if (s.error.dropped)
            say("%s ends in the middle of a table: what follows is lost", path);
        stat_json(&s, &text);
        doc = cJSON_ParseWithLength(sb_text(&text), text.len);
    } else {
        tracefile_refuse(path, &s, NULL, ds);
    }
    sb_free(&text);
    trace_summary_free(&s);
    return doc;
}

/* A summary document; NULL if it is none. */
static cJSON *read_summary(const char *bytes, size_t len)
{
    cJSON *doc = cJSON_ParseWithLength(bytes, len);

    if (cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(doc, "run")) &&
        !cJSON_GetObjectItemCaseSensitive(doc, "funcs"))
        return doc;
    cJSON_Delete(doc);
    return NULL;
}

/* Runs a scenario; NULL: told, or a signal came. */
static cJSON *run_scenario(const struct args *args, const char *scenario)
{
    struct session s = {0};
    struct rig r = {.summarize = true};
    cJSON *doc = NULL;

    if (session_load(&s, args, scenario, NULL, ENVIRONMENT_SCENARIO)) {
        r.program = s.program;
        r.source = s.map;
        rig_open(&r);
        while (sim_step(r.sim, SIM_BATCH) == SIM_RUNNING && !interrupt_pending())
            ;
        if (!interrupt_pending())
            doc = rig_summary(&r);
        rig_close(&r);
    }
    session_free(&s);
    return doc;
}

/* Finds out what an operand is, and its figures. False: told. */
static bool open_side(const struct args *args, const char *name, struct compared *side, cJSON **doc,
                      struct diags *ds)
{
    char *bytes = NULL;
    size_t len = 0;

    side->name = strcmp(name, "-") == 0 ? "standard input" : name;
    if (tracefile_exists(name)) {
        if (!tracefile_read(name, &bytes, &len, ds))
            return false;
        side->trace = !is_json(bytes);
        *doc = side->trace ? read_trace(name, bytes, len, ds) : read_summary(bytes, len);
        free(bytes);
    }
    if (!*doc && !side->trace) {
        if (strcmp(name, "-") == 0)
            diags_add(ds, name, "neither a trace nor a summary; a scenario needs a file");
        else
            *doc = run_scenario(args, name);
    }
    side->doc = *doc;
    return *doc != NULL;
}

static void print(const struct args *args, const struct compared sides[2], struct diags *ds)
{
    struct writer *w = writer_open("-", ds);
    struct comparison *c;
    struct sb out = {0};

    if (!w)
        return;
    c = compare_new(&sides[0], &sides[1]);
    if (args_has(args, "json"))
        compare_json(c, &out);
    else
        compare_text(c, &out);
    writer_put(w, sb_text(&out), out.len);
    sb_free(&out);
    compare_free(c);
    writer_close(w, ds);
}

static int cmd_compare(const struct args *args)
{
    struct compared sides[2] = {{0}, {0}};
    cJSON *docs[2] = {NULL, NULL};
    struct diags ds = {0};
    bool open = true;

    if (strcmp(args->operands.at[0], "-") == 0 && strcmp(args->operands.at[1], "-") == 0) {
        say("standard input can be only one of the two");
        return STATUS_BAD;
    }
    interrupt_catch();
    for (int i = 0; i < 2 && open; i++)
        open = open_side(args, args->operands.at[i], &sides[i], &docs[i], &ds);
    if (open)
        print(args, sides, &ds);
    cJSON_Delete(docs[0]);
    cJSON_Delete(docs[1]);
    if (interrupt_pending())
        return 128 + interrupt_pending();
    if (ds.list.len)
        return say_diags(&ds, NULL);
    return open ? STATUS_DONE : STATUS_BAD;
}

static const struct option options[] = {
    {"json", NULL, "the figures as a JSON document", COMPLETE_NOTHING},
    {"seed", "N", "seed of all random choices, of what is a scenario", COMPLETE_NOTHING},
    OPTION_MODEL,
    OPTION_SET,
    OPTIONS_END,
};

const struct verb verb_compare = {
    .name = "compare",
    .operands = "A B",
    .least = 2,
    .most = 2,
    .summary = "print the figures of two traces or runs side by side",
    .about = "Each of A and B is an execution trace (Go 1.22 and later; gzip is unpacked), a "
             "summary that\n"
             "`schedlab run --summary` or `schedlab stat --json` wrote, or a scenario, which is "
             "run with its own\n"
             "seed. Printed are the figures that both have, by the names of docs/fields.md, with "
             "the difference\n"
             "from A to B. --seed, --model and --set are for scenarios. One of the two may be - "
             "for standard input.",
    .examples =
        "schedlab compare before.out after.out\n"
        "schedlab compare trace.out mutex-convoy\n"
        "schedlab run ping-pong --summary - | schedlab compare - ping-pong --model go1.19\n"
        "schedlab compare a.out b.out --json | jq '.figures[] | select(.name==\"run.time\")'\n",
    .options = options,
    .run = cmd_compare,
};
