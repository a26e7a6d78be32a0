/* timeline_query.c: what one may ask for in the search field:
 *
 *     G18  P2  M3           of that goroutine, on that processor, on that thread
 *     state=runnable        running, runnable, waiting, syscall
 *     dur>1ms  dur<20us     how long it took
 *     func=reader           part of the function's name
 *     reason=chan           part of the reason it waits for
 *     parse                 any other word: part of the name of a function, a reason, a region
 *
 * All of it at once must be true of a span. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "timeline_own.h"

static const struct {
    const char *name;
    enum slice slice;
} states[] = {{"running", SLICE_RUNNING},
              {"runnable", SLICE_RUNNABLE},
              {"waiting", SLICE_WAITING},
              {"syscall", SLICE_SYSCALL}};

static int lower(char c)
{
    return tolower((unsigned char)c);
}

/* Whether `part` is in `text`, whatever the case; the empty one is. */
static bool has(const char *text, const char *part)
{
    for (;; text++) {
        size_t i = 0;

        while (part[i] && lower(text[i]) == lower(part[i]))
            i++;
        if (!part[i])
            return true;
        if (!*text)
            return false;
    }
}

/* ---- reading --------------------------------------------------------------------------------------------------------------- */

static bool number(const char *text, int64_t *out)
{
    size_t n = strlen(text);

    *out = 0;
    for (size_t i = 0; i < n && i < 18; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *out = *out * 10 + (text[i] - '0');
    }
    return n > 0 && n < 18;
}

/* Go's number of a goroutine or thread as the history has it; what there is none of finds nothing. */
static int64_t g_of(const struct subject *su, int64_t g)
{
    if (!su->imported)
        return g;
    for (size_t i = 0; i < su->imported->gs.len; i++)
        if (su->imported->gs.at[i] == g)
            return (int64_t)i + 1;
    return INT32_MAX;
}

static int32_t m_of(const struct subject *su, int64_t m)
{
    for (size_t i = 0; su->imported && i < su->imported->ms.len; i++)
        if (su->imported->ms.at[i] == m)
            return (int32_t)i;
    return su->imported || m > INT32_MAX ? INT32_MAX : (int32_t)m;
}

static void copy(char *to, const char *from)
{
    snprintf(to, QUERY_TEXT, "%s", from);
}

static void read_state(struct query *q, const char *value)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(value, states[i].name) == 0) {
            q->slice = (int32_t)states[i].slice;
            return;
        }
    q->error = "state= is running, runnable, waiting or syscall";
}

static void read_duration(struct query *q, const char *text)
{
    vtime t;

    if (!vtime_parse(text + 1, &t) || (*text != '>' && *text != '<'))
        q->error = "dur wants < or > and a duration, as dur>1ms";
    else if (*text == '>')
        q->longer = t;
    else
        q->shorter = t;
}

static void read_word(struct query *q, const struct subject *su, const char *word)
{
    int64_t n;

    if ((*word == 'G' || *word == 'g') && number(word + 1, &n))
        q->g = g_of(su, n);
    else if ((*word == 'P' || *word == 'p') && number(word + 1, &n))
        q->p = n > INT16_MAX ? INT16_MAX : (int32_t)n;
    else if ((*word == 'M' || *word == 'm') && number(word + 1, &n))
        q->m = m_of(su, n);
    else if (strncmp(word, "state=", 6) == 0)
        read_state(q, word + 6);
    else if (strncmp(word, "dur", 3) == 0 && word[3] && strchr("<>=", word[3]))
        read_duration(q, word + 3);
    else if (strncmp(word, "func=", 5) == 0)
        copy(q->func, word + 5);
    else if (strncmp(word, "reason=", 7) == 0)
        copy(q->reason, word + 7);
    else if (strchr(word, '='))
        q->error = "only state=, dur>, dur<, func= and reason= are known";
    else
        copy(q->word, word);
}

void query_parse(struct query *q, const struct subject *su, const char *text)
{
    char words[QUERY_TEXT], *at = words;

    *q = (struct query){
        .g = NOBODY, .p = NOBODY, .m = NOBODY, .slice = NOBODY, .longer = -1, .shorter = -1};
    copy(words, text);
    while (*at) {
        size_t n = strcspn(at, " ");
        bool last = at[n] == '\0';

        at[n] = '\0';
        if (n)
            read_word(q, su, at);
        at += n + !last;
    }
}

bool query_empty(const struct query *q)
{
    return q->g == NOBODY && q->p == NOBODY && q->m == NOBODY && q->slice == NOBODY &&
           q->longer < 0 && q->shorter < 0 && !*q->func && !*q->reason && !*q->word;
}

/* ---- matching --------------------------------------------------------------------------------------------------------------- */

static bool func_has(const struct timeline *tl, goid g, const char *part)
{
    struct sb name = {0};
    bool found;

    if (!*part)
        return true;
    subject_func(tl->lanes.subject, tl->lanes.gs.at[g - 1].func, &name);
    found = has(sb_text(&name), part);
    sb_free(&name);
    return found;
}

static const char *reason_of(const struct timeline *tl, const struct span *s)
{
    const struct program *p = tl->lanes.subject->program;

    return s->slice == SLICE_WAITING && s->why
               ? wait_reason_text((enum wait_reason)s->why, p ? p->model : GO1_27)
               : "";
}

static bool takes(const struct query *q, const struct timeline *tl, const struct lod *lod,
                  int64_t i)
{
    vtime took = lod_end(lod, i, tl->lanes.now) - lod->at[i].t;

    return (q->longer < 0 || took > q->longer) && (q->shorter < 0 || took < q->shorter);
}

static bool of_goroutine(const struct query *q, const struct timeline *tl, goid g,
                         const struct span *s)
{
    bool on = s->slice == SLICE_RUNNING || s->slice == SLICE_SYSCALL;

    return (q->slice == NOBODY || q->slice == s->slice) &&
           (q->p == NOBODY || (on && q->p == s->on)) &&
           (q->m == NOBODY || (on && q->m == s->who)) &&
           (!*q->reason || has(reason_of(tl, s), q->reason)) &&
           (!*q->word || has(reason_of(tl, s), q->word) || func_has(tl, g, q->word)) &&
           func_has(tl, g, q->func);
}

bool query_matches(const struct query *q, const struct timeline *tl, struct row row, int64_t span)
{
    const struct lod *lod = row_lod(tl, row);
    const struct span *s = &lod->at[span];
    goid g = row.kind == ROW_NOTE ? tl->lanes.notes.at[row.id].g : row.id;

    if (s->slice == SLICE_NOTHING || (q->g != NOBODY && q->g != g) || !takes(q, tl, lod, span))
        return false;
    if (row.kind == ROW_G)
        return of_goroutine(q, tl, g, s);
    return *q->word && q->slice == NOBODY && q->p == NOBODY && q->m == NOBODY && !*q->reason &&
           has(lanes_op_text(&tl->lanes, s->who), q->word) && func_has(tl, g, q->func);
}
