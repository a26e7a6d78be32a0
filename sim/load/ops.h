/* ops.h: how the parts of an operation are read (ops.c calls, operand.c, qualifier.c and format.c answer). */
#ifndef LOAD_OPS_H
#define LOAD_OPS_H

#include "loader.h"
#include "verb.h"

/* Reads what stands behind the verb of the operation at `place`; blocks excepted, those of a closure included. */
bool read_operand(struct loader *ld, const struct scope *sc, const cJSON *item, int32_t place);

/* Reads another key of the operation; blocks excepted. */
bool read_qualifier(struct loader *ld, const cJSON *item, int32_t place);

/* Tells which keys the operation needs and does not have. */
void check_needed(struct loader *ld, const cJSON *object, enum op_kind kind);

/* Are the % words of a text good? */
bool check_format(struct loader *ld, const struct scope *sc, const cJSON *item);

/* Is it the name of a metric that the simulator has? */
bool check_metric(struct loader *ld, const cJSON *item);

#endif
