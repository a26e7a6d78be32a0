#include <string.h>

#include "limit.h"
#include "loader.h"

static bool is_param(const cJSON *item)
{
    return cJSON_IsString(item) && item->valuestring[0] == '$';
}

static const char *kind_words(enum param_kind kind)
{
    static const char *const words[] = {
        [PARAM_NUMBER] = "a whole number", [PARAM_TIME] = "a duration",    [PARAM_SIZE] = "a size",
        [PARAM_BOOL] = "a boolean",        [PARAM_DECIMAL] = "a fraction",
    };

    return words[kind];
}

/* What stands at `item`, for "expected X, found Y". */
static const char *found_words(struct loader *ld, const cJSON *item)
{
    struct value v;

    if (is_param(item) && find_param(ld, item, item->valuestring + 1, &v))
        return loader_text(ld, "%s, which is %s", item->valuestring, kind_words(v.kind));
    return item_words(ld, item);
}

bool read_text(struct loader *ld, const cJSON *item, const char **text)
{
    if (!cJSON_IsString(item))
        return fail_at(ld, item, NULL, "a text is expected here, found %s", item_words(ld, item));
    *text = arena_text(ld->arena, item->valuestring, strlen(item->valuestring));
    return true;
}

bool parse_u64(const char *text, uint64_t *n)
{
    uint64_t v = 0;

    if (!*text)
        return false;
    for (; *text; text++) {
        uint64_t digit = (uint64_t)(unsigned char)*text - '0';

        if (*text < '0' || *text > '9' || v > (UINT64_MAX - digit) / 10)
            return false;
        v = v * 10 + digit;
    }
    *n = v;
    return true;
}

static bool is_whole(double v)
{
    return v >= -(double)LIMIT_EXACT && v <= (double)LIMIT_EXACT && v == (double)(int64_t)v;
}

static bool check_range(struct loader *ld, const cJSON *item, int64_t n, int64_t least,
                        int64_t most)
{
    if (n < least && least == 0)
        return fail_at(ld, item, NULL, "%lld is negative; a whole number from 0 is expected here",
                       (long long)n);
    if (n < least)
        return fail_at(ld, item, NULL, "%lld is too small; the least here is %lld", (long long)n,
                       (long long)least);
    if (n > most)
        return fail_at(ld, item, NULL, "%lld is too large; the most here is %lld", (long long)n,
                       (long long)most);
    return true;
}

/* An integer above 2^53 is written as a text, since JSON numbers do not hold it. */
static bool read_long_int(const cJSON *item, int64_t *n)
{
    uint64_t v;

    if (!cJSON_IsString(item) || !parse_u64(item->valuestring, &v) || v <= (uint64_t)LIMIT_EXACT)
        return false;
    *n = v > INT64_MAX ? INT64_MAX : (int64_t)v;
    return true;
}

bool read_int(struct loader *ld, const cJSON *item, int64_t least, int64_t most, int64_t *n)
{
    struct value v;
    uint64_t quoted;

    if (is_param(item)) {
        if (!find_param(ld, item, item->valuestring + 1, &v))
            return false;
        if (v.kind != PARAM_NUMBER)
            return fail_at(ld, item, NULL, "a whole number is expected here, found %s",
                           found_words(ld, item));
        *n = v.n;
    } else if (cJSON_IsNumber(item)) {
        if (item->valuedouble > (double)LIMIT_EXACT || item->valuedouble < -(double)LIMIT_EXACT)
            return fail_at(
                ld, item, most > LIMIT_EXACT ? "a number above 2^53 stands in double quotes" : NULL,
                "this number is too %s; the %s here is %lld",
                item->valuedouble > 0 ? "large" : "small", item->valuedouble > 0 ? "most" : "least",
                (long long)(item->valuedouble > 0 ? most : least));
        if (!is_whole(item->valuedouble))
            return fail_at(ld, item, NULL, "a whole number is expected here, found a fraction");
        *n = (int64_t)item->valuedouble;
    } else if (!read_long_int(item, n)) {
        const char *hint = cJSON_IsString(item) && parse_u64(item->valuestring, &quoted)
                               ? loader_text(ld, "write %s without the quotes", item->valuestring)
                               : NULL;

        return fail_at(ld, item, hint, "a whole number is expected here, found %s",
                       item_words(ld, item));
    }
    return check_range(ld, item, *n, least, most);
}

struct size_unit {
    const char *name;
    int64_t bytes;
};

static const struct size_unit size_units[] = {
    {"", 1},
    {"B", 1},
    {"kB", 1000},
    {"KB", 1000},
    {"MB", 1000000},
    {"GB", 1000000000},
    {"TB", 1000000000000},
    {"KiB", (int64_t)1 << 10},
    {"MiB", (int64_t)1 << 20},
    {"GiB", (int64_t)1 << 30},
    {"TiB", (int64_t)1 << 40},
};

static int64_t size_unit(const char *name)
{
    for (size_t i = 0; i < sizeof size_units / sizeof *size_units; i++)
        if (strcmp(size_units[i].name, name) == 0)
            return size_units[i].bytes;
    return 0;
}

enum { FRACTION_DIGITS = 6 };

bool parse_size(const char *text, int64_t *bytes)
{
    size_t digits = strspn(text, "0123456789"), fraction = 0;
    const char *rest = text + digits;
    int64_t unit, n = 0, part = 0, scale = 1;

    if (*rest == '.') {
        fraction = strspn(rest + 1, "0123456789");
        rest += 1 + fraction;
        if (fraction == 0 || fraction > FRACTION_DIGITS)
            return false;
    }
    unit = size_unit(rest);
    if (digits == 0 || unit == 0)
        return false;
    for (size_t i = 0; i < digits && n <= LIMIT_BYTES; i++)
        n = n * 10 + (text[i] - '0');
    if (n > LIMIT_BYTES / unit)
        return false;
    for (size_t i = 0; i < fraction; i++, scale *= 10)
        part = part * 10 + (text[digits + 1 + i] - '0');
    *bytes = n * unit + part * unit / scale; /* cut at the byte */
    return *bytes <= LIMIT_BYTES;
}

