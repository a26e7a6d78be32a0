/* starts.h: what calls functions in other ways: go, time.AfterFunc, defer, and calls that are given a literal. */
#ifndef GOSRC_STARTS_H
#define GOSRC_STARTS_H

#include "body.h"

void start_go(struct body *b, int32_t place);
void start_afterfunc(struct body *b, int32_t place);
void start_defer(struct body *b, int32_t place);
void start_literal(struct body *b, int32_t place); /* Do, trace.WithRegion */

#endif
