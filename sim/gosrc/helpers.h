/* helpers.h: what the Go program brings along beside the scenario's functions: packages, and functions of its own. */
#ifndef GOSRC_HELPERS_H
#define GOSRC_HELPERS_H

#include <stdint.h>

#include "gonames.h"
#include "program.h"
#include "sb.h"

/* The helpers that the ones of `helpers` need in turn, those included. */
uint64_t helpers_close(uint64_t helpers);

/* The packages that they import. */
uint32_t helpers_imports(uint64_t helpers);

/* The import declarations, the blank line behind them included; nothing if there are none. */
void helpers_write_imports(struct sb *out, uint32_t imports);

/* Variables that must be set before all others: when the program began, how fast the machine computes. */
void helpers_write_first(struct sb *out, uint64_t helpers, const struct names *names);

/* All the others; each begins with a blank line. */
void helpers_write(struct sb *out, uint64_t helpers, const struct names *names,
                   const struct program *p);

#endif
