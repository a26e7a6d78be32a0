#include "page.h"

#include <string.h>

/* ---- Markdown --------------------------------------------------------------------------------------------------------------- */

/* How many columns `len` bytes take: UTF-8 that goes on with a character takes none. */
static size_t columns(const char *text, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)text[i] & 0xc0) != 0x80;
    return n;
}

/* Adds the words of `len` bytes; lines after the first begin at `indent`. *at is the column, 0 at the begin of a line. */
static void put_words(struct sb *out, const char *text, size_t len, size_t indent, size_t *at)
{
    for (size_t i = 0, n; i < len; i += n) {
        n = strspn(text + i, " ");
        if (n > 0)
            continue;
        n = strcspn(text + i, " \n");
        n = n > len - i ? len - i : n;
        if (*at > indent && *at + 1 + columns(text + i, n) > PAGE_WIDTH) {
            sb_printf(out, "\n%*s", (int)indent, "");
            *at = indent;
        } else if (*at > indent) {
            sb_putc(out, ' ');
            ++*at;
        }
        sb_add(out, text + i, n);
        *at += columns(text + i, n);
    }
}

/* How far the text of a list item stands in: "- x" 2, "1. x" 3; 0: it is no list item. */
static size_t item_indent(const char *line)
{
    size_t blanks = strspn(line, " "), digits;

    if ((line[blanks] == '-' || line[blanks] == '*') && line[blanks + 1] == ' ')
        return blanks + 2;
    digits = strspn(line + blanks, "0123456789");
    return digits && line[blanks + digits] == '.' && line[blanks + digits + 1] == ' '
               ? blanks + digits + 2
               : 0;
}

/* Lines that stand as they are: headings, tables, code that is indented by four. */
static bool is_fixed(const char *line)
{
    return line[0] == '#' || line[0] == '|' || line[0] == '>' || strncmp(line, "    ", 4) == 0;
}

struct markdown {
    struct sb *out;
    bool fenced;
    size_t at, indent; /* of the paragraph that is being filled; at 0: none */
};

static void end_paragraph(struct markdown *md)
{
    if (md->at)
        sb_putc(md->out, '\n');
    md->at = md->indent = 0;
}

static void put_line(struct markdown *md, const char *line, size_t len)
{
    size_t item = item_indent(line);

    if (strncmp(line, "```", 3) == 0) {
        end_paragraph(md);
        md->fenced = !md->fenced;
    } else if (md->fenced || is_fixed(line) || len == strspn(line, " \t")) {
        end_paragraph(md);
        sb_puts(md->out, md->fenced && len ? "    " : "");
        sb_add(md->out, line, len);
        sb_putc(md->out, '\n');
    } else {
        if (item) {
            end_paragraph(md);
            sb_add(md->out, line, item);
            md->at = md->indent = item;
            line += item;
            len -= item < len ? item : len;
        }
        put_words(md->out, line, len, md->indent, &md->at);
    }
}

void page_markdown(struct sb *out, const char *text)
{
    struct markdown md = {.out = out};

    while (*text) {
        size_t len = strcspn(text, "\n");

        put_line(&md, text, len);
        text += len;
        text += *text == '\n';
    }
    end_paragraph(&md);
}

/* ---- an exercise ------------------------------------------------------------------------------------------------------------ */

enum { TITLE_COLUMN = 34 };

void page_list(struct sb *out, const struct exercise *ex, const struct learner *l)
{
    enum learner_step step = l ? learner_step(l, ex->name) : STEP_START;
    int hints = l ? learner_counted(l, ex->name, LEARNER_HINTS) : 0;

    sb_printf(out, "%2d  %-*s %-*s", ex->number, TITLE_COLUMN - 5, ex->name,
              step == STEP_START ? 0 : 40, ex->title);
    if (step != STEP_START)
        sb_printf(out, "  %s", learner_steps[step]);
    if (hints && step != STEP_START)
        sb_printf(out, ", %d hint%s", hints, hints > 1 ? "s" : "");
    sb_putc(out, '\n');
}

