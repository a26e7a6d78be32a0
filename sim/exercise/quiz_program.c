/* quiz_program.c: small programs to ask about: a main that starts two or three kinds of goroutines, each a few operations. */
#include <inttypes.h>

#include "quiz_own.h"

enum { KINDS_MOST = 3 };

static const char *const kind_names[] = {"parse", "fetch", "store",  "count", "render",
                                         "index", "merge", "verify", "route", "fold"};
enum { NAMES = sizeof kind_names / sizeof *kind_names };

struct writing {
    struct rng *rng;
    struct sb *json, *sketch;
    bool first; /* operation of its list */
};

static int32_t below(struct writing *w, int32_t n)
{
    return (int32_t)rng_below(w->rng, (uint64_t)n);
}

static void op(struct writing *w, const char *json, const char *words)
{
    sb_printf(w->json, "%s%s", w->first ? "" : ",", json);
    sb_printf(w->sketch, "%s%s", w->first ? "" : "; ", words);
    w->first = false;
}

static void timed(struct writing *w, const char *verb, const char *more, const char *words,
                  int32_t us)
{
    struct sb json = {0}, say = {0};
    char time[VTIME_TEXT];

    vtime_format(time, us * USEC);
    sb_printf(&json, "{\"%s\":\"%" PRId32 "us\"%s}", verb, us, more);
    sb_printf(&say, words, time);
    op(w, sb_text(&json), sb_text(&say));
    sb_free(&json);
    sb_free(&say);
}

static void compute(struct writing *w)
{
    timed(w, "cpu", "", "compute %s", (1 + below(w, 30)) * 100);
}

static void operation(struct writing *w)
{
    switch (below(w, 7)) {
    case 0:
    case 1:
        compute(w);
        break;
    case 2:
        timed(w, "syscall", ",\"name\":\"read\"", "blocking read of %s", (1 + below(w, 12)) * 1000);
        break;
    case 3:
        timed(w, "netpoll", ",\"name\":\"conn.Read\"", "network read of %s",
              (1 + below(w, 12)) * 1000);
        break;
    case 4:
        timed(w, "time.Sleep", "", "sleep %s", (1 + below(w, 8)) * 500);
        break;
    case 5:
        op(w, "{\"Lock\":\"mu\"}", "mu.Lock");
        compute(w);
        op(w, "{\"Unlock\":\"mu\"}", "mu.Unlock");
        break;
    default:
        op(w, "{\"runtime.Gosched\":true}", "Gosched");
        break;
    }
}

static void kind(struct writing *w, const char *name)
{
    int32_t n = 1 + below(w, 3);

    sb_printf(w->json, ",\"%s\":[", name);
    sb_printf(w->sketch, "  %s: ", name);
    w->first = true;
    if (below(w, 3))
        compute(w);
    for (int32_t i = 0; i < n; i++)
        operation(w);
    op(w, "{\"send\":\"results\"}", "results <- x");
    op(w, "{\"Done\":\"wg\"}", "wg.Done");
    sb_puts(w->json, "]");
    sb_puts(w->sketch, "\n");
}

static void main_func(struct writing *w, const int32_t *many, const char *const *names, int32_t n)
{
    int32_t all = 0;

    for (int32_t i = 0; i < n; i++)
        all += many[i];
    sb_printf(w->json, "\"main\":[{\"Add\":\"wg\",\"n\":%" PRId32 "}", all);
    sb_puts(w->sketch, "  main: ");
    for (int32_t i = 0; i < n; i++) {
        sb_printf(w->json, ",{\"go\":\"%s\",\"n\":%" PRId32 "}", names[i], many[i]);
        sb_printf(w->sketch, "go %s x %" PRId32 "; ", names[i], many[i]);
    }
    sb_printf(w->json, ",{\"for\":%" PRId32 ",\"do\":[{\"recv\":\"results\"}]},{\"Wait\":\"wg\"}]",
              all);
    sb_printf(w->sketch, "%" PRId32 " x <-results; wg.Wait\n", all);
}

void quiz_program(struct rng *r, uint64_t seed, struct sb *json, struct sb *sketch)
{
    struct writing w = {.rng = r, .json = json, .sketch = sketch};
    int32_t procs = 1 + below(&w, 4), n = 1 + below(&w, KINDS_MOST), buffer = below(&w, 4);
    int32_t from = below(&w, NAMES), every = 1 + below(&w, 5), many[KINDS_MOST];
    const char *names[KINDS_MOST];

    for (int32_t i = 0; i < n; i++) {
        many[i] = 1 + below(&w, 6);
        names[i] = kind_names[(from + i * 3) % NAMES];
    }
    sb_printf(json,
              "{\"schedlab\":1,\"name\":\"quiz\",\"seed\":\"%" PRIu64
              "\",\"limit\":\"10s\",\"machine\":{\"cores\":8},\"env\":{\"GOMAXPROCS\":\"%" PRId32
              "\",\"GODEBUG\":\"schedtrace=%" PRId32 "\"},",
              seed, procs, every);
    sb_printf(json,
              "\"objects\":{\"wg\":\"waitgroup\",\"mu\":\"mutex\",\"results\":{\"chan\":%" PRId32
              "}},\"funcs\":{",
              buffer);
    sb_printf(sketch,
              "  GOMAXPROCS=%" PRId32 " GODEBUG=schedtrace=%" PRId32
              ", results a channel with %" PRId32 " places\n",
              procs, every, buffer);
    main_func(&w, many, names, n);
    for (int32_t i = 0; i < n; i++)
        kind(&w, names[i]);
    sb_puts(json, "}}");
}
