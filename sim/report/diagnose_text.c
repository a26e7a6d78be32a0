/* diagnose_text.c: a diagnosis as a page, what is supported first. */
#include <string.h>

#include "diagnose_doc.h"

enum { WIDTH = 100 };

/* Adds `text` in lines of WIDTH columns, each after `indent` spaces. The characters of other languages count as their bytes:
 * then a line is a little shorter. */
static void wrap(struct sb *out, const char *text, int indent)
{
    size_t room = (size_t)(WIDTH - indent);

    while (*text) {
        size_t n = strlen(text);

        if (n > room) {
            n = room;
            while (n > 0 && text[n] != ' ')
                n--;
            if (n == 0)
                n = strcspn(text, " ");
        }
        sb_printf(out, "%*s%.*s\n", indent, "", (int)n, text);
        text += n;
        text += strspn(text, " ");
    }
}

static void put_figures(const struct diagnosis *d, struct sb *out)
{
    if (d->figures.len == 0)
        return;
    sb_puts(out, "over time: ");
    for (size_t i = 0; i < d->figures.len; i++) {
        const struct diagnosis_figure *f = &d->figures.at[i];
        long long mean = (f->mean + 50) / 100, error = (f->error + 99) / 100;

        sb_printf(out, "%s%s %lld.%lld", i ? ", " : "", f->name, mean / 10, mean % 10);
        if (error)
            sb_printf(out, " \xC2\xB1 %lld.%lld", error / 10, error % 10);
    }
    sb_putc(out, '\n');
}

static void put_finding(const struct finding_kind *kind, const struct finding *f, struct sb *out)
{
    sb_printf(out, "\n%s: %s\n", kind->id, kind->title);
    wrap(out, f->why, 2);
    if (f->verdict == SUPPORTED) {
        sb_printf(out, "  the evidence is %s:\n", strength_name(f->strength));
        for (size_t i = 0; i < f->evidence.len; i++)
            sb_printf(out, "    %s\n", f->evidence.at[i]);
        wrap(out, kind->means, 2);
        sb_puts(out, "  look at next:\n");
        wrap(out, kind->next, 4);
    } else if (f->evidence.len) {
        sb_printf(out, "    %s\n", f->evidence.at[0]);
    }
}

/* The findings of one verdict that such data can show. */
static void put_verdict(const struct diagnosis *d, enum verdict v, const char *heading,
                        struct sb *out)
{
    bool headed = false;

    for (int id = 0; id < FINDINGS; id++) {
        if (d->findings[id].verdict != v || !(finding_kinds[id].seen & d->seen))
            continue;
        if (!headed)
            sb_printf(out, "\n%s\n", heading);
        headed = true;
        put_finding(&finding_kinds[id], &d->findings[id], out);
    }
    if (!headed && v == SUPPORTED)
        sb_puts(out, "\n== supported: nothing\n");
}

void diagnose_text(const struct diagnosis *d, const char *file, struct sb *out)
{
    sb_printf(out, "%s: %s\n", file, d->about);
    put_figures(d, out);
    for (size_t i = 0; i < d->notes.len; i++) {
        sb_puts(out, "note: ");
        sb_puts(out, d->notes.at[i]);
        sb_putc(out, '\n');
    }
    put_verdict(d, SUPPORTED, "== supported", out);
    put_verdict(d, UNDECIDED, "== undecided", out);
    put_verdict(d, NOT_SUPPORTED, "== not supported", out);
}