static bool fail_size(struct loader *ld, const cJSON *item)
{
    return fail_at(ld, item, "a size is bytes, up to 1 PiB: 4096, \"64kB\", \"10MB\", \"2GiB\"",
                   "a size is expected here, found %s", found_words(ld, item));
}

bool read_size(struct loader *ld, const cJSON *item, int64_t *bytes)
{
    struct value v;

    if (cJSON_IsNumber(item))
        return read_int(ld, item, 0, LIMIT_BYTES, bytes);
    if (is_param(item)) {
        if (!find_param(ld, item, item->valuestring + 1, &v))
            return false;
        if (v.kind != PARAM_SIZE && v.kind != PARAM_NUMBER)
            return fail_size(ld, item);
        *bytes = v.n;
        return check_range(ld, item, *bytes, 0, LIMIT_BYTES);
    }
    if (!cJSON_IsString(item) || !parse_size(item->valuestring, bytes))
        return fail_size(ld, item);
    return true;
}

bool read_bool(struct loader *ld, const cJSON *item, bool *is)
{
    struct value v;

    *is = cJSON_IsTrue(item);
    if (cJSON_IsBool(item))
        return true;
    if (is_param(item)) {
        if (!find_param(ld, item, item->valuestring + 1, &v))
            return false;
        *is = v.n != 0;
        if (v.kind == PARAM_BOOL)
            return true;
    }
    return fail_at(ld, item, NULL, "true, false or a boolean parameter is expected here, found %s",
                   found_words(ld, item));
}

enum { BILLION = 1000000000 };

bool read_fraction(struct loader *ld, const cJSON *item, int64_t *billionths)
{
    struct value v = {PARAM_DECIMAL, 0};

    if (is_param(item)) {
        if (!find_param(ld, item, item->valuestring + 1, &v))
            return false;
        if (v.kind == PARAM_NUMBER && v.n == 1)
            v = (struct value){PARAM_DECIMAL, BILLION};
    } else if (cJSON_IsNumber(item) && item->valuedouble > 0 && item->valuedouble <= 1) {
        v.n = (int64_t)(item->valuedouble * BILLION + 0.5);
    }
    *billionths = v.n;
    if (v.kind == PARAM_DECIMAL && v.n > 0 && v.n <= BILLION)
        return true;
    return fail_at(ld, item, "the 99th percentile is 0.99",
                   "a fraction above 0, up to 1, is expected here, found %s",
                   cJSON_IsNumber(item) ? "another number" : found_words(ld, item));
}

/* What is wrong with a text that is no duration. */
static const char *hint_time(struct loader *ld, const cJSON *item)
{
    const char *text = item->valuestring;
    uint64_t n;
    int64_t bytes;

    if (cJSON_IsNumber(item))
        return "a duration has a unit and stands in double quotes: \"20ms\"";
    if (!cJSON_IsString(item))
        return NULL;
    if (parse_u64(text, &n))
        return loader_text(ld, "which unit? \"%sns\", \"%sus\", \"%sms\", \"%ss\"", text, text,
                           text, text);
    if (text[0] && strcspn(text, " \t") < strlen(text))
        return "no space stands between the number and its unit: \"20ms\"";
    if (parse_size(text, &bytes))
        return "this is a size";
    return "a duration is written as in Go, and is below 292 years: \"300ns\", \"20us\", "
           "\"1.5ms\", \"2s\", \"1m30s\", "
           "\"24h\"";
}

bool read_time(struct loader *ld, const cJSON *item, bool negative, vtime *t)
{
    struct value v;

    if (is_param(item)) {
        if (!find_param(ld, item, item->valuestring + 1, &v))
            return false;
        if (v.kind != PARAM_TIME)
            return fail_at(ld, item, NULL, "a duration is expected here, found %s",
                           found_words(ld, item));
        *t = v.n;
    } else if (!cJSON_IsString(item) || !vtime_parse(item->valuestring, t)) {
        return fail_at(ld, item, hint_time(ld, item), "a duration is expected here, found %s",
                       item_words(ld, item));
    }
    if (*t < 0 && !negative)
        return fail_at(ld, item, NULL, "a duration is negative here; only time.Sleep takes one");
    return true;
}

int read_choice(struct loader *ld, const cJSON *item, const char *const *words, const char *what)
{
    if (!cJSON_IsString(item)) {
        fail_at(ld, item, NULL, "the name of %s is expected here, found %s", what,
                item_words(ld, item));
        return -1;
    }
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], item->valuestring) == 0)
            return i;
    fail_at(ld, item, hint_list(ld, words, "there are"), "%s is not %s", item_words(ld, item),
            what);
    return -1;
}

static bool is_name_char(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c >= 0x80;
}

bool check_name(struct loader *ld, const cJSON *item, const char *name, bool is_key,
                const char *what)
{
    static const char hint[] = "a name is letters, digits, _ and -, and begins with a letter or _";
    bool good = *name && !(*name >= '0' && *name <= '9') && *name != '-';

    for (const char *c = name; *c; c++)
        good = good && is_name_char((unsigned char)*c);
    if (good && strlen(name) <= LIMIT_NAME_BYTES)
        return true;
    return (is_key ? fail_key : fail_at)(ld, item, hint, "this cannot be the name of %s%s", what,
                                         good ? ": it is longer than 100 bytes" : "");
}
