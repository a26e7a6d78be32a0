/* schedlab view: hands over to schedlab-view, the program with the window. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "say.h"
#include "sb.h"

#define PROGRAM "schedlab-view"

/* Beside this program, or where a distribution keeps what others start. NULL: not there. */
static const char *near_us(struct sb *path)
{
    static const char *const places[] = {"/" PROGRAM, "/../libexec/schedlab/" PROGRAM};
    char own[4096];
    ssize_t n = readlink("/proc/self/exe", own, sizeof own - 1);
    char *slash;

    own[n < 0 ? 0 : n] = '\0';
    slash = strrchr(own, '/');
    if (!slash)
        return NULL;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        sb_clear(path);
        sb_add(path, own, (size_t)(slash - own));
        sb_puts(path, places[i]);
        if (access(sb_text(path), X_OK) == 0)
            return sb_text(path);
    }
    return NULL;
}

/* The words of the command line again, as they were understood. */
static char **words_of(const struct args *args, struct arena *arena)
{
    size_t n = args->options.len + args->operands.len, at = 0;
    char **words = ARENA_ARRAY(arena, char *, n + 3);
    struct sb word = {0};

    words[at++] = arena_text(arena, PROGRAM, strlen(PROGRAM));
    for (size_t i = 0; i < args->options.len; i++) {
        const struct arg *o = &args->options.at[i];

        sb_clear(&word);
        sb_printf(&word, "--%s%s%s", o->name, *o->value ? "=" : "", o->value);
        words[at++] = arena_text(arena, sb_text(&word), word.len);
    }
    words[at++] = arena_text(arena, "--", 2);
    for (size_t i = 0; i < args->operands.len; i++)
        words[at++] = arena_text(arena, args->operands.at[i], strlen(args->operands.at[i]));
    sb_free(&word);
    return words;
}

static int cmd_view(const struct args *args)
{
    struct arena arena = {0};
    struct sb path = {0};
    char **words = words_of(args, &arena);
    const char *program = near_us(&path);

    if (program)
        execv(program, words);
    else
        execvp(PROGRAM, words);
    if (errno == ENOENT)
        say(PROGRAM " is not here, neither beside this program nor in $PATH: build it with SDL2 "
                    "(-DSCHEDLAB_VIEW=ON), or install it");
    else
        say("cannot start " PROGRAM ": %s", strerror(errno));
    sb_free(&path);
    arena_free(&arena);
    return STATUS_BAD;
}

static const struct option options[] = {
    {"seed", "N", "seed of all random choices; the scenario's, if left out", COMPLETE_NOTHING},
    OPTION_MODEL,
    OPTION_SET,
    {"compare", "B", "a second run beside it: a scenario, a trace, or a model such as go1.19",
     COMPLETE_FILE},
    {"at", "TIME", "begin at this instant, 108.417ms, or at this part of the run, 50%",
     COMPLETE_NOTHING},
    {"select", "WHAT", "begin with this selected: G18, M3, P0, or the name of an object",
     COMPLETE_NOTHING},
    {"view", "NAME", "begin with this view: board, timeline, code, compare, lesson, player",
     COMPLETE_NOTHING},
    {"png", "FILE", "draw this picture into a file and leave; needs no display", COMPLETE_FILE},
    {"frames", "FOLDER", "draw pictures from --from to --to into a folder; needs no display",
     COMPLETE_FOLDER},
    {"from", "TIME", "the first of the pictures; the beginning, if left out", COMPLETE_NOTHING},
    {"to", "TIME", "the last of the pictures; the end, if left out", COMPLETE_NOTHING},
    {"fps", "N", "pictures for a second of the film; 30, if left out", COMPLETE_NOTHING},
    {"speed", "DURATION", "virtual time that passes in a second, from 1us to 1s", COMPLETE_NOTHING},
    {"dump", "FILE", "write state and shapes as text and leave; needs no display", COMPLETE_FILE},
    {"follow", "FILE", "write the window's state there after each of its frames", COMPLETE_FILE},
    {"keys", "WORDS", "apply keys and commands first: \"Shift+Right search text:G18 wait:1s\"",
     COMPLETE_NOTHING},
    {"callout", "N:WHAT", "number a G, M, P or place, as in 1:P2 or 2:600,90; may be repeated",
     COMPLETE_NOTHING},
    {"size", "WxH", "of the picture or window; 1600x900, if left out", COMPLETE_NOTHING},
    {"scale", "PERCENT", "size of everything in it: 200 for a screen of fine pixels",
     COMPLETE_NOTHING},
    {"theme", "NAME", "dark or light", COMPLETE_NOTHING},
    {"presenter", NULL, "larger still, for a room; keys that are pressed are shown",
     COMPLETE_NOTHING},
    {"tour", NULL, "begin with the guided tour", COMPLETE_NOTHING},
    OPTIONS_END,
};

const struct verb verb_view = {
    .name = "view",
    .operands = "RUN [RUN]",
    .least = 1,
    .most = 2,
    .summary = "watch goroutines, threads and processors in a window, forwards and backwards",
    .about =
        "Opens a window on a run: a scenario, which is simulated, or an execution trace of a real "
        "program\n"
        "(Go 1.22 and later; gzip is unpacked). A second RUN, or --compare, is shown beside the "
        "first on one\n"
        "clock. ? in the window lists its keys. With --png, --frames or --dump nothing is opened "
        "and no display\n"
        "is needed: the same words draw the same pixels wherever the same SDL2_ttf is.\n"
        "\n"
        "RUN is a file, - for standard input, or the name of a scenario that `schedlab list` "
        "shows. GOMAXPROCS,\n"
        "GODEBUG and GOGC of the environment replace the scenario's. --seed, --model and --set "
        "are for scenarios.\n"
        "The window remembers its place, theme and scale in "
        "$XDG_STATE_HOME/schedlab/window.json.",
    .examples =
        "schedlab view syscall-storm --tour\n"
        "schedlab view syscall-storm --at 101ms --select G18\n"
        "schedlab view trace.out --view timeline\n"
        "schedlab view mutex-convoy --compare go1.19\n"
        "schedlab view syscall-storm --at 101ms --png storm.png --size 1280x720 --theme light\n"
        "schedlab view ping-pong --frames film --to 40us --speed 4us\n",
    .options = options,
    .run = cmd_view,
};
