/* The top level of a scenario. */
#include <stdlib.h>
#include <string.h>

#include "limit.h"
#include "loader.h"
#include "words.h"

static bool read_object_item(struct loader *ld, const cJSON *item)
{
    return cJSON_IsObject(item) || fail_at(ld, item, NULL, "\"%s\" is an object, found %s",
                                           item->string, item_words(ld, item));
}

static void read_version(struct loader *ld, const cJSON *item)
{
    if (!cJSON_IsNumber(item) || item->valuedouble < 1 || item->valuedouble > 1)
        fail_at(ld, item, "this program reads format 1",
                "\"schedlab\" is the format's version, the integer 1, found %s",
                item_words(ld, item));
}

static void read_name(struct loader *ld, const cJSON *item)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    const char *text;

    if (!read_text(ld, item, &text))
        return;
    ld->p->name = text;
    if (!*text || text[strspn(text, letters)])
        fail_at(ld, item, "\"name\": \"syscall-storm\"",
                "the name of a scenario is small letters, digits and -");
}

static void read_title(struct loader *ld, const cJSON *item)
{
    read_text(ld, item, &ld->p->title);
}

static void read_about(struct loader *ld, const cJSON *item)
{
    read_text(ld, item, &ld->p->about);
}

static void read_dialect(struct loader *ld, const cJSON *item)
{
    const char *text;

    read_text(ld, item, &text);
}

static void read_model(struct loader *ld, const cJSON *item)
{
    int model = read_choice(ld, item, model_names, "a model");

    if (model >= 0)
        ld->p->model = (enum model)model;
}

static void read_machine(struct loader *ld, const cJSON *item)
{
    static const char *const keys[] = {"cores", "disk", "fds", NULL};
    int64_t n;

    if (!read_object_item(ld, item))
        return;
    for (const cJSON *child = item->child; child; child = child->next) {
        if (strcmp(child->string, "cores") == 0) {
            if (read_int(ld, child, 1, LIMIT_CORES, &n))
                ld->p->cores = (int32_t)n;
        } else if (strcmp(child->string, "disk") == 0) {
            read_size(ld, child, &ld->p->disk);
        } else if (strcmp(child->string, "fds") == 0) {
            if (read_int(ld, child, LIMIT_FDS_LEAST, LIMIT_FDS, &n))
                ld->p->fds = (int32_t)n;
        } else {
            fail_key(ld, child, hint_word(ld, child->string, keys, "there are"),
                     "unknown key \"%s\" in \"machine\"", child->string);
        }
    }
}

static void read_seed(struct loader *ld, const cJSON *item)
{
    int64_t n;

    if (cJSON_IsString(item) && parse_u64(item->valuestring, &ld->p->seed))
        return;
    if (cJSON_IsNumber(item) && item->valuedouble > (double)LIMIT_EXACT)
        fail_at(ld, item, "above 2^53 it stands in double quotes",
                "a seed is a whole number from 0 to 2^64-1");
    else if (cJSON_IsString(item) && item->valuestring[0] != '$')
        fail_at(ld, item, "\"seed\": 7", "a seed is a whole number from 0 to 2^64-1, found %s",
                item_words(ld, item));
    else if (read_int(ld, item, 0, INT64_MAX, &n))
        ld->p->seed = (uint64_t)n;
}

static void read_limit(struct loader *ld, const cJSON *item)
{
    if (read_time(ld, item, false, &ld->p->limit) && ld->p->limit == 0)
        fail_at(ld, item, NULL, "a limit of 0 would end the run before it begins");
}

const char *const cost_words[] = {
#define X(id, name, ns, what) name,
#include "cost.def"
#undef X
    NULL,
};

static void read_costs(struct loader *ld, const cJSON *item)
{
    if (!read_object_item(ld, item))
        return;
    for (const cJSON *child = item->child; child; child = child->next) {
        int cost = 0;

        while (cost_words[cost] && strcmp(cost_words[cost], child->string) != 0)
            cost++;
        if (cost_words[cost])
            read_draw(ld, child, false, &ld->p->costs[cost]);
        else
            fail_key(ld, child, hint_word(ld, child->string, cost_words, "there are"),
                     "there is no cost \"%s\"", child->string);
    }
}

/* Assertions, and why each is expected. */
struct claims {
    const char **texts, **whys;
    int32_t *lines;
    int32_t len;
};

/* {"that": "...", "why": "..."} */
static bool read_reasoned(struct loader *ld, const cJSON *item, const cJSON **that,
                          const char **why)
{
    static const char *const keys[] = {"that", "why", NULL};

    *that = cJSON_GetObjectItemCaseSensitive(item, "that");
    for (const cJSON *child = item->child; child; child = child->next)
        if (strcmp(child->string, "why") == 0)
            read_text(ld, child, why);
        else if (child != *that)
            fail_key(ld, child, hint_word(ld, child->string, keys, "there are"),
                     "unknown key \"%s\" in an assertion", child->string);
    return *that || fail_at(ld, item, "{\"that\": \"threads.max <= 4\", \"why\": \"...\"}",
                            "\"that\" is missing");
}

