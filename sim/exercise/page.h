/* page.h: what a learner reads, as text for a terminal; the window draws the same words.
 *
 * Commands that a page names are written as the learner can type them where they stand. */
#ifndef EXERCISE_PAGE_H
#define EXERCISE_PAGE_H

#include "desk.h"
#include "grade.h"
#include "learner.h"
#include "sb.h"

enum { PAGE_WIDTH = 90 };

/* Markdown for a terminal: paragraphs and list items are broken at PAGE_WIDTH, code stays as it is. */
void page_markdown(struct sb *out, const char *text);

/* A line of the list of exercises, with how far the learner is. */
void page_list(struct sb *out, const struct exercise *ex, const struct learner *l);

/* Story, question, evidence. `l` may be NULL: nobody plays. */
void page_show(struct sb *out, const struct exercise *ex, const struct learner *l);
void page_question(struct sb *out, const struct exercise *ex);
void page_evidence(struct sb *out, const struct exercise *ex);

/* Hint number `i` from 0. */
void page_hint(struct sb *out, const struct exercise *ex, int i);

/* The right answer, the explanation, where to read on. */
void page_explain(struct sb *out, const struct exercise *ex);

/* What a learner does next in this exercise, as a sentence with its command. */
void page_next(struct sb *out, const struct exercise *ex, const struct learner *l);

/* For an instructor: the answers, what each check finds missing, all hints, the fix. */
void page_answers(struct sb *out, const struct exercise *ex);

/* What a check found, in a few lines: what is missing, where it was seen, and how to see it. `file` is what was judged. */
void page_grade(struct sb *out, const struct exercise *ex, const char *file, const struct grade *g);

/* Adds `word` so that a shell reads it as one. */
void page_quote(struct sb *out, const char *word);

#endif
