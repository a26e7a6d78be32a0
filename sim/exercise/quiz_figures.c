/* quiz_figures.c: questions about a whole run: what a figure of its summary is, and which conclusion its figures allow. */
#include <inttypes.h>
#include <string.h>

#include "expect.h"
#include "fields.h"
#include "figure.h"
#include "quiz_own.h"

/* ---- what the summary says ------------------------------------------------------------------------------------------------------ */

static const char *const asked[] = {
    "goroutines.created", "goroutines.max", "threads.blocked.max", "chans.results.sent",
    "procs.gomaxprocs",   "goroutines.end", "procs.idle.max",      "procs.idle.min",
};
enum { ASKED = sizeof asked / sizeof *asked };

static int64_t whole(const struct quiz *z, const char *path)
{
    const cJSON *item = figure_find(z->summary, path);
    wide millionths;

    return item && figure_read(item, &millionths) ? (int64_t)(millionths / FIGURE_ONE) : -1;
}

static void answer_number(struct quiz *z, int64_t n, const char *why)
{
    struct sb text = {0};

    sb_int(&text, n);
    if (n >= 0)
        quiz_answer(z, sb_text(&text), why);
    sb_free(&text);
}

/* Figures of the same run that are often taken for the one asked for; then near misses. */
static void answer_other_figures(struct quiz *z, int64_t right, const char *why)
{
    int32_t from = (int32_t)quiz_below(z, ASKED);

    for (int32_t i = 0; i < ASKED && z->nanswers < QUIZ_ANSWERS - 1; i++) {
        const char *path = asked[(from + i) % ASKED];
        struct sb text = {0};
        const struct field *f = field_find_in(FIELD_SUMMARY, path);

        sb_printf(&text, "That is %s of this run: %s.", path, f ? f->counts : "another figure");
        answer_number(z, whole(z, path), sb_text(&text));
        sb_free(&text);
    }
    for (int64_t off = 1; z->nanswers < QUIZ_ANSWERS; off++) {
        answer_number(z, right + off, why);
        answer_number(z, right - off, why);
    }
}

bool quiz_make_summary(struct quiz *z)
{
    const char *path = asked[quiz_below(z, ASKED)];
    const struct field *f = field_find_in(FIELD_SUMMARY, path);
    int64_t right = whole(z, path);
    struct sb asks = {0}, why = {0};

    if (right < 0 || !f)
        return false;
    z->q->path = path;
    z->q->shown = "";
    sb_printf(&asks, "The program runs to its end. What is %s in the summary of the run?", path);
    z->q->asks = quiz_keep(z, &asks);
    sb_printf(&why, "%s: %s. %s.", path, f->counts, f->not_this);
    answer_number(z, right, sb_text(&why));
    answer_other_figures(z, right, sb_text(&why));
    sb_free(&why);
    return true;
}

/* ---- what the evidence supports -------------------------------------------------------------------------------------------------- */

/* A conclusion in words, and as an expectation. What it rests on is the figure that the expectation begins with. */
static const struct claim {
    const char *words, *test;
} claims[] = {
    {"At some instant every P was in use.", "procs.idle.min == 0"},
    {"At every instant there was an idle P.", "procs.idle.min >= 1"},
    {"Over time, at least half of the Ps were idle on average.",
     "procs.gomaxprocs <= 2 * procs.idle.mean"},
    {"Over time, more than half of the Ps were busy on average.",
     "procs.gomaxprocs > 2 * procs.idle.mean"},
    {"A goroutine that could run had to wait for its turn for over a millisecond.",
     "sched.latency.max > 1ms"},
    {"No goroutine that could run waited for longer than a millisecond.",
     "sched.latency.max <= 1ms"},
    {"At least three threads were blocked in calls at the same time.", "threads.blocked.max >= 3"},
    {"Never were more than two threads blocked in calls at the same time.",
     "threads.blocked.max <= 2"},
    {"A P was taken from a thread in a system call.", "sched.retakes >= 1"},
    {"No P was ever taken from a thread in a system call.", "sched.retakes == 0"},
    {"A P without work found some in another P's queue.", "sched.steals >= 1"},
    {"No P ever took work from another P's queue.", "sched.steals == 0"},
    {"A goroutine had to wait for the mutex.", "locks.mu.wait.max > 0"},
    {"Nobody ever had to wait for the mutex.", "locks.mu.wait.max == 0"},
    {"A goroutine lost its P before it was through.", "sched.preemptions >= 1"},
    {"No thread was ever blocked in a call.", "threads.blocked.max == 0"},
};
enum { CLAIMS = sizeof claims / sizeof *claims };

static const char *const evidence[] = {
    "procs.gomaxprocs",  "procs.idle.min", "procs.idle.mean",  "procs.idle.max",
    "threads.max",       "threads.end",    "threads.idle.end", "threads.blocked.max",
    "sched.latency.max", "sched.steals",   "sched.retakes",    "sched.preemptions",
    "locks.mu.wait.max", "goroutines.max",
};
enum { EVIDENCE = sizeof evidence / sizeof *evidence };

/* Whether the run bears the claim out; the figure that it turns on goes to `found`. A lock that nobody used is not there: no
 * claim about it is made. */
static bool holds(struct quiz *z, const struct claim *c, bool *known, struct sb *found)
{
    struct arena arena = {0};
    struct diags ds = {0};
    struct verdict v = {0};
    struct expect_text text = {.text = c->test};
    struct expectation *e = expect_parse(&text, z->program, &arena, &ds);

    *known = e != NULL;
    if (e)
        expect_judge(e, z->summary, &v);
    sb_puts(found, sb_text(&v.found));
    *known &= strncmp(sb_text(&v.found), "nothing", 7) != 0;
    sb_free(&v.found);
    diags_free(&ds);
    arena_free(&arena);
    return v.held;
}

static void show_figures(struct quiz *z)
{
    struct sb text = {0};

    for (int32_t i = 0; i < EVIDENCE; i++) {
        const cJSON *item = figure_find(z->summary, evidence[i]);
        bool is_time = strstr(evidence[i], "latency") || strstr(evidence[i], "wait");
        char time[VTIME_TEXT];
        wide n;

        if (!item || !figure_read(item, &n))
            continue;
        sb_printf(&text, "  %-20s ", evidence[i]);
        if (is_time) {
            vtime_format(time, (vtime)(n / FIGURE_ONE));
            sb_puts(&text, time);
        } else {
            figure_text(&text, n);
        }
        sb_putc(&text, '\n');
    }
    z->q->shown = quiz_keep(z, &text);
}

static void answer_claim(struct quiz *z, const struct claim *c, bool held, const char *found)
{
    struct sb why = {0};

    sb_printf(&why, "It says %s, and %s is what was found, which %s.", c->test, found,
              held ? "bears it out" : "contradicts it");
    quiz_answer(z, c->words, sb_text(&why));
    sb_free(&why);
}

bool quiz_make_evidence(struct quiz *z)
{
    int32_t from = (int32_t)quiz_below(z, CLAIMS);

    show_figures(z);
    z->q->asks = "These are figures of the run. Which conclusion do they support?";
    for (int wanted = 1; wanted >= 0; wanted--)
        for (int32_t i = 0; i < CLAIMS; i++) {
            const struct claim *c = &claims[(from + i * 5) % CLAIMS];
            struct sb found = {0};
            bool known, held = holds(z, c, &known, &found);

            if (known && held == (wanted == 1) && (!wanted || z->nanswers == 0)) {
                answer_claim(z, c, held, sb_text(&found));
                z->q->path = wanted ? c->test : z->q->path;
            }
            sb_free(&found);
        }
    return true;
}
