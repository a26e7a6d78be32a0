/* quiz_sheet.c: questions as text: for a terminal, and as an exam with its key. */
#include <inttypes.h>

#include "quiz.h"

static char letter(int32_t answer)
{
    return (char)('a' + answer);
}

void quiz_text(const struct quiz_question *q, struct sb *out)
{
    sb_printf(out, "%s\n%s%s\n", q->sketch, q->shown, q->asks);
    for (int32_t i = 0; i < QUIZ_ANSWERS; i++)
        sb_printf(out, "  %c  %s\n", letter(i), q->answers[i].text);
}

void quiz_explain(const struct quiz_question *q, int32_t answer, struct sb *out)
{
    if (answer == q->right) {
        sb_printf(out, "Right: %c, %s\n  %s\n", letter(answer), q->answers[answer].text,
                  q->answers[answer].why);
        return;
    }
    sb_printf(out, "No: %c is not it. %s\nRight is %c, %s\n  %s\n", letter(answer),
              q->answers[answer].why, letter(q->right), q->answers[q->right].text,
              q->answers[q->right].why);
}

static void sheet_question(const struct quiz_question *q, int32_t number, struct sb *out)
{
    sb_printf(out, "## %" PRId32 ". %s\n\n```text\n%s%s%s```\n\n%s\n\n", number,
              quiz_topic_about(q->topic), q->sketch, *q->shown ? "\n" : "", q->shown, q->asks);
    for (int32_t i = 0; i < QUIZ_ANSWERS; i++)
        sb_printf(out, "- [ ] **%c** %s\n", letter(i), q->answers[i].text);
    sb_putc(out, '\n');
}

static void key_question(const struct quiz_question *q, int32_t number, struct sb *out)
{
    sb_printf(out, "%" PRId32 ". **%c** %s\n", number, letter(q->right), q->answers[q->right].text);
    for (int32_t i = 0; i < QUIZ_ANSWERS; i++)
        sb_printf(out, "   - %c%s: %s\n", letter(i), i == q->right ? ", right" : "",
                  q->answers[i].why);
}

void quiz_sheet(enum quiz_topic topic, uint64_t seed, int32_t count, struct sb *sheet,
                struct sb *key)
{
    sb_printf(sheet,
              "# Go's scheduler: %" PRId32 " questions\n\nName: ____________________  "
              "Sheet %" PRIu64 "\n\nOne answer of each four is right.\n\n",
              count, seed);
    sb_printf(key, "# Key of sheet %" PRIu64 "\n\n", seed);
    for (int32_t i = 0; i < count; i++) {
        struct arena arena = {0};
        struct quiz_question q;

        quiz_make(quiz_topic_at(topic, i), quiz_seed_at(seed, i), &arena, &q);
        sheet_question(&q, i + 1, sheet);
        key_question(&q, i + 1, key);
        arena_free(&arena);
    }
}
