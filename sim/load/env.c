/* The environment of the simulated process. What Go ignores in it is ignored here too, in the same way. */
#include <string.h>

#include "limit.h"
#include "loader.h"
#include "words.h"

/* go: runtime.atoi32 */
static bool parse_int32(const char *text, size_t len, int32_t *n)
{
    bool negative = len > 0 && text[0] == '-';
    int64_t v = 0;

    if (len == 0)
        return false;
    for (size_t i = negative; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        v = v * 10 + (text[i] - '0');
        if (v > (int64_t)INT32_MAX + negative)
            return false;
    }
    *n = (int32_t)(negative ? -v : v);
    return true;
}

/* go: schedinit */
static bool set_gomaxprocs(struct program *p, const char *text)
{
    int32_t n;

    if (!parse_int32(text, strlen(text), &n) || n <= 0)
        return true;
    p->gomaxprocs = n;
    return n <= LIMIT_CORES;
}

/* go: readGOGC */
static void set_gogc(struct program *p, const char *text)
{
    int32_t n;

    if (strcmp(text, "off") == 0)
        p->gogc = GOGC_OFF;
    else if (parse_int32(text, strlen(text), &n))
        p->gogc = n < 0 ? GOGC_OFF : n;
}

/* One "name=number" of GODEBUG; of words that stand twice the last one counts. go: parsegodebug */
static void set_debug_word(struct program *p, const char *word, size_t len)
{
    const char *equals = memchr(word, '=', len);
    size_t name = equals ? (size_t)(equals - word) : 0;
    int32_t n;

    if (!equals || !parse_int32(equals + 1, len - name - 1, &n))
        return;
    if (name == strlen("schedtrace") && memcmp(word, "schedtrace", name) == 0)
        p->schedtrace_ms = n > 0 ? n : 0;
    if (name == strlen("scheddetail") && memcmp(word, "scheddetail", name) == 0)
        p->scheddetail = n > 0;
    if (name == strlen("asyncpreemptoff") && memcmp(word, "asyncpreemptoff", name) == 0)
        p->asyncpreemptoff = n != 0;
}

static void set_godebug(struct program *p, const char *text)
{
    while (*text) {
        size_t len = strcspn(text, ",");

        set_debug_word(p, text, len);
        text += len;
        if (*text)
            text++;
    }
}

const char *const env_words[] = {"GOMAXPROCS", "GODEBUG", "GOGC", NULL};

static bool fail_procs(struct loader *ld, const cJSON *item)
{
    static const char what[] = "GOMAXPROCS is at most %d here";

    return item ? fail_at(ld, item, NULL, what, LIMIT_CORES)
                : fail_outside(ld, "environment", NULL, what, LIMIT_CORES);
}

/* The text of a variable: a text, or a number for one ("--set /env/GOMAXPROCS=2" is a number). */
static bool env_text(struct loader *ld, const cJSON *item, const char **text)
{
    int64_t n;

    if (!cJSON_IsNumber(item) && !(cJSON_IsString(item) && item->valuestring[0] == '$'))
        return cJSON_IsString(item)
                   ? read_text(ld, item, text)
                   : fail_at(ld, item, loader_text(ld, "\"%s\": \"4\"", item->string),
                             "a text is expected here, found %s", item_words(ld, item));
    if (!read_int(ld, item, INT32_MIN, INT32_MAX, &n))
        return false;
    *text = loader_text(ld, "%lld", (long long)n);
    return true;
}

static void read_variable(struct loader *ld, const cJSON *item)
{
    const struct load_options *opt = ld->opt;
    const char *text = "";

    if (!env_text(ld, item, &text))
        return;
    if (strcmp(item->string, "GOMAXPROCS") == 0) {
        if (!opt->gomaxprocs && !set_gomaxprocs(ld->p, text))
            fail_procs(ld, item);
    } else if (strcmp(item->string, "GODEBUG") == 0) {
        if (!opt->godebug)
            set_godebug(ld->p, text);
    } else if (strcmp(item->string, "GOGC") == 0) {
        if (!opt->gogc)
            set_gogc(ld->p, text);
    } else {
        fail_key(ld, item, hint_word(ld, item->string, env_words, "there are"),
                 "unknown environment variable \"%s\"", item->string);
    }
}

void read_env(struct loader *ld, const cJSON *item)
{
    const struct load_options *opt = ld->opt;

    if (item && !cJSON_IsObject(item)) {
        fail_at(ld, item, "\"env\": { \"GOMAXPROCS\": \"4\" }", "\"env\" is an object, found %s",
                item_words(ld, item));
        return;
    }
    for (const cJSON *child = item ? item->child : NULL; child; child = child->next)
        read_variable(ld, child);
    if (opt->gomaxprocs && !set_gomaxprocs(ld->p, opt->gomaxprocs))
        fail_procs(ld, NULL);
    if (opt->godebug)
        set_godebug(ld->p, opt->godebug);
    if (opt->gogc)
        set_gogc(ld->p, opt->gogc);
}