void page_question(struct sb *out, const struct exercise *ex)
{
    struct sb item = {0};

    page_markdown(out, ex->question);
    for (int i = 0; i < ex->nanswers; i++) {
        sb_clear(&item);
        sb_printf(&item, "%d. %s", i + 1, ex->answers[i].text);
        page_markdown(out, sb_text(&item));
    }
    sb_free(&item);
}

void page_evidence(struct sb *out, const struct exercise *ex)
{
    for (int i = 0; i < ex->nevidence; i++)
        sb_printf(out, "  %s\n      %s\n", ex->evidence[i].title, ex->evidence[i].command);
}

void page_show(struct sb *out, const struct exercise *ex, const struct learner *l)
{
    sb_printf(out, "%d. %s\n\n", ex->number, ex->title);
    page_markdown(out, ex->story);
    sb_puts(out, "\nPredict: ");
    page_question(out, ex);
    sb_puts(out, "\nObserve, in its folder:\n");
    page_evidence(out, ex);
    if (l) {
        sb_putc(out, '\n');
        page_next(out, ex, l);
    }
}

void page_hint(struct sb *out, const struct exercise *ex, int i)
{
    sb_printf(out, "Hint %d of %d: ", i + 1, ex->nhints);
    page_markdown(out, ex->hints[i]);
}

void page_explain(struct sb *out, const struct exercise *ex)
{
    sb_printf(out, "%d. %s\n\n%s ", ex->number, ex->title, "The answer:");
    page_markdown(out, ex->answers[exercise_right(ex)].text);
    sb_putc(out, '\n');
    page_markdown(out, ex->explanation);
    if (ex->nreferences)
        sb_puts(out, "\nTo read on:\n");
    for (int i = 0; i < ex->nreferences; i++)
        sb_printf(out, "  %s\n", ex->references[i]);
}

void page_next(struct sb *out, const struct exercise *ex, const struct learner *l)
{
    int n = ex->number;

    switch (learner_step(l, ex->name)) {
    case STEP_START:
        sb_printf(out, "Next, get your copy: schedlab bugs start %d\n", n);
        break;
    case STEP_PREDICT:
        sb_printf(out,
                  "Next, predict: schedlab bugs answer %d 1 (or 2 to %d; `schedlab bugs show %d` "
                  "has the question)\n",
                  n, ex->nanswers, n);
        break;
    case STEP_OBSERVE:
        sb_printf(out,
                  "Next, observe: schedlab bugs run %d, and the evidence that `schedlab bugs show "
                  "%d` lists\n",
                  n, n);
        break;
    case STEP_FIX:
        sb_printf(out,
                  "Next, fix: edit %02d-%s/bug.json, then schedlab bugs check %d (stuck? schedlab "
                  "bugs hint %d)\n",
                  n, ex->name, n, n);
        break;
    case STEP_EXPLAIN:
        sb_printf(out, "Next, why it was so: schedlab bugs explain %d\n", n);
        break;
    case STEP_DONE:
        sb_printf(out, "Exercise %d is done.\n", n);
        break;
    }
}

void page_answers(struct sb *out, const struct exercise *ex)
{
    struct sb item = {0};

    sb_printf(out, "%d. %s\n\n", ex->number, ex->title);
    page_markdown(out, ex->question);
    for (int i = 0; i < ex->nanswers; i++) {
        sb_clear(&item);
        sb_printf(&item, "%d. %s%s: %s", i + 1, ex->answers[i].right ? "RIGHT: " : "",
                  ex->answers[i].text, ex->answers[i].feedback);
        page_markdown(out, sb_text(&item));
    }
    sb_printf(out, "\nA right fix: %s/fixed.json\nA check may find missing:\n", ex->folder);
    for (int i = 0; i < ex->nchecks; i++) {
        sb_clear(&item);
        sb_printf(&item, "- %s", ex->checks[i].missing);
        page_markdown(out, sb_text(&item));
    }
    sb_puts(out, "Hints:\n");
    for (int i = 0; i < ex->nhints; i++) {
        sb_clear(&item);
        sb_printf(&item, "%d. %s", i + 1, ex->hints[i]);
        page_markdown(out, sb_text(&item));
    }
    sb_free(&item);
}
