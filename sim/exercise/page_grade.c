#include <inttypes.h>
#include <string.h>

#include "page.h"

void page_quote(struct sb *out, const char *word)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%";

    if (*word && !word[strspn(word, plain)]) {
        sb_puts(out, word);
        return;
    }
    sb_putc(out, '\'');
    for (; *word; word++)
        if (*word == '\'')
            sb_puts(out, "'\\''");
        else
            sb_putc(out, *word);
    sb_putc(out, '\'');
}

static void put_set(struct sb *out, const char *pointer, const char *json)
{
    struct sb set = {0};

    sb_printf(&set, "%s=%s", strncmp(pointer, "/params/", 8) == 0 ? pointer + 8 : pointer, json);
    sb_puts(out, " --set ");
    page_quote(out, sb_text(&set));
    sb_free(&set);
}

/* The command that shows the miss again. */
static void put_command(struct sb *out, const struct exercise *ex, const char *file,
                        const struct grade_miss *m)
{
    const struct exercise_check *c = &ex->checks[m->check];
    struct sb expect = {0};
    char *json;
    cJSON *text;

    sb_puts(out, "schedlab check ");
    page_quote(out, file);
    sb_printf(out, " --seed %" PRIu64 " --model %s", m->seed, model_names[m->model]);
    for (int i = 0; i < c->nsets; i++)
        put_set(out, c->sets[i].pointer, c->sets[i].json);
    text = cJSON_CreateString(m->expect);
    json = cJSON_PrintUnformatted(text);
    sb_printf(&expect, "[%s]", json);
    put_set(out, "/expect", sb_text(&expect));
    cJSON_free(json);
    cJSON_Delete(text);
    sb_free(&expect);
}

static void put_miss(struct sb *out, const struct exercise *ex, const char *file,
                     const struct grade_miss *m)
{
    const struct exercise_check *c = &ex->checks[m->check];

    sb_puts(out, "Not yet: ");
    page_markdown(out, m->missing);
    if (!m->expect) {
        sb_printf(out, "  %s\n", m->found);
        return;
    }
    sb_printf(out, "  expected  %s\n  found     %s\n", m->expect, m->found);
    if (m->end)
        sb_printf(out, "  the run   ended with %s\n", m->end);
    sb_printf(out, "  with      seed %" PRIu64 ", %s", m->seed, model_names[m->model]);
    for (int i = 0; i < c->nsets; i++)
        sb_printf(out, ", %s = %s", c->sets[i].pointer, c->sets[i].json);
    sb_puts(out, "\n  see it    ");
    put_command(out, ex, file, m);
    sb_putc(out, '\n');
}

void page_grade(struct sb *out, const struct exercise *ex, const char *file, const struct grade *g)
{
    for (int i = 0; g->kept && g->kept[i]; i++)
        sb_printf(out, "%s was taken from the exercise's own bug.json: the check keeps it\n",
                  g->kept[i]);
    if (g->outcome == GRADE_PASSED)
        sb_printf(out, "Passed: %s holds in all %d runs.\n", file, g->runs);
    else if (g->missed.len)
        put_miss(out, ex, file, &g->missed.at[0]);
}
