/* schedlab quiz: questions made from seeds, in a terminal, on a pipe, or as an exam on paper. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "file.h"
#include "interrupt.h"
#include "quiz.h"
#include "say.h"
#include "seeds.h"

enum { LINE_MOST = 256, COUNT_MOST = 10000, SHEET_COUNT = 20, STATUS_SIGNAL = 128 };

struct quiz_table {
    enum quiz_topic topic; /* QUIZ_TOPICS: all in turn */
    uint64_t seed;
    int32_t count; /* 0: endless */
    bool terminal;
    int32_t asked, right;
    int line; /* of the input, from 1 */
};

/* ---- the options ----------------------------------------------------------------------------------------------------------- */

static bool read_topic(struct quiz_table *t, const char *name)
{
    const char *near;

    t->topic = name ? quiz_topic_find(name) : QUIZ_TOPICS;
    if (!name || t->topic != QUIZ_TOPICS)
        return true;
    near = diag_nearest(name, quiz_topic_names());
    say("there is no topic \"%s\"%s%s%s", name,
        near ? "; did you mean \"" : "; `schedlab quiz --help` lists them", near ? near : "",
        near ? "\"?" : "");
    return false;
}

static bool read_options(struct quiz_table *t, const struct args *args)
{
    const char *seed = args_value(args, "seed"), *count = args_value(args, "count");
    struct seeds seeds, counts;

    t->seed = 1;
    if (seed && (!seeds_parse(seed, &seeds) || seeds.first != seeds.last)) {
        say("--seed \"%s\" is not a seed; a whole number from 0", seed);
        return false;
    }
    if (seed)
        t->seed = seeds.first;
    if (count && (!seeds_parse(count, &counts) || counts.first != counts.last || counts.first < 1 ||
                  counts.first > COUNT_MOST)) {
        say("--count \"%s\" is not a number of questions; 1 to %d", count, COUNT_MOST);
        return false;
    }
    if (count)
        t->count = (int32_t)counts.first;
    return true;
}

/* ---- on paper -------------------------------------------------------------------------------------------------------------- */

/* Opens both before either is written, so that a wrong name leaves nothing behind. */
static int write_sheet(const struct quiz_table *t, const char *sheet_path, const char *key_path)
{
    struct diags ds = {0};
    struct sb sheet = {0}, key = {0};
    struct writer *to_sheet = sheet_path ? writer_open(sheet_path, &ds) : NULL;
    struct writer *to_key = key_path && ds.list.len == 0 ? writer_open(key_path, &ds) : NULL;

    if (ds.list.len == 0) {
        quiz_sheet(t->topic, t->seed, t->count ? t->count : SHEET_COUNT, &sheet, &key);
        if (to_sheet) {
            writer_put(to_sheet, sb_text(&sheet), sheet.len);
            writer_close(to_sheet, &ds);
        }
        if (to_key) {
            writer_put(to_key, sb_text(&key), key.len);
            writer_close(to_key, &ds);
        }
    } else if (to_sheet) {
        writer_abandon(to_sheet);
    }
    sb_free(&sheet);
    sb_free(&key);
    return ds.list.len ? say_diags(&ds, NULL) : STATUS_DONE;
}

/* ---- asked ------------------------------------------------------------------------------------------------------------------- */

static void prompt(const struct quiz_table *t)
{
    printf("a-d:answer / n:next question / q:quit\n> ");
    if (!t->terminal)
        putchar('\n');
    fflush(stdout);
}

static void tell(const struct quiz_question *q, int32_t answer)
{
    struct sb text = {0};

    quiz_explain(q, answer, &text);
    printf("%s\n", sb_text(&text));
    sb_free(&text);
}

enum heard { ANSWERED, QUIT, NONSENSE };

/* Until the question is answered or passed over. */
static enum heard hear(struct quiz_table *t, const struct quiz_question *q)
{
    char line[LINE_MOST];
    size_t len;

