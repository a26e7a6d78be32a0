/* The JSON schema of a scenario, for editors: made of the tables by which the loader reads. What JSON Schema cannot say
 * (is that name declared?) is left to the loader. */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "limit.h"
#include "load.h"
#include "sb.h"
#include "verb.h"
#include "words.h"

#define REF(name) "{\"$ref\":\"#/$defs/" name "\"}"
#define PARAM_PATTERN "\\\\$[A-Za-z_\\\\x80-\\\\uffff][A-Za-z0-9_\\\\x80-\\\\uffff-]*"
#define TIME_PATTERN "[+]?(0|([0-9]+[.]?[0-9]*|[.][0-9]+)(ns|us|\\u00b5s|\\u03bcs|ms|s|m|h))+"
#define SLEEP_PATTERN "[-+]?(0|([0-9]+[.]?[0-9]*|[.][0-9]+)(ns|us|\\u00b5s|\\u03bcs|ms|s|m|h))+"
#define SIZE_PATTERN "[0-9]+([.][0-9]{1,6})?([kKMGT]B|[KMGT]iB|B)?"
#define NAME_PATTERN "[A-Za-z_\\\\x80-\\\\uffff][A-Za-z0-9_\\\\x80-\\\\uffff-]*"
#define TEXT "{\"type\":\"string\"}"

struct definition {
    const char *name, *schema;
};

/* What does not depend on a vocabulary. */
static const struct definition fixed[] = {
    {"param", "{\"type\":\"string\",\"pattern\":\"^" PARAM_PATTERN "$\"}"},
    {"name", "{\"type\":\"string\",\"pattern\":\"^" NAME_PATTERN "$\",\"maxLength\":100}"},
    {"variable", "{\"type\":\"string\",\"pattern\":\"^" NAME_PATTERN "(\\\\[\\\\])?$\"}"},
    {"time", "{\"description\":\"A duration as Go writes it: 300ns, 20us, 1.5ms, 2s, 1m30s\","
             "\"type\":\"string\",\"pattern\":\"^(" TIME_PATTERN "|" PARAM_PATTERN ")$\"}"},
    {"sleep-time", "{\"description\":\"A duration, which may be negative\","
                   "\"type\":\"string\",\"pattern\":\"^(" SLEEP_PATTERN "|" PARAM_PATTERN ")$\"}"},
    {"until", "{\"type\":\"object\",\"required\":[\"until\"],\"additionalProperties\":false,"
              "\"properties\":{\"until\":" REF("time") "}}"},
    {"size", "{\"description\":\"Bytes: 4096, 64kB, 10MB, "
             "2GiB\",\"anyOf\":[{\"type\":\"integer\",\"minimum\":0},"
             "{\"type\":\"string\",\"pattern\":\"^(" SIZE_PATTERN "|" PARAM_PATTERN ")$\"}]}"},
    {"boolean", "{\"anyOf\":[{\"type\":\"boolean\"}," REF("param") "]}"},
    {"count", "{\"anyOf\":[{\"type\":\"integer\",\"minimum\":0}," REF("param") "]}"},
    {"seed", "{\"anyOf\":[" REF("count") ",{\"type\":\"string\",\"pattern\":\"^[0-9]{1,20}$\"}]}"},
    {"params", "{\"type\":\"object\",\"additionalProperties\":{\"anyOf\":[{\"type\":[\"number\","
               "\"boolean\"]},"
               "{\"type\":\"string\",\"pattern\":\"^(" SLEEP_PATTERN "|" SIZE_PATTERN ")$\"}]},"
               "\"propertyNames\":" REF("name") "}"},
    {"funcs", "{\"type\":\"object\",\"required\":[\"main\"],\"propertyNames\":" REF(
                  "name") ","
                          "\"additionalProperties\":" REF("ops") "}"},
    {"ops", "{\"type\":\"array\",\"items\":" REF("op") "}"},
    {"claims",
     "{\"type\":\"array\",\"items\":{\"anyOf\":[" TEXT
     ",{\"type\":\"object\",\"required\":[\"that\"],"
     "\"additionalProperties\":false,\"properties\":{\"that\":" TEXT ",\"why\":" TEXT "}}]}}"},
};

