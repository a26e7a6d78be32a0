/* schedlab sweep: many runs of a scenario, a row each. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "crew.h"
#include "field_path.h"
#include "file.h"
#include "interrupt.h"
#include "journal.h"
#include "merge.h"
#include "progress.h"
#include "say.h"
#include "session.h"
#include "sweep_find.h"
#include "sweep_run.h"

struct sweep {
    const struct args *args;
    const char *out; /* NULL: only something is looked for */
    struct sweep_task task;
    struct shard shard;
    struct journal *journal;
    uint64_t rows, next, stop; /* of the shard; rows behind `stop` are not needed any more */
    uint64_t before, lost;
    int jobs;
    bool full, refused;
    struct progress progress;
};

static const char *const usual[] = {"run.end",           "run.time",         "threads.max",
                                    "goroutines.max",    "sched.switches",   "sched.latency.p99",
                                    "sched.latency.max", "cpu.idle.fraction"};

/* ---- options ---------------------------------------------------------------------------------------------------------- */

static void add_column(struct sweep_task *t, const char *path, struct diags *ds)
{
    const char *near = field_path_nearest(path, &t->arena);
    struct diag *d;

    for (size_t i = 0; i < t->columns.len; i++)
        if (strcmp(t->columns.at[i], path) == 0)
            return;
    *VEC_PUSH(&t->columns) = path;
    if (field_path_find(path) && !strpbrk(path, "*?'"))
        return;
    d = diags_add(ds, NULL, "--column %s: a summary has no such figure", path);
    if (near)
        diags_hint(ds, d, "did you mean \"%s\"?", near);
    else
        diags_hint(ds, d, "docs/fields.md lists them");
}

static void read_columns(struct sweep *s, struct diags *ds)
{
    struct word_list words = {0};
    size_t at = 0;

    for (const char *text; (text = args_next(s->args, "column", &at));)
        if (!word_list_parse(text, &s->task.arena, &words))
            diags_add(ds, NULL, "--column \"%s\" is no path of the summary", text);
    for (size_t i = 0; i < words.len; i++)
        add_column(&s->task, words.at[i], ds);
    for (size_t i = 0; !args_has(s->args, "column") && i < sizeof usual / sizeof *usual; i++)
        add_column(&s->task, usual[i], ds);
    free(words.at);
}

static void name_columns(struct sweep_task *t, bool json)
{
    *VEC_PUSH(&t->names) = "row";
    *VEC_PUSH(&t->names) = "model";
    for (int i = 0; i < t->plan.naxes; i++)
        *VEC_PUSH(&t->names) = t->plan.axes[i].pointer;
    *VEC_PUSH(&t->names) = "seed";
    for (size_t i = 0; i < t->columns.len; i++)
        *VEC_PUSH(&t->names) = t->columns.at[i];
    *VEC_PUSH(&t->names) = "plan";
    t->form = (struct rowtext_form){json, t->names.at, (int)t->names.len};
}

