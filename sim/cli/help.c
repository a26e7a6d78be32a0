#include "help.h"

#include <string.h>

#include "cmd.h"

enum { HELP_WIDTH = 100, OPTION_WIDTH = 26 };

void help_wrap(struct sb *out, const char *text, size_t column)
{
    size_t at = column;

    while (*text) {
        size_t len = strcspn(text, " ");

        if (at > column && at + 1 + len > HELP_WIDTH) {
            sb_printf(out, "\n%*s", (int)column, "");
            at = column;
        } else if (at > column) {
            sb_putc(out, ' ');
            at++;
        }
        sb_add(out, text, len);
        at += len;
        text += len;
        text += strspn(text, " ");
    }
    sb_putc(out, '\n');
}

static void add_option(struct sb *out, const struct option *o)
{
    struct sb left = {0};

    sb_printf(&left, "  --%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
    if (left.len + 2 > OPTION_WIDTH)
        sb_printf(out, "%s\n%*s", left.text, OPTION_WIDTH, "");
    else
        sb_printf(out, "%-*s", OPTION_WIDTH, left.text);
    help_wrap(out, o->help, OPTION_WIDTH);
    sb_free(&left);
}

/* Each line of `text`, indented. */
static void add_lines(struct sb *out, const char *text, const char *indent)
{
    while (*text) {
        size_t len = strcspn(text, "\n");

        sb_printf(out, "%s%.*s\n", indent, (int)len, text);
        text += len;
        text += *text == '\n';
    }
}

void help_verb(const struct verb *verb, struct sb *out)
{
    struct option o;

    sb_printf(out, "schedlab %s: %s\n\nusage: schedlab %s [options] %s\n\n%s\n\noptions:\n",
              verb->name, verb->summary, verb->name, verb->operands, verb->about);
    for (int i = 0; verb_option(verb, i, &o); i++)
        add_option(out, &o);
    sb_puts(out, "\nfor example:\n");
    add_lines(out, verb->examples, "  ");
}

void help_all(struct sb *out)
{
    sb_puts(out,
            "schedlab: a laboratory for Go's scheduler\n\nusage: schedlab VERB [options] …\n\n");
    for (int i = 0; cmds[i]; i++)
        sb_printf(out, "  %-10s%s\n", cmds[i]->name, cmds[i]->summary);
    sb_printf(out, "  %-10s%s\n", "help", "explain a verb, or a figure: `schedlab help idleprocs`");
    sb_puts(out, "\n`schedlab VERB --help` shows the options of a verb, and examples; --version "
                 "the version.\n"
                 "\nfor example:\n"
                 "  schedlab list\n"
                 "  schedlab run syscall-storm\n"
                 "  schedlab check syscall-storm --seeds 1..20\n");
}