/* By enum arg: what stands behind the verb. */
static const char *const arg_schemas[ARGS] = {
    [ARG_TIME] = REF("draw"),
    [ARG_UNTIL] = "{\"anyOf\":[" REF("draw") "," REF("until") "]}",
    [ARG_SLEEP] = "{\"anyOf\":[" REF("sleep-draw") "," REF("until") "]}",
    [ARG_COUNT] = "{\"anyOf\":[" REF("count") ",{\"const\":\"forever\"}," REF("until") "]}",
    [ARG_INT] = NULL, /* by verb_range */
    [ARG_SIZE] = REF("size"),
    [ARG_BOOL] = REF("boolean"),
    [ARG_TRUE] = "{\"const\":true}",
    [ARG_FUNC] = REF("name"),
    [ARG_GO] = "{\"anyOf\":[" REF("name") "," REF("ops") "]}",
    [ARG_OP] = REF("op"),
    [ARG_OPS] = REF("ops"),
    [ARG_CASES] = "{\"type\":\"array\",\"items\":" REF("case") "}",
    [ARG_CHAN] = REF("name"),
    [ARG_LOCK] = REF("name"),
    [ARG_RWMUTEX] = REF("name"),
    [ARG_WG] = REF("name"),
    [ARG_WG_COND] = REF("name"),
    [ARG_COND] = REF("name"),
    [ARG_SEM] = REF("name"),
    [ARG_ONCE] = REF("name"),
    [ARG_FORMAT] = "{\"type\":\"string\",\"pattern\":\"^([^%]|%[igvt%])*$\"}",
    [ARG_NAME] = "{\"type\":\"string\",\"minLength\":1}",
    [ARG_TEXT] = TEXT,
    [ARG_LOG] = "{\"type\":\"array\",\"items\":" TEXT ",\"minItems\":2,\"maxItems\":2}",
    [ARG_FRACTION] =
        "{\"anyOf\":[{\"type\":\"number\",\"exclusiveMinimum\":0,\"maximum\":1}," REF("param") "]}",
    [ARG_FILE] = REF("variable"),
    [ARG_SPAN] = REF("variable"),
};

/* The other keys; "n" and "ctx" go by the verb. */
static const struct definition key_schemas[] = {
    {"do", REF("ops")},
    {"else", REF("ops")},
    {"tight", REF("boolean")},
    {"name", TEXT},
    {"as", REF("variable")},
    {"noscan", REF("boolean")},
    {"to", REF("stream")},
    {"bytes", REF("size")},
    {"keep", REF("count")},
    {"of", REF("variable")},
    {"since", REF("variable")},
    {"rank", REF("rank")},
    {"line", TEXT},
    {"note", TEXT},
};

static void put_text(struct sb *b, const char *text)
{
    cJSON *string = cJSON_CreateString(text);
    char *json = cJSON_PrintUnformatted(string);

    sb_puts(b, json);
    cJSON_free(json);
    cJSON_Delete(string);
}

static void put_enum(struct sb *b, const char *const *words, bool metrics)
{
    bool first = true;

    sb_puts(b, "{\"enum\":[");
    for (; *words; words++) {
        if (metrics && !is_metric(*words))
            continue;
        if (!first)
            sb_putc(b, ',');
        put_text(b, *words);
        first = false;
    }
    sb_puts(b, "]}");
}

static void put_range(struct sb *b, int64_t least, int64_t most)
{
    sb_printf(
        b,
        "{\"anyOf\":[{\"type\":\"integer\",\"minimum\":%lld,\"maximum\":%lld}," REF("param") "]}",
        (long long)least, (long long)most);
}

