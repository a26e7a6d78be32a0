/* calls.h: operations that are one call, or one short statement. */
#ifndef GOSRC_CALLS_H
#define GOSRC_CALLS_H

#include "body.h"

/* Writes it, without the end of its line. */
void call_write(struct body *b, int32_t place);

#endif
