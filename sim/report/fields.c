#include "fields.h"

#include <string.h>

#include "diag.h"
#include "field_path.h"

const struct field fields[] = {
#define X(set, name, counts, not_this, instead) {set, name, counts, not_this, instead},
#include "fields.def"
#undef X
};

const size_t nfields = sizeof fields / sizeof *fields;

const char *field_set_name(enum field_set set)
{
    switch (set) {
    case FIELD_SCHEDTRACE:
        return "schedtrace";
    case FIELD_SCHEDDETAIL:
        return "scheddetail";
    case FIELD_SUMMARY:
        return "summary";
    case FIELD_METRICS:
        return "runtime/metrics";
    case FIELD_SETS:
        break;
    }
    return "";
}

/* Where the figures of a set are seen. */
static const char *set_about(enum field_set set)
{
    switch (set) {
    case FIELD_SCHEDTRACE:
        return "The line that GODEBUG=schedtrace=N prints on standard error.";
    case FIELD_SCHEDDETAIL:
        return "The further fields of GODEBUG=schedtrace=N,scheddetail=1: of the head, and of the "
               "lines of each P, M and G.";
    case FIELD_SUMMARY:
        return "The document of `schedlab run --summary F`, which expectations read. NAME stands "
               "for a name of the program, [] for an "
               "element of a list, FIELD for a field of a SCHED line, METRIC for a name of "
               "runtime/metrics.";
    case FIELD_METRICS:
        return "What metrics.Read gives; in the summary under `metrics`, times in ns.";
    case FIELD_SETS:
        break;
    }
    return "";
}

const struct field *field_find_in(enum field_set set, const char *name)
{
    for (size_t i = 0; i < nfields; i++) {
        if (fields[i].set == set && strcmp(fields[i].name, name) == 0)
            return &fields[i];
    }
    return NULL;
}

const struct field *field_find(const char *name)
{
    for (int set = 0; set < FIELD_SETS; set++) {
        const struct field *f = field_find_in((enum field_set)set, name);

        if (f)
            return f;
    }
    return field_path_find(name);
}

const char *field_nearest(const char *name)
{
    const char *names[sizeof fields / sizeof *fields + 1];

    for (size_t i = 0; i < nfields; i++)
        names[i] = fields[i].name;
    names[nfields] = NULL;
    return diag_nearest(name, names);
}

/* ---- for a terminal ------------------------------------------------------------------------------------------------------ */

enum { WIDTH = 78, INDENT = 18 };

/* Adds words, broken into lines; the lines after the first are indented. */
static void wrap(struct sb *out, const char *text)
{
    size_t column = INDENT;

    while (*text) {
        size_t len = strcspn(text, " ");

        if (column + len + 1 > WIDTH && column > INDENT) {
            sb_putc(out, '\n');
            for (column = 0; column < INDENT; column++)
                sb_putc(out, ' ');
        } else if (column > INDENT) {
            sb_putc(out, ' ');
            column++;
        }
        sb_add(out, text, len);
        column += len;
        text += len + (text[len] == ' ');
    }
    sb_puts(out, ".\n");
}

void field_describe(const struct field *f, struct sb *out)
{
    sb_printf(out, "%s (%s)\n", f->name, field_set_name(f->set));
    sb_puts(out, "  counts          ");
    wrap(out, f->counts);
    sb_puts(out, "  does not count  ");
    wrap(out, f->not_this);
    sb_puts(out, "  look at instead ");
    wrap(out, f->instead);
}

/* ---- docs/fields.md ---------------------------------------------------------------------------------------------------------- */

static void cell(struct sb *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '|' || *text == '<')
            sb_putc(out, '\\');
        sb_putc(out, *text);
    }
}

static void row(struct sb *out, const struct field *f)
{
    sb_printf(out, "| `%s` | ", f->name);
    cell(out, f->counts);
    sb_puts(out, " | ");
    cell(out, f->not_this);
    sb_puts(out, " | ");
    cell(out, f->instead);
    sb_puts(out, " |\n");
}

void fields_markdown(struct sb *out)
{
    sb_puts(out, "# What the figures count\n\n"
                 "Made from sim/report/fields.def; `schedlab help FIELD` prints one of them. A "
                 "test holds that none is missing.\n");
    for (int set = 0; set < FIELD_SETS; set++) {
        sb_printf(out, "\n## %s\n\n%s\n\n", field_set_name((enum field_set)set),
                  set_about((enum field_set)set));
        sb_puts(out, "| field | counts | does not count | look at instead |\n|---|---|---|---|\n");
        for (size_t i = 0; i < nfields; i++) {
            if (fields[i].set == (enum field_set)set)
                row(out, &fields[i]);
        }
    }
}