static void put_key(struct sb *b, enum op_kind kind, const char *key)
{
    if (strcmp(key, "n") == 0) {
        put_range(b, kind == OP_ADD ? INT32_MIN : 0, kind == OP_ADD ? INT32_MAX : LIMIT_GOROUTINES);
    } else if (strcmp(key, "ctx") == 0) {
        sb_puts(b,
                kind == OP_GO || kind == OP_CALL ? REF("boolean") : "{\"const\":\"background\"}");
    } else {
        for (size_t i = 0; i < sizeof key_schemas / sizeof *key_schemas; i++)
            if (strcmp(key_schemas[i].name, key) == 0)
                sb_puts(b, key_schemas[i].schema);
    }
}

static void put_operand(struct sb *b, enum op_kind kind)
{
    int64_t least, most;

    verb_range(kind, &least, &most);
    if (verbs[kind].arg == ARG_INT)
        put_range(b, least, most);
    else if (kind == OP_METRICS)
        put_enum(b, metric_words, true);
    else
        sb_puts(b, arg_schemas[verbs[kind].arg]);
}

/* An operation, or a case, as an object of its own. */
static void put_verb(struct sb *b, enum op_kind kind)
{
    const char *what, *need = verb_needs(kind, &what);

    sb_puts(b, "{\"type\":\"object\",\"description\":");
    put_text(b, verbs[kind].go);
    sb_puts(b, ",\"additionalProperties\":false,\"required\":[");
    put_text(b, verbs[kind].name);
    if (need && kind != OP_IF && kind != OP_EVERY)
        sb_printf(b, ",\"%s\"", need);
    sb_puts(b, "],");
    if (kind == OP_IF || kind == OP_EVERY)
        sb_puts(b, "\"anyOf\":[{\"required\":[\"do\"]},{\"required\":[\"else\"]}],");
    sb_puts(b, "\"properties\":{");
    put_text(b, verbs[kind].name);
    sb_putc(b, ':');
    put_operand(b, kind);
    for (int i = 0; verb_keys[i]; i++)
        if (verb_takes(kind, verb_keys[i])) {
            sb_printf(b, ",\"%s\":", verb_keys[i]);
            put_key(b, kind, verb_keys[i]);
        }
    sb_puts(b, "}}");
}

/* The verb decides which of the schemas applies, so that an editor tells what is wrong with that one only. */
static void put_verbs(struct sb *b, int from, int to)
{
    sb_puts(b, "{\"type\":\"object\",\"oneOf\":[");
    for (int i = from; i < to; i++) {
        if (i > from)
            sb_putc(b, ',');
        put_verb(b, (enum op_kind)i);
    }
    sb_puts(b, "]}");
}

/* A duration or a distribution of them. */
static void put_draw(struct sb *b, const char *time)
{
    static const char *const shapes[] = {
        "{\"type\":\"array\",\"items\":%s,\"minItems\":2,\"maxItems\":2}",
        REF("time"),
        "{\"type\":\"array\",\"items\":" REF("time") ",\"minItems\":2,\"maxItems\":2}",
        "{\"type\":\"array\",\"prefixItems\":[" REF(
            "time") ",{\"anyOf\":[{\"type\":\"number\",\"exclusiveMinimum\":0,"
                    "\"maximum\":1000}," REF("param") "]}],\"minItems\":2,\"maxItems\":2}",
        "{\"type\":\"array\",\"items\":%s,\"minItems\":1}",
    };

    sb_printf(b, "{\"anyOf\":[%s", time);
    for (int i = 0; draw_words[i]; i++) {
        const char *hole = strstr(shapes[i], "%s");

        sb_printf(b,
                  ",{\"type\":\"object\",\"required\":[\"%s\"],\"additionalProperties\":false,"
                  "\"properties\":{\"%s\":",
                  draw_words[i], draw_words[i]);
        if (hole) {
            sb_add(b, shapes[i], (size_t)(hole - shapes[i]));
            sb_puts(b, time);
            sb_puts(b, hole + 2);
        } else {
            sb_puts(b, shapes[i]);
        }
        sb_puts(b, "}}");
    }
    sb_puts(b, "]}");
}

