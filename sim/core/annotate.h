/* annotate.h: tasks, regions, logs and measures: what the program says about itself. */
#ifndef CORE_ANNOTATE_H
#define CORE_ANNOTATE_H

#include "internal.h"

/* The task that the context of gp's function carries, as far as op uses it. */
int64_t region_task(struct sim *s, struct g *gp, const struct op *op);

void region_end(struct sim *s, struct m *mp, struct g *gp, int32_t named, int64_t task);

/* The OP_MEASURE `op` of gp is over. */
void measure_end(struct sim *s, struct m *mp, struct g *gp, int32_t op);

op_fn op_newtask, op_end, op_withregion, op_startregion, op_log;

#endif
