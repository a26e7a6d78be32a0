/* diagnose.c: verdicts, and the words they are told in. */
#include <stdarg.h>
#include <string.h>

#include "diagnose_internal.h"
#include "sb.h"

const struct finding_kind finding_kinds[FINDINGS] = {
#define X(id, name, seen, title, means, next) [id] = {name, seen, title, means, next},
#include "findings.def"
#undef X
};

const char *verdict_name(enum verdict v)
{
    static const char *const names[] = {"undecided", "not-supported", "supported"};

    return names[v];
}

const char *strength_name(enum strength s)
{
    static const char *const names[] = {"none", "weak", "fair", "strong"};

    return names[s];
}

/* A text made with `format`, in the arena. */
static const char *keep(struct diagnosis *d, const char *format, va_list args)
{
    struct sb b = {0};
    const char *text;

    sb_vprintf(&b, format, args);
    text = arena_text(&d->arena, sb_text(&b), b.len);
    sb_free(&b);
    return text;
}

__attribute__((format(printf, 2, 3))) static const char *keep_printf(struct diagnosis *d,
                                                                     const char *format, ...)
{
    const char *text;
    va_list args;

    va_start(args, format);
    text = keep(d, format, args);
    va_end(args);
    return text;
}

void diagnose_judge(struct diagnosis *d, enum finding_id id, enum verdict v, enum strength strength,
                    const char *format, ...)
{
    struct finding *f = &d->findings[id];
    va_list args;

    va_start(args, format);
    f->verdict = v;
    f->strength = strength;
    f->why = keep(d, format, args);
    va_end(args);
}

void diagnose_evidence(struct diagnosis *d, enum finding_id id, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    *VEC_PUSH(&d->findings[id].evidence) = keep(d, format, args);
    va_end(args);
}

void diagnose_note(struct diagnosis *d, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    *VEC_PUSH(&d->notes) = keep(d, format, args);
    va_end(args);
}

void diagnose_quote(struct diagnosis *d, enum finding_id id, const struct schedtrace *log,
                    size_t line, size_t at, size_t len)
{
    enum { LONGEST = 240 };
    struct sb b = {0};

    sb_plain(&b, log->text + at, len < LONGEST ? len : LONGEST);
    diagnose_evidence(d, id, "line %zu: %s%s", line, sb_text(&b), len > LONGEST ? "..." : "");
    sb_free(&b);
}

void diagnose_quote_some(struct diagnosis *d, enum finding_id id, const struct log_view *v,
                         bool which)
{
    size_t count = 0, seen = 0, told = 0;

    for (size_t i = 0; i < v->n; i++)
        count += v->yes[i] == which;
    for (size_t i = 0; i < v->n; i++) {
        if (v->yes[i] != which)
            continue;
        /* the k-th of EVIDENCE_LINES stands at k / (EVIDENCE_LINES - 1) of the way */
        if (count <= EVIDENCE_LINES || seen == told * (count - 1) / (EVIDENCE_LINES - 1)) {
            diagnose_quote(d, id, v->log, v->s[i]->line, v->s[i]->at, v->s[i]->len);
            told++;
        }
        seen++;
    }
}

const char *diagnose_share(struct diagnosis *d, struct share s)
{
    return keep_printf(d, "%lld.%lld %% of the time (%lld to %lld %%, from %zu samples)",
                       (long long)(s.part / 10), (long long)(s.part % 10), (long long)(s.low / 10),
                       (long long)((s.high + 9) / 10), s.n);
}

const char *diagnose_mean(struct diagnosis *d, struct mean m)
{
    int64_t mean = (m.milli + 50) / 100, error = (m.error + 99) / 100;

    return keep_printf(d, "%lld.%lld \xC2\xB1 %lld.%lld", (long long)(mean / 10),
                       (long long)(mean % 10), (long long)(error / 10), (long long)(error % 10));
}

void diagnose_nothing(struct diagnosis *d)
{
    *d = (struct diagnosis){.about = "an empty file: 0 bytes", .seen = IN_LOG | IN_TRACE};
    for (int id = 0; id < FINDINGS; id++)
        diagnose_judge(d, (enum finding_id)id, UNDECIDED, STRENGTH_NONE, "the file is empty");
    diagnose_judge(d, FINDING_EMPTY_TRACE, SUPPORTED, STRENGTH_STRONG,
                   "if it was to be a trace: not even its header was written");
    diagnose_evidence(d, FINDING_EMPTY_TRACE, "0 bytes: go tool trace refuses it");
    diagnose_judge(d, FINDING_TOO_FEW_SAMPLES, SUPPORTED, STRENGTH_STRONG,
                   "if it was to be a log: there is no line in it");
    diagnose_evidence(d, FINDING_TOO_FEW_SAMPLES,
                      "0 bytes; SCHED lines go to standard error (2>file)");
}

void diagnosis_free(struct diagnosis *d)
{
    for (int id = 0; id < FINDINGS; id++)
        free(d->findings[id].evidence.at);
    free(d->notes.at);
    free(d->figures.at);
    arena_free(&d->arena);
    *d = (struct diagnosis){0};
}
