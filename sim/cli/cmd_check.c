/* schedlab check: run scenarios and judge what they expect of themselves. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "interrupt.h"
#include "progress.h"
#include "rig.h"
#include "say.h"
#include "seeds.h"
#include "session.h"

enum { SHOWN_MOST = 4 }; /* different values found, seeds that missed: so many of them are told */

/* What became of one expectation, over all seeds. */
struct tally {
    uint64_t held;
    const char *found[SHOWN_MOST + 1]; /* different ones, in the order in which they came */
    int nfound;
    struct {
        uint64_t seed;
        const char *found;
    } missed[SHOWN_MOST];
    int nmissed;
};

struct check {
    const struct args *args;
    struct seeds seeds; /* if given */
    bool given;
    struct progress progress;
    bool colors;
    int64_t expectations, missed, scenarios;
};

/* Runs it to its end; the summary, or NULL if a signal came in between. */
static cJSON *run_once(struct check *c, const struct session *s)
{
    struct rig r = {.program = s->program, .source = s->map, .summarize = true};
    cJSON *doc = NULL;

    rig_open(&r);
    while (sim_step(r.sim, SIM_BATCH) == SIM_RUNNING && !interrupt_pending())
        if (progress_due(&c->progress))
            progress_show(&c->progress, s->program->name, sim_now(r.sim), s->program->limit);
    if (!interrupt_pending())
        doc = rig_summary(&r);
    rig_close(&r);
    return doc;
}

static const char *keep(struct arena *arena, const struct sb *text)
{
    return arena_text(arena, sb_text(text), text->len);
}

static void count(struct tally *t, const struct verdict *v, uint64_t seed, struct arena *arena)
{
    int i = 0;

    while (i < t->nfound && strcmp(t->found[i], sb_text(&v->found)) != 0)
        i++;
    if (i == t->nfound && t->nfound <= SHOWN_MOST)
        t->found[t->nfound++] = keep(arena, &v->found);
    if (v->held)
        t->held++;
    else if (t->nmissed < SHOWN_MOST) {
        t->missed[t->nmissed].seed = seed;
        t->missed[t->nmissed++].found = keep(arena, &v->found);
    }
}

static void judge(const struct session *s, const cJSON *doc, struct tally *tallies, uint64_t seed,
                  struct arena *arena)
{
    for (int32_t i = 0; i < s->program->nexpect; i++) {
        struct verdict v = {0};

        expect_judge(s->expect[i], doc, &v);
        count(&tallies[i], &v, seed, arena);
        sb_free(&v.found);
    }
}

static void print_found(const struct tally *t)
{
    fputs("   found ", stdout);
    for (int i = 0; i < t->nfound; i++)
        printf("%s%s", i ? "; " : "", i == SHOWN_MOST ? "…" : t->found[i]);
    putchar('\n');
}

/* One line for an expectation, and for one that was missed why it was there and which seeds missed it. */
static void print_tally(const struct check *c, const struct session *s, int32_t i,
                        const struct tally *t, uint64_t runs)
{
    bool held = t->held == runs;
    const char *on = !c->colors ? ""
                     : held     ? "\033[32m"
                                : "\033[1;31m",
               *off = c->colors ? "\033[0m" : "";

    printf("  %s%-6s%s ", on, held ? "held" : "MISSED", off);
    if (runs > 1)
        printf("%*" PRIu64 " of %" PRIu64 "  ", 3, t->held, runs);
    fputs(expect_source(s->expect[i]), stdout);
    print_found(t);
    if (held)
        return;
    if (s->program->expect_why && s->program->expect_why[i])
        printf("         because: %s\n", s->program->expect_why[i]);
    for (int k = 0; runs > 1 && k < t->nmissed; k++)
        printf("         seed %" PRIu64 ": found %s\n", t->missed[k].seed, t->missed[k].found);
    if (s->program->expect_line && s->program->expect_line[i] > 0)
        printf("         expected at %s:%d\n", s->path, (int)s->program->expect_line[i]);
}