static void read_claim(struct loader *ld, const cJSON *item, struct claims *to)
{
    const cJSON *that = item;
    int32_t i = to->len++;

    to->lines[i] = item_line(ld, item);
    if (cJSON_IsObject(item) && !read_reasoned(ld, item, &that, &to->whys[i]))
        return;
    if (!cJSON_IsString(that)) {
        fail_at(ld, that, "\"threads.max <= 4\"",
                "an assertion is a text, or {\"that\": ..., \"why\": ...}, found %s",
                item_words(ld, that));
        return;
    }
    if (read_text(ld, that, &to->texts[i]))
        check_params_in(ld, that, to->texts[i]);
}

static struct claims read_claims(struct loader *ld, const cJSON *item)
{
    struct claims to = {0};
    size_t n = (size_t)cJSON_GetArraySize(item);

    if (!cJSON_IsArray(item)) {
        fail_at(ld, item, NULL, "\"%s\" is a list of assertions, found %s", item->string,
                item_words(ld, item));
        return to;
    }
    to.texts = ARENA_ARRAY(ld->arena, const char *, n);
    to.whys = ARENA_ARRAY(ld->arena, const char *, n);
    to.lines = ARENA_ARRAY(ld->arena, int32_t, n);
    for (const cJSON *child = item->child; child; child = child->next)
        read_claim(ld, child, &to);
    return to;
}

static void read_expect(struct loader *ld, const cJSON *item)
{
    struct claims to = read_claims(ld, item);

    ld->p->expect = to.texts;
    ld->p->expect_why = to.whys;
    ld->p->expect_line = to.lines;
    ld->p->nexpect = to.len;
}

static void read_goals(struct loader *ld, const cJSON *item)
{
    struct claims to = read_claims(ld, item);

    ld->p->goals = to.texts;
    ld->p->goals_why = to.whys;
    ld->p->goals_line = to.lines;
    ld->p->ngoals = to.len;
}

/* In the order in which they are read: parameters before whatever may use them, the model before its costs, the machine
 * before what it decides. */
struct key {
    const char *name;
    void (*read)(struct loader *ld, const cJSON *item);
    bool required;
};

static const struct key keys[] = {
#define X(name, read, required, schema, about) {name, read, required},
#include "key.def"
#undef X
};

enum { KEYS = sizeof keys / sizeof *keys };

static void check_keys(struct loader *ld)
{
    const char *names[KEYS + 1] = {0};

    for (size_t i = 0; i < KEYS; i++)
        names[i] = keys[i].name;
    for (const cJSON *item = ld->root->child; item; item = item->next) {
        size_t i = 0;

        while (i < KEYS && strcmp(keys[i].name, item->string) != 0)
            i++;
        if (i == KEYS)
            fail_key(ld, item, hint_word(ld, item->string, names, "there are"),
                     "unknown key \"%s\"", item->string);
    }
}

static void set_defaults(struct program *p)
{
    p->title = p->about = "";
    p->model = MODELS - 1;
    p->cores = 8;
    p->disk = -1;
    p->fds = 1024;
    p->gogc = GOGC_DEFAULT;
    p->seed = 1;
    p->limit = 60 * SEC;
}

/* --model and --seed replace what the scenario says. */
static void read_options(struct loader *ld)
{
    const struct load_options *opt = ld->opt;

    if (opt->seed && !parse_u64(opt->seed, &ld->p->seed))
        fail_outside(ld, "--seed", NULL, "a seed is a whole number from 0 to 2^64-1, found \"%s\"",
                     opt->seed);
    if (!opt->model)
        return;
    for (int i = 0; i < MODELS; i++)
        if (strcmp(model_names[i], opt->model) == 0) {
            ld->p->model = (enum model)i;
            return;
        }
    fail_outside(ld, "--model", hint_list(ld, model_names, "there are"), "\"%s\" is not a model",
                 opt->model);
}

void read_scenario(struct loader *ld)
{
    struct program *p = ld->p;

    set_defaults(p);
    check_keys(ld);
    for (size_t i = 0; i < KEYS; i++) {
        const cJSON *item = cJSON_GetObjectItemCaseSensitive(ld->root, keys[i].name);

        if (keys[i].read == read_costs) {
            read_options(ld);
            program_default_costs(p);
        }
        if (item || keys[i].read == read_env)
            keys[i].read(ld, item);
        else if (keys[i].required)
            fail_at(ld, ld->root,
                    "{ \"schedlab\": 1, \"name\": \"...\", \"funcs\": { \"main\": [ ... ] } } is "
                    "the least",
                    "\"%s\" is missing", keys[i].name);
    }
    if (p->gomaxprocs == 0)
        p->gomaxprocs = p->cores;
}
