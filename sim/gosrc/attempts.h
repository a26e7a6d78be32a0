/* attempts.h: calls that may fail, and what is done then. */
#ifndef GOSRC_ATTEMPTS_H
#define GOSRC_ATTEMPTS_H

#include "body.h"

void attempt_create(struct body *b, int32_t place); /* os.Create, with the variable it sets */
void attempt_call(struct body *b, int32_t place);   /* the others */

#endif
