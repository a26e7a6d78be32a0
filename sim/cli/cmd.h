/* cmd.h: the verbs, one file each, and the table of them. */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include "args.h"

/* Options that several verbs have. */
#define OPTION_MODEL                                                                               \
    {                                                                                              \
        "model", "GO", "the scheduler modelled: go1.19, go1.23, go1.24, go1.26 or go1.27",         \
            COMPLETE_MODEL                                                                         \
    }
#define OPTION_SET                                                                                 \
    {                                                                                              \
        "set", "POINTER=VALUE",                                                                    \
            "replace a value of the scenario, /machine/cores=2, or a parameter, readers=128; may " \
            "be repeated",                                                                         \
            COMPLETE_NOTHING                                                                       \
    }
#define OPTIONS_END                                                                                \
    {                                                                                              \
        NULL, NULL, NULL, COMPLETE_NOTHING                                                         \
    }

extern const struct verb verb_run, verb_check, verb_list, verb_gosrc, verb_stat, verb_convert,
    verb_compare, verb_learn, verb_diagnose, verb_bugs, verb_play, verb_quiz, verb_view, verb_sweep;

/* In the order of the help; NULL ends the list. */
extern const struct verb *const cmds[];

const struct verb *cmd_find(const char *name);

/* Everything behind the program's name. Returns the exit status. */
int cli_main(int argc, char *const *argv);

#endif
