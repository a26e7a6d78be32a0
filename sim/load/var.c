/* Variables: a function's are the names that "as" assigns in it. A closure shares those of the functions around it: a name
 * that one of them assigns anywhere is that one's variable. So they are told apart only when everything is read. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "limit.h"
#include "loader.h"

static const char *const type_words[] = {
    [VAR_MEMORY] = "memory",
    [VAR_FILE] = "a file",
    [VAR_TASK] = "a task",
    [VAR_REGION] = "a region",
    [VAR_READING] = "a reading of metrics",
};

bool note_variable(struct loader *ld, const cJSON *item, int32_t op, enum var_field field,
                   unsigned types, bool assigns)
{
    struct variable_use use = {
        .item = item, .op = op, .field = field, .types = types, .assigns = assigns};
    size_t len;

    if (!cJSON_IsString(item))
        return fail_at(ld, item, NULL, "the name of a variable is expected here, found %s",
                       item_words(ld, item));
    len = strlen(item->valuestring);
    use.slice = len >= 2 && strcmp(item->valuestring + len - 2, "[]") == 0;
    use.name = arena_text(ld->arena, item->valuestring, len - (use.slice ? 2 : 0));
    use.func = ld->ops.at[op].func;
    if (!check_name(ld, item, use.name, false, "a variable"))
        return false;
    *VEC_PUSH(&ld->uses) = use;
    return true;
}

/* A variable that was found: by number, as in the table of their keys "func:name". */
struct variable {
    const char *name;
    int32_t func, slot, line;
    unsigned types;
    bool slice;
};

struct resolver {
    struct loader *ld;
    struct name_table keys;
    VEC(struct variable) vars;
};

static const char *make_key(struct resolver *rs, int32_t func, const char *name)
{
    return loader_text(rs->ld, "%d:%s", func, name);
}

/* The outermost function around `func` (or itself) that assigns `name`. */
static int32_t find_variable(struct resolver *rs, int32_t func, const char *name)
{
    int32_t found = NOBODY;

    for (; func != NOBODY; func = rs->ld->func_list.at[func].outer) {
        int32_t i = name_table_find(&rs->keys, make_key(rs, func, name));

        if (i != NOBODY)
            found = i;
    }
    return found;
}

static void declare(struct resolver *rs, const struct variable_use *use)
{
    if (name_table_add(&rs->keys, make_key(rs, use->func, use->name)) != NOBODY)
        *VEC_PUSH(&rs->vars) =
            (struct variable){.name = use->name, .func = use->func, .slot = NOBODY};
}

static const char *type_of(struct loader *ld, unsigned types, bool slice)
{
    for (unsigned i = 0; i < sizeof type_words / sizeof *type_words; i++)
        if (types & 1U << i)
            return slice ? loader_text(ld, "a slice of which each element is %s", type_words[i])
                         : type_words[i];
    return "nothing";
}

/* A variable has one type, as in Go: that of its first assignment. */
static void check_type(struct resolver *rs, struct variable *var, const struct variable_use *use)
{
    struct loader *ld = rs->ld;

    assert(var);
    if (use->assigns && !var->types) {
        var->types = use->types;
        var->slice = use->slice;
        var->line = ld->ops.at[use->op].line;
        return;
    }
    if (var->slice && !use->slice && (use->types & var->types)) {
        fail_at(ld, use->item,
                loader_text(ld, "\"%s[]\" %s", var->name,
                            use->assigns ? "appends" : "is its last element"),
                "variable \"%s\" is a slice", var->name);
        return;
    }
    if (!(use->types & var->types) || use->slice != var->slice)
        fail_at(ld, use->item,
                var->line ? loader_text(ld, "it is assigned in line %d", var->line) : NULL,
                "variable \"%s\" is %s, not %s", var->name, type_of(ld, var->types, var->slice),
                use->slice && !var->slice ? "a slice" : type_of(ld, use->types, false));
}

