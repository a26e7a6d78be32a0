/* fuzz_schedtrace.c: whatever a log holds, it is read, judged and told, and every verdict has its reason. */
#include <string.h>

#include "diagnose_doc.h"
#include "fuzz.h"

static void check_log(const struct schedtrace *log)
{
    FUZZ_CHECK(log->heads == log->samples.len + log->damaged);
    for (size_t i = 0; i < log->samples.len; i++) {
        const struct sched_sample *s = &log->samples.at[i];

        FUZZ_CHECK(s->at + s->len <= log->len && s->line >= 1 && s->line <= log->lines);
        FUZZ_CHECK(s->idleprocs <= s->gomaxprocs && s->idlethreads <= s->threads);
        FUZZ_CHECK(s->nlocal >= 0 && s->local + (size_t)s->nlocal <= log->queues.len);
        FUZZ_CHECK(s->run >= 0 && (size_t)s->run < log->runs.len);
    }
}

static void check_diagnosis(const struct diagnosis *d)
{
    struct sb out = {0};

    for (int id = 0; id < FINDINGS; id++) {
        FUZZ_CHECK(d->findings[id].why && d->findings[id].why[0]);
        FUZZ_CHECK(d->findings[id].verdict != SUPPORTED || d->findings[id].evidence.len > 0);
    }
    diagnose_text(d, "fuzz.log", &out);
    diagnose_json(d, &out);
    FUZZ_CHECK(!memchr(out.text, '\0', out.len));
    sb_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct schedtrace log;
    struct diagnosis d;
    struct trace_summary s;

    schedtrace_read((const char *)data, size, &log);
    check_log(&log);
    diagnose_log(&log, &d);
    check_diagnosis(&d);
    diagnosis_free(&d);
    schedtrace_free(&log);
    trace_summarize(data, size, &s);
    if (s.valid || s.events > 0) {
        diagnose_trace(data, size, &s, &d);
        check_diagnosis(&d);
        diagnosis_free(&d);
    }
    trace_summary_free(&s);
    return 0;
}