    for (;;) {
        prompt(t);
        if (!fgets(line, sizeof line, stdin))
            return QUIT;
        t->line++;
        len = strcspn(line, " \t\r\n");
        line[len] = '\0';
        if (strcmp(line, "q") == 0)
            return QUIT;
        if (strcmp(line, "n") == 0)
            return ANSWERED;
        if (len == 1 && *line >= 'a' && *line < 'a' + QUIZ_ANSWERS) {
            t->asked++;
            t->right += *line - 'a' == q->right;
            tell(q, *line - 'a');
            return ANSWERED;
        }
        if (len == 0)
            continue;
        say("line %d: \"%s\" is no answer; there are a, b, c, d, and n, q", t->line, line);
        if (!t->terminal)
            return NONSENSE;
    }
}

static int ask(struct quiz_table *t)
{
    enum heard heard = ANSWERED;

    for (int32_t i = 0; heard == ANSWERED && (!t->count || i < t->count); i++) {
        struct arena arena = {0};
        struct quiz_question q;
        struct sb text = {0};

        quiz_make(quiz_topic_at(t->topic, i), quiz_seed_at(t->seed, i), &arena, &q);
        quiz_text(&q, &text);
        printf("Question %" PRId32 ", %s\n%s", i + 1, quiz_topic_name(q.topic), sb_text(&text));
        heard = hear(t, &q);
        sb_free(&text);
        arena_free(&arena);
    }
    if (heard == NONSENSE)
        return STATUS_BAD;
    printf("%" PRId32 " of %" PRId32 " right.\n", t->right, t->asked);
    return interrupt_pending() ? STATUS_SIGNAL + interrupt_pending() : STATUS_DONE;
}

static int cmd_quiz(const struct args *args)
{
    struct quiz_table t = {.terminal = isatty(STDIN_FILENO) != 0};
    const char *sheet = args_value(args, "sheet"), *key = args_value(args, "key");
    int status;

    if (!read_topic(&t, args->operands.len ? args->operands.at[0] : NULL) ||
        !read_options(&t, args))
        return STATUS_BAD;
    if (sheet || key)
        return write_sheet(&t, sheet, key);
    interrupt_catch();
    status = ask(&t);
    fflush(stdout);
    return status;
}

static const struct option options[] = {
    {"seed", "N", "of the questions: the same seed asks the same; 1, if left out",
     COMPLETE_NOTHING},
    {"count", "N", "so many questions; endless if left out, 20 on a sheet", COMPLETE_NOTHING},
    {"sheet", "FILE", "write the questions there as Markdown, to be printed", COMPLETE_FILE},
    {"key", "FILE", "write the answers to that sheet there, with their reasons", COMPLETE_FILE},
    OPTIONS_END,
};

const struct verb verb_quiz = {
    .name = "quiz",
    .operands = "[TOPIC]",
    .least = 0,
    .most = 1,
    .summary = "ask about small random programs, and explain the answers",
    .about =
        "Makes small programs from a seed, runs them, and asks what happens: the right answer is "
        "what the\n"
        "run did, the wrong ones are what is often believed, and each says what it mistakes. The "
        "topics:\n"
        "\n"
        "  who-runs-next                which goroutine a P runs next\n"
        "  what-the-line-says           what schedtrace prints at an instant\n"
        "  which-state                  what a thread is doing, after what it did\n"
        "  what-the-summary-says        what a figure of the run comes to\n"
        "  what-this-evidence-supports  which conclusion the figures allow\n"
        "  which-rule                   by which rule something happened\n"
        "\n"
        "Without a topic they come in turn. Answers are read from standard input, a letter a "
        "line; q or\n"
        "its end gives the tally. A sheet and its key are an exam on paper: the same seed makes "
        "the same.",
    .examples = "schedlab quiz\n"
                "schedlab quiz who-runs-next --seed 7\n"
                "schedlab quiz --seed 2026 --count 12 --sheet exam.md --key key.md\n",
    .options = options,
    .run = cmd_quiz,
};
