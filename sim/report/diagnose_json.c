/* diagnose_json.c: a diagnosis as a document. */
#include <string.h>

#include "diagnose_doc.h"
#include "json_writer.h"

static void put_text(struct json *j, const char *key, const char *text)
{
    json_key(j, key);
    json_text(j, text, strlen(text));
}

static void put_texts(struct json *j, const char *key, const char *const *texts, size_t n)
{
    json_key(j, key);
    json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        json_text(j, texts[i], strlen(texts[i]));
    json_close(j, ']');
}

static void put_figures(struct json *j, const struct diagnosis *d)
{
    json_key(j, "figures");
    json_open(j, '[');
    for (size_t i = 0; i < d->figures.len; i++) {
        const struct diagnosis_figure *f = &d->figures.at[i];

        json_open(j, '{');
        put_text(j, "name", f->name);
        json_key(j, "mean");
        json_ratio(j, (uint64_t)f->mean, 1000);
        json_key(j, "error");
        json_ratio(j, (uint64_t)f->error, 1000);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_finding(struct json *j, const struct finding_kind *kind, const struct finding *f)
{
    json_open(j, '{');
    put_text(j, "id", kind->id);
    put_text(j, "title", kind->title);
    put_text(j, "verdict", verdict_name(f->verdict));
    put_text(j, "strength", strength_name(f->strength));
    put_text(j, "why", f->why);
    put_texts(j, "evidence", f->evidence.at, f->evidence.len);
    if (f->verdict == SUPPORTED)
        put_text(j, "means", kind->means);
    put_text(j, "next", kind->next);
    json_close(j, '}');
}

void diagnose_json(const struct diagnosis *d, struct sb *out)
{
    struct json j = {.out = out};

    json_open(&j, '{');
    put_text(&j, "about", d->about);
    put_texts(&j, "notes", d->notes.at, d->notes.len);
    put_figures(&j, d);
    json_key(&j, "findings");
    json_open(&j, '[');
    for (int id = 0; id < FINDINGS; id++)
        put_finding(&j, &finding_kinds[id], &d->findings[id]);
    json_close(&j, ']');
    json_close(&j, '}');
    sb_putc(out, '\n');
}
