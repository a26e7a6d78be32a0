/* help.h: the pages that --help prints, made of the table of verbs. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "args.h"
#include "sb.h"

/* What `schedlab --help` prints. */
void help_all(struct sb *out);

/* What `schedlab VERB --help` prints. */
void help_verb(const struct verb *verb, struct sb *out);

/* Adds `text` and a newline; lines are broken between words and begin at `column`, where the first one is already. */
void help_wrap(struct sb *out, const char *text, size_t column);

#endif
