/* outputs.h: the files that a run was asked for, all opened before it begins, so that what cannot be written is told first.
 *
 * No file is seen under its name before it is complete; what is written to "-" goes to standard output, and the simulated
 * program's own prints to standard error then. */
#ifndef CLI_OUTPUTS_H
#define CLI_OUTPUTS_H

#include "args.h"
#include "diag.h"
#include "emit.h"

enum { OUTPUTS_MOST = 16 };

struct output {
    const char *path;
    struct writer *writer;
    struct emitter *emitter; /* NULL: the summary, which is written at the end */
};

struct outputs {
    struct output at[OUTPUTS_MOST];
    int n;
    bool dash; /* one of them is standard output */
};

/* Opens what the options --trace, --log … and --summary ask for. False, and diags, if any of it cannot be; then all
 * are closed again and nothing is left behind. */
bool outputs_open(struct outputs *o, const struct args *args, const struct emit_context *ctx,
                  struct diags *ds);

/* The writer of the summary, or NULL. */
struct writer *outputs_summary(struct outputs *o);

/* Completes the files. False, and a diag for each that could not be. */
bool outputs_close(struct outputs *o, struct diags *ds);
void outputs_abandon(struct outputs *o);

#endif
