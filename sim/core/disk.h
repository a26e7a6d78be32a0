/* disk.h: the simulated disk and descriptor table. */
#ifndef CORE_DISK_H
#define CORE_DISK_H

#include "internal.h"

void disk_init(struct sim *s);
void disk_free(struct sim *s);

/* A variable refers to the file, or does not any more. An open file that nobody refers to is closed by the collector. */
void file_ref(struct sim *s, int32_t file);
void file_unref(struct sim *s, int32_t file);
void disk_collect(struct sim *s);

bool file_is_open(const struct sim *s, int32_t file);

/* Writes `bytes` to the file for goroutine `g` (0: nobody); how many found room. `how` is the flag of EV_FILE_WRITE. */
int64_t file_append(struct sim *s, int32_t file, int64_t bytes, goid g, int how);

/* What op prints goes to a redirected stream, which is a file on the simulated disk. */
void disk_console(struct sim *s, const struct op *op, struct figures of);

/* The same of a percentile, of which `e` is the event. */
void disk_percentile(struct sim *s, const struct event *e);

/* What the runtime says of a crash comes next. Its text is made by whoever shows it (it has stacks), so that one is told how much of
 * it finds room. */
void disk_crash(struct sim *s);

/* The same of what the runtime prints of a snapshot, of which `e` is the next event. */
void disk_snapshot(struct sim *s, const struct event *e);

/* A failure that the program may handle: notes it, and goes on with the operation's `else`. */
enum did op_failed(struct sim *s, struct m *mp, struct g *gp, const struct op *op,
                   enum sim_errno why, int32_t file);

/* The file of op's operand; NULL: a nil variable. */
const struct val *file_operand(struct sim *s, struct g *gp, const struct op *op);

op_fn op_create, op_write, op_fclose, op_remove;

#endif
