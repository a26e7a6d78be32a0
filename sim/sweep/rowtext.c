#include "rowtext.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "json_writer.h"

static void csv_text(const char *bytes, size_t len, struct sb *out)
{
    bool quote = false;

    for (size_t i = 0; i < len && !quote; i++)
        quote = bytes[i] == ',' || bytes[i] == '"' || bytes[i] == '\n' || bytes[i] == '\r';
    if (!quote) {
        sb_add(out, bytes, len);
        return;
    }
    sb_putc(out, '"');
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] == '"')
            sb_putc(out, '"');
        sb_putc(out, bytes[i]);
    }
    sb_putc(out, '"');
}

static void json_quoted(const char *bytes, size_t len, struct sb *out)
{
    struct json j = {.out = out};

    json_text(&j, bytes, len);
}

void rowtext_header(const struct rowtext_form *f, struct sb *out)
{
    if (f->json)
        return;
    for (int i = 0; i < f->n; i++) {
        if (i)
            sb_putc(out, ',');
        csv_text(f->names[i], strlen(f->names[i]), out);
    }
    sb_putc(out, '\n');
}

void rowtext_cell(const struct rowtext_form *f, int i, enum cell_kind kind, const char *bytes,
                  size_t len, struct sb *out)
{
    if (f->json) {
        sb_putc(out, i ? ',' : '{');
        json_quoted(f->names[i], strlen(f->names[i]), out);
        sb_putc(out, ':');
        if (kind == CELL_TEXT)
            json_quoted(bytes, len, out);
        else if (kind == CELL_NUMBER)
            sb_add(out, bytes, len);
        else
            sb_puts(out, "null");
    } else {
        if (i)
            sb_putc(out, ',');
        csv_text(bytes, kind == CELL_NOTHING ? 0 : len, out);
    }
    if (i == f->n - 1)
        sb_puts(out, f->json ? "}\n" : "\n");
}

/* Is it a number or a truth as JSON writes them? */
static bool is_plain(const char *value, const cJSON *parsed)
{
    return cJSON_IsBool(parsed) ||
           (cJSON_IsNumber(parsed) && value[strspn(value, "-+.eE0123456789")] == '\0');
}

void rowtext_value(const struct rowtext_form *f, int i, const char *value, struct sb *out)
{
    cJSON *parsed = cJSON_ParseWithOpts(value, NULL, 1);
    const char *text = cJSON_IsString(parsed) ? parsed->valuestring : value;

    rowtext_cell(f, i, is_plain(value, parsed) ? CELL_NUMBER : CELL_TEXT, text, strlen(text), out);
    cJSON_Delete(parsed);
}

/* ---- reading ---------------------------------------------------------------------------------------------------------- */

size_t rowtext_line(const char *at, const char *end)
{
    bool quoted = false;

    for (const char *p = at; p < end; p++) {
        if (*p == '"')
            quoted = !quoted; /* a doubled quote ends and begins again */
        else if (*p == '\n' && !quoted)
            return (size_t)(p - at) + 1;
    }
    return 0;
}

static bool take_text(const char **at, const char *end, const char *text)
{
    size_t n = strlen(text);

    if ((size_t)(end - *at) < n || memcmp(*at, text, n) != 0)
        return false;
    *at += n;
    return true;
}

static bool take_row(const char **at, const char *end, uint64_t *row)
{
    const char *from = *at;

    for (*row = 0; *at < end && **at >= '0' && **at <= '9' && *at - from < 18; (*at)++)
        *row = *row * 10 + (uint64_t)(**at - '0');
    return *at > from && *row > 0;
}

bool rowtext_next(bool json, const char **at, const char *end, struct rowtext *out)
{
    size_t len = rowtext_line(*at, end);
    const char *p = *at, *last = p + len, *stop;

    if (len == 0 || (json && !take_text(&p, last, "{\"row\":")) || !take_row(&p, last, &out->row) ||
        !take_text(&p, last, ","))
        return false;
    stop = last - 1 - (last[-1] == '\n' && len > 1 && last[-2] == '\r');
    if (json && (stop - p < 2 || memcmp(stop - 2, "\"}", 2) != 0))
        return false;
    stop -= json ? 2 : 0;
    for (out->plan = stop; out->plan > p && out->plan[-1] != (json ? '"' : ',');)
        out->plan--;
    out->plan_len = (size_t)(stop - out->plan);
    out->at = *at;
    out->len = len;
    *at = last;
    return out->plan_len > 17 && out->plan[16] == '/';
}
