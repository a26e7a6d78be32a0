/* The keys beside a verb. */
#include <string.h>

#include "limit.h"
#include "ops.h"
#include "words.h"

const char *const stream_words[] = {"stdout", "stderr", NULL};
const char *const rank_words[] = {"events", "buckets", "index", NULL};

/* A boolean that sets a flag. */
static bool read_flag(struct loader *ld, const cJSON *item, struct op *op, uint16_t flag)
{
    bool is = false, ok = read_bool(ld, item, &is);

    if (is)
        op->flags |= flag;
    return ok;
}

/* On go and call: true. On a region, log or task: "background". */
static bool read_ctx(struct loader *ld, const cJSON *item, struct op *op)
{
    if (op->kind == OP_GO || op->kind == OP_CALL)
        return read_flag(ld, item, op, OPF_CTX);
    if (!cJSON_IsString(item) || strcmp(item->valuestring, "background") != 0)
        return fail_at(ld, item, "without \"ctx\" it belongs to the task of its function",
                       "\"ctx\" is \"background\" here, found %s", item_words(ld, item));
    op->flags |= OPF_BACKGROUND;
    return true;
}

static bool read_to(struct loader *ld, const cJSON *item, struct op *op)
{
    int stream = read_choice(ld, item, stream_words, "a stream");

    if (stream == 1)
        op->flags |= OPF_STDERR;
    return stream >= 0;
}

static bool read_rank(struct loader *ld, const cJSON *item, struct op *op)
{
    int rank = read_choice(ld, item, rank_words, "a way to rank");

    op->rank = (uint8_t)(rank < 0 ? 0 : rank);
    return rank >= 0;
}

static unsigned assigned_type(enum op_kind kind)
{
    switch (kind) {
    case OP_ALLOC:
        return 1U << VAR_MEMORY;
    case OP_CREATE:
        return 1U << VAR_FILE;
    case OP_NEWTASK:
        return 1U << VAR_TASK;
    case OP_STARTREGION:
        return 1U << VAR_REGION;
    default:
        return 1U << VAR_READING;
    }
}

bool read_qualifier(struct loader *ld, const cJSON *item, int32_t place)
{
    struct op *op = &ld->ops.at[place];
    const char *key = item->string;

    if (strcmp(key, "line") == 0)
        return read_text(ld, item, &op->source);
    if (strcmp(key, "note") == 0)
        return read_text(ld, item, &op->note);
    if (strcmp(key, "name") == 0)
        return read_text(ld, item, &op->text);
    if (strcmp(key, "n") == 0)
        return op->kind == OP_ADD ? read_int(ld, item, INT32_MIN, INT32_MAX, &op->n)
                                  : read_int(ld, item, 0, LIMIT_GOROUTINES, &op->n);
    if (strcmp(key, "keep") == 0)
        return read_int(ld, item, 0, INT32_MAX, &op->n);
    if (strcmp(key, "bytes") == 0)
        return read_size(ld, item, &op->n);
    if (strcmp(key, "tight") == 0)
        return read_flag(ld, item, op, OPF_TIGHT);
    if (strcmp(key, "noscan") == 0)
        return read_flag(ld, item, op, OPF_NOSCAN);
    if (strcmp(key, "ctx") == 0)
        return read_ctx(ld, item, op);
    if (strcmp(key, "to") == 0)
        return read_to(ld, item, op);
    if (strcmp(key, "rank") == 0)
        return read_rank(ld, item, op);
    if (strcmp(key, "as") == 0)
        return note_variable(ld, item, place, FIELD_AS, assigned_type(op->kind), true);
    if (strcmp(key, "of") == 0)
        return note_variable(ld, item, place, FIELD_AS, 1U << VAR_READING, false);
    if (strcmp(key, "since") == 0)
        return note_variable(ld, item, place, FIELD_SINCE, 1U << VAR_READING, false);
    return true; /* a block: read behind everything else */
}

void check_needed(struct loader *ld, const cJSON *object, enum op_kind kind)
{
    const char *what, *key = verb_needs(kind, &what);

    if (!key || cJSON_GetObjectItemCaseSensitive(object, key))
        return;
    if ((kind == OP_IF || kind == OP_EVERY) && cJSON_GetObjectItemCaseSensitive(object, "else"))
        return;
    fail_at(ld, object, NULL, "\"%s\" needs \"%s\": %s", verbs[kind].name, key, what);
}

const char *const metric_words[] = {
    "/sched/latencies:seconds",
#define X(stat, path, unit) path,
#include "stat.def"
#undef X
    NULL,
};

bool is_metric(const char *word)
{
    return word[0] == '/' && !strchr(word, ' ');
}

bool check_metric(struct loader *ld, const cJSON *item)
{
    const char *names[sizeof metric_words / sizeof *metric_words];
    size_t n = 0;

    for (size_t i = 0; metric_words[i]; i++)
        if (is_metric(metric_words[i]))
            names[n++] = metric_words[i];
    names[n] = NULL;
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], item->valuestring) == 0)
            return true;
    return fail_at(ld, item, hint_word(ld, item->valuestring, names, "there are"),
                   "no metric %s is known", item_words(ld, item));
}
