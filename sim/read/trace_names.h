/* trace_names.h: putting texts and stacks into a trace's names; only its reader does. */
#ifndef READ_TRACE_NAMES_H
#define READ_TRACE_NAMES_H

#include "trace.h"

/* The symbol of a text; the bytes are borrowed. */
uint32_t names_symbol(struct trace_names *names, const char *at, size_t len);

/* The stack of these frames (copied); 0 if there are none. */
uint32_t names_stack(struct trace_names *names, const struct trace_frame *frames, size_t count);

#endif
