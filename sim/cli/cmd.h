/* cmd.h: the verbs, one file each, and the table of them. */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include "args.h"

extern const struct verb verb_run, verb_check, verb_list, verb_gosrc;

/* In the order of the help; NULL ends the list. */
extern const struct verb *const verbs[];

const struct verb *verb_find(const char *name);

/* Everything behind the program's name. Returns the exit status. */
int cli_main(int argc, char *const *argv);

#endif
