#include "merge.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"

#define FILE_MOST ((size_t)1 << 36)

static bool wrong(struct diags *ds, const char *path, const char *what)
{
    struct diag *d = diags_add(ds, path, "%s", what);

    diags_hint(ds, d,
               "only files that `schedlab sweep --out` wrote with the same words are joined");
    return false;
}

/* The first line of CSV, which all files have alike. */
static bool take_header(struct merge *m, const char **at, const char *end, const char *path,
                        struct diags *ds)
{
    size_t len = rowtext_line(*at, end);

    if (len < 10 || memcmp(*at, "row,", 4) != 0)
        return wrong(ds, path, "it is no file of rows");
    if (!m->header) {
        m->header = *at;
        m->header_len = len;
    } else if (len != m->header_len || memcmp(m->header, *at, len) != 0) {
        return wrong(ds, path, "its columns are not those of the files before");
    }
    *at += len;
    return true;
}

static bool take_rows(struct merge *m, const char *at, const char *end, const char *path,
                      struct diags *ds)
{
    struct rowtext r;

    while (rowtext_next(m->json, &at, end, &r)) {
        if (!m->plan) {
            m->plan = r.plan;
            m->plan_len = r.plan_len;
        } else if (r.plan_len != m->plan_len || memcmp(r.plan, m->plan, r.plan_len) != 0) {
            return wrong(ds, path, "it belongs to another sweep than the files before");
        }
        if (r.row > merge_whole(m))
            return wrong(ds, path, "it has rows that no sweep has");
        *VEC_PUSH(&m->rows) = r;
    }
    if (at < end)
        return wrong(ds, path, "it has a line that is no row");
    return true;
}

bool merge_add(struct merge *m, const char *path, struct diags *ds)
{
    char *bytes;
    size_t len;
    const char *at;
    bool json;

    if (!file_read(path, FILE_MOST, &bytes, &len, ds))
        return false;
    *VEC_PUSH(&m->texts) = bytes;
    json = len > 0 && bytes[0] == '{';
    if (len == 0 || (m->texts.len > 1 && json != m->json))
        return len == 0 ||
               wrong(ds, path, "the files before are of the other kind, CSV or JSON lines");
    m->json = json;
    at = bytes;
    return (json || take_header(m, &at, bytes + len, path, ds)) &&
           take_rows(m, at, bytes + len, path, ds);
}

static int by_row(const void *a, const void *b)
{
    const struct rowtext *x = a, *y = b;

    return (x->row > y->row) - (x->row < y->row);
}

bool merge_sort(struct merge *m, struct diags *ds)
{
    size_t n = 0;

    if (m->rows.len)
        qsort(m->rows.at, m->rows.len, sizeof *m->rows.at, by_row);
    for (size_t i = 0; i < m->rows.len; i++) {
        const struct rowtext *r = &m->rows.at[i], *last = n ? &m->rows.at[n - 1] : NULL;

        if (!last || last->row != r->row) {
            m->rows.at[n++] = *r;
        } else if (last->len != r->len || memcmp(last->at, r->at, r->len) != 0) {
            diags_add(ds, NULL, "row %" PRIu64 " stands in two files, and not alike", r->row);
            return false;
        }
    }
    m->rows.len = n;
    return true;
}

uint64_t merge_whole(const struct merge *m)
{
    return m->plan ? strtoull(m->plan + 17, NULL, 10) : 0;
}

uint64_t merge_missing(const struct merge *m, int most, struct sb *out)
{
    uint64_t missing = 0, next = 1, whole = merge_whole(m);
    int ranges = 0;

    for (size_t i = 0; i <= m->rows.len; i++) {
        uint64_t row = i < m->rows.len ? m->rows.at[i].row : whole + 1;

        if (row > next) {
            missing += row - next;
            if (ranges++ < most)
                sb_printf(out, "%s%" PRIu64, out->len ? ", " : "", next);
            if (ranges <= most && row - next > 1)
                sb_printf(out, "..%" PRIu64, row - 1);
            if (ranges == most + 1)
                sb_puts(out, ", …");
        }
        next = row + 1;
    }
    return missing;
}

void merge_deinit(struct merge *m)
{
    for (size_t i = 0; i < m->texts.len; i++)
        free(m->texts.at[i]);
    free(m->texts.at);
    free(m->rows.at);
    *m = (struct merge){.json = false};
}
