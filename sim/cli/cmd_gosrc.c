/* schedlab gosrc: the Go program that a scenario stands for. */
#include "cmd.h"
#include "file.h"
#include "gosrc.h"
#include "say.h"
#include "session.h"

static int cmd_gosrc(const struct args *args)
{
    const char *path = args_has(args, "out") ? args_value(args, "out") : "-";
    struct session s = {0};
    struct diags ds = {0};
    struct sb text = {0};
    struct writer *w;
    int status = STATUS_BAD;

    if (session_load(&s, args, args->operands.at[0], NULL, ENVIRONMENT_SCENARIO)) {
        w = writer_open(path, &ds);
        if (w) {
            gosrc_write(s.program, &text);
            writer_put(w, sb_text(&text), text.len);
            status = writer_close(w, &ds) ? STATUS_DONE : STATUS_BAD;
        }
        say_diags(&ds, NULL);
    }
    sb_free(&text);
    session_free(&s);
    return status;
}

static const struct option options[] = {
    {"out", "FILE", "write it there instead of to standard output", COMPLETE_FILE},
    {"seed", "N", "seed of the random numbers that the program draws", COMPLETE_NOTHING},
    OPTION_MODEL,
    OPTION_SET,
    OPTIONS_END,
};

const struct verb verb_gosrc = {
    .name = "gosrc",
    .operands = "SCENARIO",
    .least = 1,
    .most = 1,
    .summary = "print the Go program that a scenario stands for",
    .about = "Prints a main.go, ready for `go run`, with the same goroutines, the same objects and "
             "the same\n"
             "durations. Lines in traces, dumps and in the simulator's messages are those of this "
             "program.",
    .examples = "schedlab gosrc syscall-storm --out main.go\n"
                "GODEBUG=schedtrace=100 go run main.go\n",
    .options = options,
    .run = cmd_gosrc,
};
