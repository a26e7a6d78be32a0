/* schedtrace_gc.c: one line of gctrace. go: gcMarkTermination
 *
 *     gc 24 @0.100s 38%: 0.095+3.1+0.001 ms clock, 0.19+8.3/1.1/0.043+0.003 ms cpu, 9->9->8 MB, 9 MB goal, ..., 4 P (forced)
 */
#include "schedtrace_scan.h"

/* A decimal number in thousandths. */
static bool read_milli(struct scan *s, int64_t *n)
{
    int64_t unit = 100;

    if (!scan_number(s, n) || *n > INT64_MAX / 2000)
        return false;
    *n *= 1000;
    if (!scan_word(s, "."))
        return true;
    while (s->at < s->end && s->text[s->at] >= '0' && s->text[s->at] <= '9') {
        *n += (s->text[s->at++] - '0') * unit;
        unit /= 10;
    }
    return true;
}

/* The number before " P" at the end of the line. */
static bool read_procs(struct scan *s, int64_t *n)
{
    size_t at = scan_find(s->text, s->at, s->end, " P");

    while (at < s->end && at > s->at && s->text[at - 1] >= '0' && s->text[at - 1] <= '9')
        at--;
    s->at = at;
    return scan_number(s, n) && *n > 0;
}

bool schedtrace_gc_line(struct scan s, struct gc_sample *out)
{
    int64_t clock, sweep, assist, dedicated, idle, end;
    bool good = scan_word(&s, "gc ") && scan_number(&s, &out->number) && scan_word(&s, " @") &&
                read_milli(&s, &out->at_ms) && scan_word(&s, "s ") &&
                scan_number(&s, &out->percent) && scan_word(&s, "%: ") && read_milli(&s, &clock) &&
                scan_word(&s, "+") && read_milli(&s, &clock) && scan_word(&s, "+") &&
                read_milli(&s, &clock) && scan_word(&s, " ms clock, ") && read_milli(&s, &sweep) &&
                scan_word(&s, "+") && read_milli(&s, &assist) && scan_word(&s, "/") &&
                read_milli(&s, &dedicated) && scan_word(&s, "/") && read_milli(&s, &idle) &&
                scan_word(&s, "+") && read_milli(&s, &end) && scan_word(&s, " ms cpu,") &&
                out->percent <= 100 && read_procs(&s, &out->procs);

    if (!good)
        return false;
    out->cpu = sweep + assist + dedicated + end;
    out->idle = idle;
    out->forced = scan_find(s.text, s.at, s.end, "(forced)") < s.end;
    return true;
}