static void put_objects(struct sb *b)
{
    static const char *const values[] = {
        "{\"anyOf\":[" REF("count") ",{\"const\":\"nil\"}]}",
        REF("name"),
        REF("count"),
        REF("time"),
    };

    sb_puts(b, "{\"type\":\"object\",\"propertyNames\":" REF(
                   "name") ",\"additionalProperties\":{\"anyOf\":[");
    put_enum(b, plain_words, false);
    for (int i = 0; made_words[i]; i++)
        sb_printf(b,
                  ",{\"type\":\"object\",\"required\":[\"%s\"],\"additionalProperties\":false,"
                  "\"properties\":{\"%s\":%s}}",
                  made_words[i], made_words[i], values[i]);
    sb_puts(b, "]}}");
}

/* An object whose names are `words`, each with that schema. */
static void put_record(struct sb *b, const char *const *words, const char *schema)
{
    sb_puts(b, "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{");
    for (int i = 0; words[i]; i++)
        sb_printf(b, "%s\"%s\":%s", i ? "," : "", words[i], schema);
    sb_puts(b, "}}");
}

static void begin_definition(struct sb *b, const char *name)
{
    sb_printf(b, ",\"%s\":", name);
}

static void put_definitions(struct sb *b)
{
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        sb_printf(b, "%s\"%s\":%s", i ? "," : "", fixed[i].name, fixed[i].schema);
    begin_definition(b, "draw");
    put_draw(b, REF("time"));
    begin_definition(b, "sleep-draw");
    put_draw(b, REF("sleep-time"));
    begin_definition(b, "model");
    put_enum(b, model_names, false);
    begin_definition(b, "machine");
    sb_puts(b, "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"cores\":");
    put_range(b, 1, LIMIT_CORES);
    sb_puts(b, ",\"disk\":" REF("size") ",\"fds\":");
    put_range(b, LIMIT_FDS_LEAST, LIMIT_FDS);
    sb_puts(b, "}}");
    begin_definition(b, "env");
    put_record(b, env_words, "{\"type\":[\"string\",\"integer\"]}");
    begin_definition(b, "costs");
    put_record(b, cost_words, REF("draw"));
    begin_definition(b, "objects");
    put_objects(b);
    begin_definition(b, "stream");
    put_enum(b, stream_words, false);
    begin_definition(b, "rank");
    put_enum(b, rank_words, false);
    begin_definition(b, "op");
    put_verbs(b, 0, FIRST_CASE);
    begin_definition(b, "case");
    put_verbs(b, FIRST_CASE, OPS);
}

struct key {
    const char *name, *schema, *about;
    bool required;
};

static const struct key keys[] = {
#define X(name, read, required, schema, about) {name, schema, about, required},
#include "key.def"
#undef X
};

/* The schema of a key, with what it means. */
static void put_top_key(struct sb *b, const struct key *key)
{
    put_text(b, key->name);
    sb_puts(b, ":{\"description\":");
    put_text(b, key->about);
    sb_putc(b, ',');
    sb_puts(b, key->schema + 1);
}

char *load_schema(void)
{
    struct sb b = {0};
    cJSON *tree;
    char *text;
    bool first = true;

    sb_puts(&b, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"A "
                "scenario of schedlab, format 1\","
                "\"type\":\"object\",\"additionalProperties\":false,\"required\":[");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].required) {
            sb_printf(&b, "%s\"%s\"", first ? "" : ",", keys[i].name);
            first = false;
        }
    sb_puts(&b, "],\"properties\":{");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        sb_puts(&b, i ? "," : "");
        put_top_key(&b, &keys[i]);
    }
    sb_puts(&b, "},\"$defs\":{");
    put_definitions(&b);
    sb_puts(&b, "}}");
    tree = cJSON_Parse(sb_text(&b));
    sb_clear(&b);
    text = cJSON_Print(tree);
    sb_puts(&b, text);
    sb_putc(&b, '\n');
    cJSON_free(text);
    cJSON_Delete(tree);
    return b.text;
}
