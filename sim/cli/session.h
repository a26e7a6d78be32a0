/* session.h: a scenario as a verb gets it from the command line: found, loaded, its expectations understood. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "args.h"
#include "expect.h"
#include "program.h"

struct session {
    struct arena arena; /* owns all that follows */
    const char *path;
    const char *source; /* text of the file; set before, it is not read again (standard input) */
    struct program *program;
    const struct source_map *map;
    struct expectation **expect; /* program->nexpect of them */
};

enum session_environment {
    ENVIRONMENT_SCENARIO,
    ENVIRONMENT_REAL /* GOMAXPROCS, GODEBUG, GOGC of the real one count */
};

/* Loads what the user calls `scenario`, with the options --model, --set and, unless `seed` is given, --seed. False: all that
 * is wrong has been told. session_free it in any case. */
bool session_load(struct session *s, const struct args *args, const char *scenario,
                  const char *seed, enum session_environment environment);

/* The same; what is wrong is in *ds, and the text that it is about in s->source. */
bool session_read(struct session *s, const struct args *args, const char *scenario,
                  const char *seed, enum session_environment environment, struct diags *ds);
void session_free(struct session *s);

#endif
