/* dump.h: the goroutine list that Go prints when a program crashes.
 *
 *     goroutine 18 [chan send, 2 minutes, locked to thread]:
 *     main.main.func1()
 *         /home/you/pipes/main.go:34 +0x36
 *     created by main.main in goroutine 1
 *         /home/you/pipes/main.go:34 +0x45
 *
 * Functions and lines are the program's, from the source map. The offset behind a line is that of a machine instruction in
 * real Go; here it is made from the line, so that the text has its shape. Frames of the runtime and of sync, which stand on
 * top in real Go, are not shown. go: goroutineheader, traceback, printcreatedby in traceback.go */
#ifndef EMIT_DUMP_H
#define EMIT_DUMP_H

#include "emit.h"
#include "places.h"
#include "sb.h"

/* Who started a goroutine, and with what. */
struct birth {
    goid creator;  /* 0: the runtime, for a timer */
    int32_t func;  /* its start function; below 0: the runtime's own */
    int32_t place; /* of the go statement, PLACE_NONE: none */
};

struct dump {
    const struct emit_context *ctx;
    struct places places;
    struct birth born; /* of the goroutine that is listed next */
};

void dump_init(struct dump *d, const struct emit_context *ctx);

/* Keeps what a dump will need: EV_PLACE, EV_DUMP_BORN. Others are ignored. */
void dump_note(struct dump *d, const struct event *ev);

/* Adds the part of the list that an EV_DUMP_G is, with the empty line before it. */
void dump_goroutine(const struct dump *d, const struct event *ev, struct sb *out);

void dump_deinit(struct dump *d);

#endif
