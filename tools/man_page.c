/* Prints a manual page, made of the table of verbs: `man_page run > man/schedlab-run.1`; without a verb, that of schedlab.
 * A test holds that the pages are current. */
#include <stdio.h>
#include <string.h>

#include "cmd.h"

/* Text of a line: what roff would take for itself is written otherwise. */
static void put(const char *text, size_t len)
{
    if (len && (*text == '.' || *text == '\''))
        fputs("\\&", stdout);
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '-')
            fputs("\\-", stdout);
        else if (text[i] == '\\')
            fputs("\\e", stdout);
        else if ((unsigned char)text[i] == 0xe2 &&
                 i + 2 < len) { /* "…", the one sign that we use */
            fputs("\\&...", stdout);
            i += 2;
        } else
            putchar(text[i]);
    }
}

static void put_text(const char *text)
{
    put(text, strlen(text));
}

/* Lines of running text; an empty one begins a paragraph. */
static void put_lines(const char *text)
{
    while (*text) {
        size_t len = strcspn(text, "\n");

        if (len)
            put(text, len);
        else
            fputs(".PP", stdout);
        putchar('\n');
        text += len;
        text += *text == '\n';
    }
}

static void put_examples(const char *text)
{
    puts(".SH EXAMPLES\n.nf");
    put_lines(text);
    puts(".fi");
}

static void put_option(const struct option *o)
{
    printf(".TP\n.B ");
    printf("\\-\\-");
    put_text(o->name);
    if (o->value) {
        printf(" \\fI");
        put_text(o->value);
        printf("\\fR");
    }
    putchar('\n');
    put_text(o->help);
    putchar('\n');
}

static void put_environment(void)
{
    puts(".SH ENVIRONMENT\n"
         ".TP\n.B GOMAXPROCS, GODEBUG, GOGC\n"
         "Replace those of the scenario, each as a whole, for\n.BR schedlab\\-run (1)\nalone.\n"
         ".TP\n.B SCHEDLAB_DATA\nThe folder with the shipped\n.IR scenarios ,\nif they are not "
         "where they were "
         "installed.\n"
         ".TP\n.B NO_COLOR\nIf it is set, nothing is coloured.");
}

static void put_status(void)
{
    puts(".SH EXIT STATUS\n"
         "0 done; 1 an expectation was missed\n.RB ( check );\n"
         "2 bad input or usage, or a file that could not be written; 130 ended by Ctrl\\-C.\n.B "
         "run\n"
         "has the status of the simulated program: what it gave to os.Exit, 2 for a panic or a "
         "fatal error, 124 if it\n"
         "was cut off at the limit of the scenario; 141 if the reader of its output went away.");
}

static void put_see_also(const char *self)
{
    puts(".SH SEE ALSO");
    if (*self)
        puts(".BR schedlab (1)");
    for (int i = 0; cmds[i]; i++)
        if (strcmp(cmds[i]->name, self) != 0)
            printf(".BR schedlab\\-%s (1)\n", cmds[i]->name);
}

static void verb_page(const struct verb *v)
{
    struct option o;

    printf(".TH SCHEDLAB\\-%s 1\n.SH NAME\nschedlab\\-%s \\- ", v->name, v->name);
    put_text(v->summary);
    printf("\n.SH SYNOPSIS\n.B schedlab %s\n[options] ", v->name);
    put_text(v->operands);
    puts("\n.SH DESCRIPTION");
    put_lines(v->about);
    puts(".SH OPTIONS");
    for (int i = 0; verb_option(v, i, &o); i++)
        put_option(&o);
    put_status();
    put_environment();
    put_examples(v->examples);
    put_see_also(v->name);
}

static void main_page(void)
{
    puts(".TH SCHEDLAB 1\n.SH NAME\nschedlab \\- a laboratory for Go's scheduler\n.SH SYNOPSIS\n"
         ".B schedlab\n\\fIVERB\\fR [options] \\&...\n.SH DESCRIPTION\n"
         "Runs a scenario, a small Go\\-like program in JSON, on a simulated Go scheduler that "
         "follows the real one rule\n"
         "by rule, and prints and writes what real Go would have: schedtrace lines, execution "
         "traces, crash dumps.\n"
         "The same scenario and seed give the same bytes everywhere.\n.SH VERBS");
    for (int i = 0; cmds[i]; i++) {
        printf(".TP\n.BR schedlab\\-%s (1)\n", cmds[i]->name);
        put_text(cmds[i]->summary);
        putchar('\n');
    }
    puts(".TP\n.B schedlab help \\fIVERB or FIGURE\\fR\n"
         "Explains a verb, or what a figure of a schedtrace line or of the summary counts, what it "
         "does not, and what to\n"
         "look at instead.\n"
         ".TP\n.B schedlab \\-\\-version\nPrints the version.");
    put_status();
    put_environment();
    put_see_also("");
}

int main(int argc, char **argv)
{
    const struct verb *v = argc > 1 ? cmd_find(argv[1]) : NULL;

    if (argc > 1 && !v)
        return 2;
    if (v)
        verb_page(v);
    else
        main_page();
    return 0;
}