/* The names that can be seen from `func`, for a hint. */
static const char *hint_variable(struct resolver *rs, const struct variable_use *use)
{
    struct loader *ld = rs->ld;
    const char **names, *hint;
    size_t n = 0;

    if (ld->errors >= LIMIT_ERRORS)
        return NULL; /* nobody will see it */
    names = ARENA_ARRAY(ld->arena, const char *, rs->vars.len + 1);
    for (size_t i = 0; i < rs->vars.len; i++)
        if (find_variable(rs, use->func, rs->vars.at[i].name) == (int32_t)i)
            names[n++] = rs->vars.at[i].name;
    hint = hint_word(ld, use->name, names, "assigned here");
    for (size_t i = 0; i < rs->vars.len && !hint; i++)
        if (strcmp(rs->vars.at[i].name, use->name) == 0)
            hint = loader_text(ld, "%s assigns one of that name, which nobody else sees",
                               function_words(ld, rs->vars.at[i].func));
    return hint ? hint : "\"as\" assigns a variable";
}

static void give_slot(struct resolver *rs, struct variable *var, const struct variable_use *use)
{
    struct func *f;

    assert(var);
    f = &rs->ld->func_list.at[var->func];
    if (var->slot != NOBODY)
        return;
    var->slot = f->nvars++;
    if (f->nvars == LIMIT_VARS + 1)
        fail_at(rs->ld, use->item, NULL, "%s has more than %d variables",
                function_words(rs->ld, var->func), LIMIT_VARS);
}

static int16_t count_up(const struct loader *ld, int32_t from, int32_t to)
{
    int16_t up = 0;

    for (; from != to; from = ld->func_list.at[from].outer)
        up++;
    return up;
}

static void resolve(struct resolver *rs, const struct variable_use *use)
{
    struct loader *ld = rs->ld;
    int32_t found = find_variable(rs, use->func, use->name);
    struct op *op = &ld->ops.at[use->op];
    struct variable *var;
    struct var place;

    if (found == NOBODY) {
        fail_at(ld, use->item, hint_variable(rs, use), "variable \"%s\" is never assigned here",
                use->name);
        return;
    }
    var = &rs->vars.at[found];
    give_slot(rs, var, use);
    place = (struct var){count_up(ld, use->func, var->func), (int16_t)var->slot};
    if (use->field == FIELD_SINCE)
        op->since = place;
    else
        op->as = place;
    if (use->slice)
        op->flags |= use->assigns ? OPF_APPEND : OPF_LAST;
}

/* The names of each function's variables, by slot. */
static void name_variables(struct resolver *rs)
{
    struct loader *ld = rs->ld;
    const char ***names = ARENA_ARRAY(ld->arena, const char **, ld->func_list.len);

    for (size_t i = 0; i < ld->func_list.len; i++) {
        names[i] = ARENA_ARRAY(ld->arena, const char *, (size_t)ld->func_list.at[i].nvars);
        ld->func_list.at[i].vars = names[i];
    }
    for (size_t i = 0; i < rs->vars.len; i++)
        if (rs->vars.at[i].slot != NOBODY)
            names[rs->vars.at[i].func][rs->vars.at[i].slot] = rs->vars.at[i].name;
}

/* In rounds: which names are assigned where; of what type; what each use means, and does it fit. */
void resolve_variables(struct loader *ld)
{
    struct resolver rs = {.ld = ld};

    for (size_t i = 0; i < ld->uses.len; i++)
        if (ld->uses.at[i].assigns)
            declare(&rs, &ld->uses.at[i]);
    for (size_t i = 0; i < ld->uses.len; i++)
        resolve(&rs, &ld->uses.at[i]);
    for (int reads = 0; reads <= 1; reads++)
        for (size_t i = 0; i < ld->uses.len; i++) {
            const struct variable_use *use = &ld->uses.at[i];
            int32_t found =
                use->assigns == !reads ? find_variable(&rs, use->func, use->name) : NOBODY;

            if (found != NOBODY)
                check_type(&rs, &rs.vars.at[found], use);
        }
    name_variables(&rs);
    name_table_free(&rs.keys);
    free(rs.vars.at);
}