static void print_scenario(struct check *c, const struct session *s, const struct tally *tallies,
                           struct seeds seeds, uint64_t runs)
{
    progress_hide(&c->progress);
    printf("%s, %s, seed%s %" PRIu64, s->program->name, model_names[s->program->model],
           runs > 1 ? "s" : "", seeds.first);
    if (runs > 1)
        printf("..%" PRIu64, seeds.first + runs - 1);
    putchar('\n');
    if (s->program->nexpect == 0)
        puts("  it expects nothing: \"expect\" is empty");
    for (int32_t i = 0; i < s->program->nexpect; i++) {
        print_tally(c, s, i, &tallies[i], runs);
        c->missed += tallies[i].held != runs;
    }
    c->expectations += s->program->nexpect;
    c->scenarios++;
    fflush(stdout);
}

/* Loads the scenario with that seed (NULL: its own) and runs it. False: it could not be loaded, or a signal came. */
static bool check_seed(struct check *c, const char *scenario, const uint64_t *seed,
                       struct session *s, cJSON **doc)
{
    char text[32] = "";

    if (seed)
        snprintf(text, sizeof text, "%" PRIu64, *seed);
    if (!session_load(s, c->args, scenario, seed ? text : NULL, ENVIRONMENT_SCENARIO))
        return false;
    *doc = run_once(c, s);
    return *doc != NULL;
}

static int check_scenario(struct check *c, const char *scenario)
{
    struct session s = {0};
    struct seeds seeds = c->seeds;
    struct arena arena = {0};
    struct tally *tallies = NULL;
    uint64_t runs = 0;
    int status = STATUS_DONE;
    int64_t missed = c->missed;
    cJSON *doc;

    for (uint64_t seed = seeds.first; status == STATUS_DONE && !interrupt_pending(); seed++) {
        struct session next = {0};

        if (check_seed(c, scenario, c->given ? &seed : NULL, &next, &doc)) {
            if (!tallies) {
                tallies = ARENA_ARRAY(&arena, struct tally, (size_t)next.program->nexpect);
                seeds.first = next.program->seed;
            }
            judge(&next, doc, tallies, next.program->seed, &arena);
            cJSON_Delete(doc);
            runs++;
            session_free(&s);
            s = next;
        } else {
            session_free(&next);
            status = interrupt_pending() ? STATUS_DONE : STATUS_BAD;
        }
        if (seed == seeds.last || !c->given)
            break;
    }
    if (runs > 0)
        print_scenario(c, &s, tallies, seeds, runs);
    session_free(&s);
    arena_free(&arena);
    return status == STATUS_BAD ? status : c->missed > missed ? STATUS_MISSED : STATUS_DONE;
}

static int cmd_check(const struct args *args)
{
    struct check c = {.args = args, .progress = progress_begin(), .colors = say_colors(stdout)};
    const char *seeds = args_value(args, "seeds");
    int status = STATUS_DONE;

    c.given = seeds != NULL;
    if (seeds && !seeds_parse(seeds, &c.seeds)) {
        say("--seeds \"%s\" is not a range of seeds; for example --seeds 1..20", seeds);
        return STATUS_BAD;
    }
    interrupt_catch();
    for (size_t i = 0; i < args->operands.len && !interrupt_pending(); i++) {
        int one = check_scenario(&c, args->operands.at[i]);

        status = one > status ? one : status;
    }
    progress_hide(&c.progress);
    if (c.scenarios > 1)
        printf("%" PRId64 " scenarios, %" PRId64 " expectations, %" PRId64 " missed\n", c.scenarios,
               c.expectations, c.missed);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        say("cannot write to standard output: %s", strerror(errno));
        return STATUS_BAD;
    }
    return interrupt_pending() ? 128 + interrupt_pending() : status;
}

static const struct option options[] = {
    {"seeds", "A..B", "run with each of these seeds instead of the scenario's own",
     COMPLETE_NOTHING},
    {"seed", "N", "run with this seed", COMPLETE_NOTHING},
    OPTION_MODEL,
    OPTION_SET,
    OPTIONS_END,
};

const struct verb verb_check = {
    .name = "check",
    .operands = "SCENARIO…",
    .least = 1,
    .most = -1,
    .summary = "run scenarios and judge what they expect",
    .about = "Runs each scenario and judges its `expect`: a line for each expectation, with the "
             "value found.\n"
             "Nothing that the program prints is shown. The real environment has no part in it.\n"
             "Exit status: 0 all held, 1 an expectation was missed, 2 a scenario is wrong.",
    .examples = "schedlab check syscall-storm\n"
                "schedlab check scenarios/*.json --seeds 1..20\n"
                "schedlab check syscall-storm --model go1.19 --set readers=16\n",
    .options = options,
    .run = cmd_check,
};
