/* schedtrace_line.c: one SCHED line and one M line, whatever stands between their pieces. go: schedtrace */
#include <string.h>

#include "schedtrace_scan.h"

enum {
    FIGURE_DIGITS = 11, /* no figure is longer */
    GAP_BYTES = 8192    /* what others may have written between two pieces */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

size_t scan_find(const char *text, size_t from, size_t end, const char *word)
{
    size_t len = strlen(word);

    while (from + len <= end) {
        const char *hit = memchr(text + from, word[0], end - from - len + 1);

        if (!hit)
            return end;
        from = (size_t)(hit - text);
        if (memcmp(hit, word, len) == 0)
            return from;
        from++;
    }
    return end;
}

bool scan_word(struct scan *s, const char *word)
{
    size_t len = strlen(word);

    if (s->end - s->at < len || memcmp(s->text + s->at, word, len) != 0)
        return false;
    s->at += len;
    return true;
}

bool scan_number(struct scan *s, int64_t *n)
{
    size_t first = s->at;

    *n = 0;
    while (s->at < s->end && is_digit(s->text[s->at])) {
        if (s->at - first == FIGURE_DIGITS)
            return false;
        *n = *n * 10 + (s->text[s->at++] - '0');
    }
    return s->at > first;
}

/* May the number that ends before `c` be whole? Somebody's time stamp or count that follows at once would lengthen it. */
static bool ends_number(char c)
{
    return c != '/' && c != ':' && c != '-' && c != ',' && c != ' ';
}

/* May the number that begins after `c` be whole? After a line feed it is. */
static bool begins_number(char c)
{
    return c == '\n' || c == '.' || c == ')' || c == ']' || (c >= 'a' && c <= 'z');
}

/* The number in text[from, to). It is one piece and the keys around it are pieces, so it stands at one of the ends. If digits
 * stand at both, only a line feed right before the later ones tells which are the runtime's: then a whole line of somebody
 * else came first. */
static bool number_between(const char *text, size_t from, size_t to, int64_t *n)
{
    struct scan front = {text, from, to}, back = {text, to, to};
    bool has_first = scan_number(&front, n), has_last;

    while (back.at > from && is_digit(text[back.at - 1]))
        back.at--;
    if (back.at == from) /* nothing else */
        return has_first;
    has_last = back.at < to;
    if (has_last) {
        char before = text[back.at - 1];

        return scan_number(&back, n) && (has_first ? before == '\n' : begins_number(before));
    }
    return has_first && ends_number(text[front.at]);
}

/* The nearest of several words, or `end`. */
static size_t find_any(const char *text, size_t from, size_t end, const char *const *words)
{
    size_t nearest = end;

    for (; *words; words++) {
        size_t at = scan_find(text, from, nearest, *words);

        if (at < nearest)
            nearest = at;
    }
    return nearest;
}

bool scan_field(struct scan *s, const char *key, const char *const *next_keys, int64_t *n)
{
    size_t most = s->end - s->at > GAP_BYTES ? s->at + GAP_BYTES : s->end;
    size_t at = scan_find(s->text, s->at, most, key), to;

    if (at == most)
        return false;
    s->at = at + strlen(key);
    most = s->end - s->at > GAP_BYTES ? s->at + GAP_BYTES : s->end;
    to = find_any(s->text, s->at, most, next_keys);
    if (to == most || !number_between(s->text, s->at, to, n))
        return false;
    s->at = to;
    return true;
}

/* The queues of the Ps: "[1 0 0]" or "[ 1 0 0 ]". What others wrote in between is stepped over as long as no digit and no line
 * feed is in it; else, or if the count is wrong, the list is lost and the line stands without it. */
static void read_local(struct scan *s, struct schedtrace *log, struct sched_sample *out)
{
    size_t first = log->queues.len;
    bool good = true;
    int64_t n;

    out->local = first;
    while (good && s->at < s->end && s->text[s->at] != ']') {
        if (is_digit(s->text[s->at])) {
            good = scan_number(s, &n) && log->queues.len - first < (size_t)out->gomaxprocs;
            if (good)
                *VEC_PUSH(&log->queues) = n;
        } else {
            good = s->text[s->at++] != '\n';
        }
    }
    good = good && s->at < s->end && log->queues.len - first == (size_t)out->gomaxprocs;
    if (good)
        out->nlocal = out->gomaxprocs;
    else
        log->queues.len = first;
}

bool schedtrace_head(struct scan *s, struct schedtrace *log, struct sched_sample *out)
{
    static const char *const
        procs[] = {"ms: gomaxprocs=", NULL},
        *const idle[] = {" idleprocs=", NULL}, *const threads[] = {" threads=", NULL},
        *const spinning[] = {" spinningthreads=", NULL},
        *const after_spinning[] = {" needspinning=", " idlethreads=", NULL},
        *const idlethreads[] = {" idlethreads=", NULL}, *const runqueue[] = {" runqueue=", NULL},
        *const rest[] = {" [", " gcwaiting=", NULL}, *const more[] = {" stopwait=", NULL};

    out->needspinning = out->nmidlelocked = SCHED_UNKNOWN;
    if (!scan_field(s, "SCHED ", procs, &out->ms) ||
        !scan_field(s, "ms: gomaxprocs=", idle, &out->gomaxprocs) ||
        !scan_field(s, " idleprocs=", threads, &out->idleprocs) ||
        !scan_field(s, " threads=", spinning, &out->threads) ||
        !scan_field(s, " spinningthreads=", after_spinning, &out->spinning))
        return false;
    if (s->end - s->at > 14 && memcmp(s->text + s->at, " needspinning=", 14) == 0 &&
        !scan_field(s, " needspinning=", idlethreads, &out->needspinning))
        return false;
    if (!scan_field(s, " idlethreads=", runqueue, &out->idlethreads) ||
        !scan_field(s, " runqueue=", rest, &out->runqueue))
        return false;
    if (out->gomaxprocs < 1 || out->idleprocs > out->gomaxprocs || out->idlethreads > out->threads)
        return false;
    if (scan_word(s, " [")) {
        read_local(s, log, out);
    } else {
        out->detail = true;
        scan_field(s, " nmidlelocked=", more, &out->nmidlelocked);
    }
    return true;
}

/* Does a value begin after the next `key` of this line? */
static bool value_of(struct scan *s, const char *key)
{
    size_t at = scan_find(s->text, s->at, s->end, key);

    s->at = at + strlen(key);
    return at < s->end && s->at < s->end;
}

void schedtrace_m_line(struct scan s, struct sched_threads *out)
{
    bool p, g, blocked, locked;
    char c;

    if (!value_of(&s, ": p="))
        return;
    p = is_digit(s.text[s.at]);
    if (!value_of(&s, " curg="))
        return;
    g = is_digit(s.text[s.at]);
    if (!value_of(&s, " blocked="))
        return;
    c = s.text[s.at];
    blocked = c == 't' || c == '1';
    if (!value_of(&s, " lockedg="))
        return;
    locked = is_digit(s.text[s.at]);
    out->lines++;
    if (p)
        out->at_work++;
    else if (blocked && locked)
        out->locked++;
    else if (blocked)
        out->parked++;
    else if (g)
        out->syscall++;
}
