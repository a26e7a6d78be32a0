/* flow.h: what decides which operation comes next: loops, branches, selects. */
#ifndef GOSRC_FLOW_H
#define GOSRC_FLOW_H

#include "body.h"

void flow_for(struct body *b, int32_t place);
void flow_range(struct body *b, int32_t place);
void flow_if(struct body *b, int32_t place); /* `every` too */
void flow_select(struct body *b, int32_t place);

/* Whether Go takes it for granted that nothing behind an operation is reached (go: "terminating statement"). vet
 * complains about statements that stand there, and we must keep them: they have lines, and literals have numbers. */
bool flow_terminates(const struct body *b, int32_t place);

#endif
