/* data.h: where the scenarios and fonts that come with schedlab are, and how a scenario is found by its name.
 *
 * They are looked for in $SCHEDLAB_DATA/scenarios (or $SCHEDLAB_DATA itself), beside the installed program
 * (../share/schedlab/scenarios, from the program itself, so that an installation can be moved), in the source tree that the
 * program was built in, and in ./scenarios. */
#ifndef CLI_DATA_H
#define CLI_DATA_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "diag.h"

/* The folder of shipped scenarios, in `arena`, or NULL if there is none anywhere. */
const char *data_scenarios(struct arena *arena);

/* The folder of the exercises, which lies in that of the scenarios, and of the tutorials; or NULL. */
const char *data_exercises(struct arena *arena);
const char *data_tutorials(struct arena *arena);

/* The folder of the fonts that come with schedlab, looked for likewise; or the one that $SCHEDLAB_FONTS names, whether it is
 * there or not. In `arena`, or static; NULL if there is none anywhere. */
const char *data_fonts(struct arena *arena);

/* The path of what a user calls a scenario: a file, "-", or the name of a shipped one. NULL, and a diag. */
const char *data_find(const char *name, struct arena *arena, struct diags *ds);

/* The *.json files below `folder`, sorted by path; those of its subfolders after its own, without the folders of
 * exercises. NULL ends the list. schema.json is none of them. NULL, and a diag, if the folder cannot be read. */
const char *const *data_files(const char *folder, struct arena *arena, struct diags *ds);

#endif
