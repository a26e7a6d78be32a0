/* schedlab-view: the window. Its words are those of `schedlab view`. */
#include <stdlib.h>

#include "cmd.h"
#include "data.h"
#include "file.h"
#include "fonts_ttf.h"
#include "help.h"
#include "interrupt.h"
#include "say.h"
#include "shoot.h"
#include "window.h"

/* NULL: told. */
static struct fonts_ttf *open_fonts(void)
{
    struct arena arena = {0};
    const char *folder = data_fonts(&arena);
    struct fonts_ttf *ft = NULL;
    struct diags ds = {0};

    if (folder)
        ft = fonts_ttf_new(folder, &ds);
    else
        say("the fonts that come with schedlab are nowhere to be found; $SCHEDLAB_FONTS may name "
            "their folder");
    say_diags(&ds, NULL);
    arena_free(&arena);
    return ft;
}

static int show(const struct args *args, const struct view_options *opt, const struct fonts *fonts)
{
    struct stage st = {.ui = NULL};
    int status = STATUS_BAD;

    if (stage_open(&st, args, opt, fonts))
        status = view_options_headless(opt) ? shoot(&st) : window_run(&st);
    stage_close(&st);
    return status;
}

static int view(const struct args *args)
{
    struct view_options opt;
    struct fonts_ttf *ft;
    struct fonts fonts;
    struct diags ds = {0};
    int status = STATUS_BAD;

    if (!view_options_read(&opt, args, &ds)) {
        say_diags(&ds, NULL);
    } else {
        interrupt_catch();
        ft = open_fonts();
        if (ft) {
            fonts = fonts_ttf_face(ft);
            status = show(args, &opt, &fonts);
            fonts_ttf_free(ft);
        }
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
