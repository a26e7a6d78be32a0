#include "class.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void class_header(struct sb *out)
{
    sb_puts(out, "learner,number,exercise,step,answers,first_right,hints,checks,started,answered,"
                 "observed,fixed,explained,minutes\n");
}

/* A text from a learner's file. A spreadsheet takes what begins with =, +, - or @ for a formula: a quote in front stops it. */
static void put_text(struct sb *out, const char *text)
{
    sb_putc(out, '"');
    if (*text && strchr("=+-@\t\r", *text))
        sb_putc(out, '\'');
    for (; *text; text++) {
        if (*text == '"')
            sb_putc(out, '"');
        sb_putc(out, (char)((unsigned char)*text < 0x20 ? ' ' : *text));
    }
    sb_putc(out, '"');
}

/* Days since 1 March of the year 0, in the calendar of today. */
static int64_t days(int64_t year, int64_t month, int64_t day)
{
    int64_t y = month > 2 ? year : year - 1, m = month > 2 ? month - 3 : month + 9;

    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day;
}

/* Seconds of a time as learner.h notes it: all its numbers stand at fixed places. */
static int64_t seconds(const char *time)
{
    int64_t date =
        days(strtol(time, NULL, 10), strtol(time + 5, NULL, 10), strtol(time + 8, NULL, 10));

    return ((date * 24 + strtol(time + 11, NULL, 10)) * 60 + strtol(time + 14, NULL, 10)) * 60 +
           strtol(time + 17, NULL, 10);
}

static void put_minutes(struct sb *out, const char *from, const char *to)
{
    int64_t took = from && to ? seconds(to) - seconds(from) : -1;

    if (took >= 0)
        sb_printf(out, "%" PRId64, (took + 30) / 60);
}

static void put_row(struct sb *out, const struct learner *l, const char *who,
                    const struct exercise *ex)
{
    int answers = learner_answers(l, ex->name);
    bool first = answers && learner_answer(l, ex->name, 0) == exercise_right(ex) + 1;

    put_text(out, who);
    sb_printf(out, ",%d,%s,%s,%d,%s,%d,%d", ex->number, ex->name,
              learner_steps[learner_step(l, ex->name)], answers,
              !answers ? ""
              : first  ? "yes"
                       : "no",
              learner_counted(l, ex->name, LEARNER_HINTS),
              learner_counted(l, ex->name, LEARNER_CHECKS));
    for (int i = 0; i < LEARNER_MOMENTS; i++) {
        const char *when = learner_when(l, ex->name, (enum learner_moment)i);

        sb_printf(out, ",%s", when ? when : "");
    }
    sb_putc(out, ',');
    put_minutes(out, learner_when(l, ex->name, LEARNER_STARTED),
                learner_when(l, ex->name, LEARNER_FIXED));
    sb_putc(out, '\n');
}

void class_rows(struct sb *out, const struct learner *l, const char *who,
                const struct exercise *const *exercises, int n)
{
    for (int i = 0; i < n; i++)
        put_row(out, l, who, exercises[i]);
}