static bool ends_in(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

static void read_plan(struct sweep *s, struct diags *ds)
{
    struct grid *p = &s->task.plan;
    const char *text;
    size_t at = 0;

    while ((text = args_next(s->args, "grid", &at)))
        grid_add_axis(p, text, ds);
    text = args_value(s->args, "models");
    if (text)
        grid_add_models(p, text, ds);
    text = args_value(s->args, "seeds");
    p->seeded = text != NULL;
    if (text && !seeds_parse(text, &p->seeds))
        diags_add(ds, NULL, "--seeds \"%s\" is not a range of seeds; for example --seeds 1..20",
                  text);
    if (ds->list.len == 0)
        grid_count(p, ds);
}

static bool read_options(struct sweep *s, struct diags *ds)
{
    const char *shard = args_value(s->args, "shard"), *jobs = args_value(s->args, "jobs");
    struct seeds n = {0};
    size_t at = 0;

    for (const char *set; (set = args_next(s->args, "set", &at));)
        *VEC_PUSH(&s->task.sets) = set;
    s->task.find = args_value(s->args, "find");
    s->out = args_value(s->args, "out");
    if (!s->out && !s->task.find)
        diags_add(ds, NULL, "--out FILE is missing: where the rows go, rows.csv or rows.jsonl");
    s->shard = (struct shard){1, 1};
    if (shard && !shard_parse(shard, &s->shard))
        diags_add(ds, NULL, "--shard \"%s\" is no share; for example --shard 2/8", shard);
    s->jobs = (int)sysconf(_SC_NPROCESSORS_ONLN);
    if (jobs && (!seeds_parse(jobs, &n) || n.first != n.last || n.first < 1 || n.first > CREW_MOST))
        diags_add(ds, NULL, "--jobs \"%s\" is not a number from 1 to %d", jobs, CREW_MOST);
    if (jobs)
        s->jobs = (int)n.first;
    s->jobs = s->jobs < 1 ? 1 : s->jobs > CREW_MOST ? CREW_MOST : s->jobs;
    read_plan(s, ds);
    read_columns(s, ds);
    name_columns(&s->task, s->out && ends_in(s->out, ".jsonl"));
    return ds->list.len == 0;
}

static void hash_text(uint64_t *h, const char *text)
{
    do
        *h = (*h ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    while (*text++);
}

/* The stamp of the rows: all that they depend on, and how many there are. */
static void stamp(struct sweep_task *t)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    char text[64];

    hash_text(&h, SCHEDLAB_VERSION);
    hash_text(&h, t->source);
    hash_text(&h, t->form.json ? "json" : "csv");
    hash_text(&h, t->find ? t->find : "");
    for (size_t i = 0; i < t->sets.len; i++)
        hash_text(&h, t->sets.at[i]);
    for (size_t i = 0; i < t->names.len; i++)
        hash_text(&h, t->names.at[i]);
    for (int i = 0; i < t->plan.naxes; i++)
        for (size_t k = 0; k < t->plan.axes[i].values.len; k++)
            hash_text(&h, t->plan.axes[i].values.at[k]);
    for (size_t i = 0; i < t->plan.models.len; i++)
        hash_text(&h, t->plan.models.at[i]);
    snprintf(text, sizeof text, "%d %" PRIu64 " %" PRIu64, t->plan.seeded, t->plan.seeds.first,
             t->plan.seeds.last);
    hash_text(&h, text);
    snprintf(text, sizeof text, "%016" PRIx64 "/%" PRIu64, h, t->plan.rows);
    t->stamp = arena_text(&t->arena, text, strlen(text));
}

/* Loads each value of the grid once, with the first of all others, so that what is wrong is told before anything runs. */
static bool try_values(const struct sweep_task *t)
{
    struct grid_run first, at;
    struct sweep_run r;
    struct diags ds = {0};
    bool ok = true;

    grid_at(&t->plan, 1, &first);
    for (int axis = -1; axis < t->plan.naxes; axis++) {
        size_t n = axis < 0 ? (t->plan.models.len ? t->plan.models.len : 1)
                            : t->plan.axes[axis].values.len;

        for (size_t i = axis < 0 ? 0 : 1; i < n && ok; i++) {
            at = first;
            if (axis < 0)
                at.model = t->plan.models.len ? t->plan.models.at[i] : NULL;
            else
                at.values[axis] = t->plan.axes[axis].values.at[i];
            ok = sweep_load(t, &at, &r, &ds);
            sweep_unload(&r);
        }
    }
    if (!ok)
        say_diags(&ds, t->source);
    diags_free(&ds);
    return ok;
}

/* ---- the crew's questions ----------------------------------------------------------------------------------------------- */

static bool next_row(void *self, uint64_t *k)
{
    struct sweep *s = self;

    while (s->next < s->stop && journal_has(s->journal, s->next))
        s->next++;
    if (s->next >= s->stop)
        return false;
    *k = s->next++;
    return true;
}

static bool boss_is_there(void)
{
    return !crew_orphaned();
}

enum { ANSWER_ROW = 'r', ANSWER_FOUND = 'f', ANSWER_REFUSED = 'x' };

static void work(void *self, uint64_t k, struct sb *answer)
{
    const struct sweep *s = self;
    uint64_t row = shard_row(s->shard, k);
    struct grid_run at;
    struct sweep_run r;
    struct diags ds = {0};
    struct verdict v = {0};
    cJSON *doc = NULL;

    grid_at(&s->task.plan, row, &at);
    if (!sweep_load(&s->task, &at, &r, &ds)) {
        sb_putc(answer, ANSWER_REFUSED);
        sb_puts(answer, ds.list.len ? ds.list.at[0].message : "");
    } else if ((doc = sweep_simulate(&r, 0, boss_is_there))) {
        if (r.find)
            expect_judge(r.find, doc, &v);
        sb_putc(answer, v.held ? ANSWER_FOUND : ANSWER_ROW);
        sweep_record(&s->task, &r, row, doc, answer);
    }
    cJSON_Delete(doc);
    sb_free(&v.found);
    sweep_unload(&r);
    diags_free(&ds);
}

static void say_row(struct sweep *s, uint64_t k, const char *what, const char *why)
{
    struct grid_run at;
    struct sb text = {0};

    grid_at(&s->task.plan, shard_row(s->shard, k), &at);
    sweep_describe(&s->task, &at, &text);
    progress_hide(&s->progress);
    say("row %" PRIu64 " (%s) %s%s", shard_row(s->shard, k), text.text, what, why);
    sb_free(&text);
}

static bool done(void *self, uint64_t k, const char *bytes, size_t len)
{
    struct sweep *s = self;

    if (bytes[0] == ANSWER_REFUSED) {
        struct sb why = {0};

        sb_add(&why, bytes + 1, len - 1);
        say_row(s, k, "is refused: ", sb_text(&why));
        sb_free(&why);
        s->refused = true;
        return false;
    }
    if (!journal_add(s->journal, k, bytes[0] == ANSWER_FOUND, bytes + 1, len - 1)) {
        s->full = true;
        return false;
    }
    if (bytes[0] == ANSWER_FOUND && k + 1 < s->stop)
        s->stop = k + 1;
    return true;
}

static void lost(void *self, uint64_t k, const char *how)
{
    struct sweep *s = self;
    struct sb text = {0};

    sb_printf(&text, "three times; at last its worker %s", how);
    say_row(s, k, "could not be run, ", text.text);
    sb_free(&text);
    s->lost++;
}

static bool go_on(void *self)
{
    struct sweep *s = self;
    uint64_t have = journal_count(s->journal), fresh = have - s->before;

    if (progress_due(&s->progress)) {
        int64_t left = fresh ? (wall_now() - s->progress.began) / (int64_t)fresh *
                                   (int64_t)(s->rows - have) / SEC
                             : 0;

        progress_say(&s->progress,
                     "%" PRIu64 " of %" PRIu64 " rows, about %" PRId64 " s left, Ctrl-C keeps them",
                     have, s->rows, left);
    }
    return !interrupt_pending();
}

/* ---- files ---------------------------------------------------------------------------------------------------------------- */

/* Rows that stand in the final file already, of an earlier start or of a merge. */
static void adopt(struct sweep *s)
{
    struct merge m = {0};
    struct diags ignored = {0};
    uint64_t k;

    if (s->out && !s->task.find && strcmp(s->out, "-") != 0 && access(s->out, R_OK) == 0 &&
        merge_add(&m, s->out, &ignored) && m.json == s->task.form.json && m.plan &&
        m.plan_len == strlen(s->task.stamp) && memcmp(m.plan, s->task.stamp, m.plan_len) == 0)
        for (size_t i = 0; i < m.rows.len; i++)
            if (shard_has(s->shard, m.rows.at[i].row, &k) && k < s->rows &&
                !journal_has(s->journal, k))
                journal_add(s->journal, k, false, m.rows.at[i].at, m.rows.at[i].len);
    merge_deinit(&m);
    diags_free(&ignored);
}

/* The first row that was found, in order; rows if there is none. */
static uint64_t first_found(const struct sweep *s)
{
    uint64_t k = 0;

    while (k < s->rows && !(journal_has(s->journal, k) && journal_found(s->journal, k)))
        k++;
    return k;
}

static bool write_rows(struct sweep *s, uint64_t last, struct diags *ds)
{
    struct writer *w = writer_open(s->out, ds);
    struct sb line = {0};
    bool ok = true;

    if (!w)
        return false;
    rowtext_header(&s->task.form, &line);
    writer_put(w, sb_text(&line), line.len);
    for (uint64_t k = 0; k <= last && k < s->rows && ok; k++) {
        sb_clear(&line);
        if (journal_has(s->journal, k)) {
            ok = journal_get(s->journal, k, &line);
            writer_put(w, sb_text(&line), line.len);
        }
    }
    sb_free(&line);
    if (ok)
        return writer_close(w, ds);
    writer_abandon(w);
    diags_add(ds, s->out, "its rows cannot be read back from beside it");
    return false;
}

static int finish(struct sweep *s, bool *whole)
{
    struct diags ds = {0};
    uint64_t found = first_found(s), have = journal_count(s->journal);
    const char *kept =
        s->out && strcmp(s->out, "-") != 0 ? "; the same words go on from there" : "";

    progress_hide(&s->progress);
    if (interrupt_pending() || s->full || s->refused) {
        if (s->full)
            say("cannot write the rows: %s", strerror(journal_error(s->journal)));
        say("%" PRIu64 " of %" PRIu64 " rows are done%s", have, s->rows, kept);
        return interrupt_pending() ? 128 + interrupt_pending() : STATUS_BAD;
    }
    if (s->out && !write_rows(s, found, &ds))
        return say_diags(&ds, NULL);
    *whole = true;
    if (found < s->rows)
        return sweep_tell_found(&s->task, shard_row(s->shard, found), s->args->operands.at[0],
                                args_value(s->args, "choices"));
    if (s->task.find)
        printf("no run of %" PRIu64 " meets %s\n", have, s->task.find);
    return s->lost || s->task.find ? STATUS_MISSED : STATUS_DONE;
}

static int run_rows(struct sweep *s)
{
    struct crew_job job = {next_row, work, done, lost, go_on, s};
    struct diags ds = {0};
    struct sb part = {0};
    bool whole = false, ok;
    int status;

    s->rows = shard_rows(s->shard, s->task.plan.rows);
    if (s->out && strcmp(s->out, "-") != 0)
        sb_printf(&part, "%s.part", s->out);
    s->journal = journal_open(part.text, s->task.stamp, s->rows, &ds);
    sb_free(&part);
    if (!s->journal)
        return say_diags(&ds, NULL);
    adopt(s);
    s->before = journal_count(s->journal);
    s->stop = first_found(s);
    s->stop += s->stop < s->rows;
    interrupt_catch();
    ok = crew_run(&job, s->jobs, &ds);
    status = ok ? finish(s, &whole) : say_diags(&ds, NULL);
    journal_close(s->journal, whole);
    return status;
}

static int sweep_scenario(const struct args *args)
{
    struct sweep s = {.args = args, .progress = progress_begin()};
    struct session base = {0};
    struct diags ds = {0};
    int status = STATUS_BAD;

    if (!read_options(&s, &ds)) {
        say_diags(&ds, NULL);
    } else if (session_load(&base, args, args->operands.at[0], NULL, ENVIRONMENT_SCENARIO)) {
        s.task.path = base.path;
        s.task.source = base.source;
        stamp(&s.task);
        if (try_values(&s.task))
            status = run_rows(&s);
    }
    session_free(&base);
    grid_deinit(&s.task.plan);
    free(s.task.sets.at);
    free(s.task.columns.at);
    free(s.task.names.at);
    arena_free(&s.task.arena);
    return status;
}

/* ---- merging ------------------------------------------------------------------------------------------------------------- */

static int write_merged(const struct merge *m, const char *out)
{
    struct diags ds = {0};
    struct sb missing = {0};
    struct writer *w = writer_open(out, &ds);
    uint64_t n;

    if (!w)
        return say_diags(&ds, NULL);
    writer_put(w, m->header, m->header_len);
    for (size_t i = 0; i < m->rows.len; i++)
        writer_put(w, m->rows.at[i].at, m->rows.at[i].len);
    if (!writer_close(w, &ds))
        return say_diags(&ds, NULL);
    n = merge_missing(m, 8, &missing);
    if (n)
        say("%" PRIu64 " of %" PRIu64 " rows are missing: %s", n, merge_whole(m), missing.text);
    sb_free(&missing);
    return n ? STATUS_MISSED : STATUS_DONE;
}

static int merge_files(const struct args *args)
{
    struct merge m = {0};
    struct diags ds = {0};
    const char *out = args_value(args, "out");
    bool ok = true;
    int status;

    if (!out) {
        say("--merge needs --out FILE, for the rows of all files");
        return STATUS_BAD;
    }
    for (size_t i = 0; i < args->operands.len && ok; i++)
        ok = merge_add(&m, args->operands.at[i], &ds);
    ok = ok && merge_sort(&m, &ds);
    status = ok ? write_merged(&m, out) : say_diags(&ds, NULL);
    merge_deinit(&m);
    return status;
}

static int cmd_sweep(const struct args *args)
{
    if (args_has(args, "merge"))
        return merge_files(args);
    if (args->operands.len == 1)
        return sweep_scenario(args);
    say("sweep takes one scenario; only --merge takes several files");
    return STATUS_BAD;
}

static const struct option options[] = {
    {"grid", "POINTER=V1,V2,…",
     "run with each of these values, and each of any other grid; may be repeated",
     COMPLETE_NOTHING},
    {"seeds", "A..B", "run with each of these seeds; the scenario's own, if left out",
     COMPLETE_NOTHING},
    {"models", "GO,GO,…", "run by the rules of each of these releases", COMPLETE_NOTHING},
    OPTION_SET,
    {"column", "PATH",
     "a figure of the summary, run.time or functions.main.latency.max; may be repeated",
     COMPLETE_NOTHING},
    {"out", "FILE", "where the rows go: CSV, or JSON lines if it ends in .jsonl", COMPLETE_FILE},
    {"jobs", "N", "processes that run at a time; the processors there are, if left out",
     COMPLETE_NOTHING},
    {"shard", "I/N", "only part I of N, for another machine to do the others", COMPLETE_NOTHING},
    {"find", "EXPECTATION",
     "stop at the first row, in order, whose run meets it, and say how to see it",
     COMPLETE_NOTHING},
    {"choices", "FILE", "with --find: write the choices of the run that was found", COMPLETE_FILE},
    {"merge", NULL, "join files of rows, such as those of all shards", COMPLETE_NOTHING},
    OPTIONS_END,
};

const struct verb verb_sweep = {
    .name = "sweep",
    .operands = "SCENARIO, or FILE…",
    .least = 1,
    .most = -1,
    .summary = "run a scenario with many values, seeds and models, a row each",
    .about =
        "Runs the scenario for each model, each point of the grid and each seed, and writes a "
        "row of figures for\n"
        "each. The rows stand in the order of the plan, whatever the number of jobs.\n"
        "\n"
        "Rows that are done are kept in FILE.part until FILE is complete: after Ctrl-C, a crash "
        "or a full disk the\n"
        "same words do only what is missing. A worker that ends before its run is replaced, and "
        "the run tried\n"
        "again, three times in all.\n"
        "Exit status: 0 done; 1 rows are missing, or nothing was found; 2 bad input.",
    .examples =
        "schedlab sweep syscall-storm --grid readers=16,64 --seeds 1..20 --out storm.csv\n"
        "schedlab sweep ping-pong --models go1.19,go1.27 --seeds 1..100 --column run.time --out -\n"
        "schedlab sweep syscall-storm --seeds 1..1000 --find 'threads.max > 66'\n"
        "schedlab sweep syscall-storm --seeds 1..1000 --shard 2/8 --out part2.csv\n"
        "schedlab sweep --merge part1.csv part2.csv --out all.csv\n",
    .options = options,
    .run = cmd_sweep,
};
