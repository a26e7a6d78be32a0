/* schedlab-view: the window. Its words are those of `schedlab view`. */
#include <stdlib.h>

#include "cmd.h"
#include "file.h"
#include "help.h"
#include "interrupt.h"
#include "say.h"
#include "shoot.h"
#include "window.h"

static int view(const struct args *args)
{
    struct view_options opt;
    struct stage st = {.ui = NULL};
    struct diags ds = {0};
    int status = STATUS_BAD;

    if (!view_options_read(&opt, args, &ds)) {
        say_diags(&ds, NULL);
    } else {
        interrupt_catch();
        if (stage_open(&st, args, &opt))
            status = view_options_headless(&opt) ? shoot(&st) : window_run(&st);
        stage_close(&st);
    }
    free(opt.callouts.at);
    return status;
}

static int help(void)
{
    struct sb page = {0};

    help_verb(&verb_view, &page);
    fputs(sb_text(&page), stdout);
    sb_free(&page);
    return STATUS_DONE;
}

int main(int argc, char **argv)
{
    struct args args = {.verb = NULL};
    int status = STATUS_BAD;

    if (args_parse(&args, &verb_view, argc - 1, argv + 1))
        status = args.help ? help() : view(&args);
    args_free(&args);
    return status;
}
