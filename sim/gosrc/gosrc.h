/* gosrc.h: the Go program that a scenario stands for.
 *
 *     struct sb text = {0};
 *     gosrc_write(program, &text);
 *     fputs(sb_text(&text), stdout);       > main.go; go run main.go
 *
 * The text is what gofmt would make of it, `go vet` is content with it, and it starts the same goroutines on the same
 * objects for the same durations. It needs Go 1.19 or later and Linux, no go.mod, and a C compiler only if the scenario
 * has a `cgo`.
 *
 * What stands for what, where Go has no word of its own:
 *   cpu D          a loop that was calibrated when the program began, so that it takes D of processor time whoever else
 *                  runs; every 100 ns or so a call, at which Go can preempt it; `tight`: none
 *   syscall D      nanosleep through syscall.Syscall: it blocks the thread, and the scheduler knows
 *   cgo D          nanosleep in C
 *   netpoll D      a read from a timerfd: the goroutine parks on the poller (epoll), and no other goroutine or thread has
 *                  a part in it
 *   a distribution drawn from math/rand, seeded with the scenario's seed: not the numbers that the simulator draws
 *   mark, measure  a comment, a block
 *   alloc          a slice of that many bytes, on the heap; a variable lives until its function ends
 *
 * Names: function f is main.f, object and variable x are x; a name that Go, an import or a helper needs gets a "_" behind
 * it. A function literal is written for each `go` and `time.AfterFunc` with operations, each `Do` and `trace.WithRegion`,
 * and each `defer` whose operation is more than one call with constant arguments (op_literal in program.h); Go numbers
 * them in the order in which they stand: main.f.func1, main.f.func2, and those within the first main.f.func1.1, … */
#ifndef GOSRC_GOSRC_H
#define GOSRC_GOSRC_H

#include "arena.h"
#include "program.h"
#include "sb.h"

/* Appends the whole of main.go. */
void gosrc_write(const struct program *p, struct sb *out);

/* Where the operations and functions stand in that text; everything of it in `a`. Each operation has a line: that of its
 * call. Lines ascend with the order of the operations in a function; two operations share one only if one is a plain
 * `defer` and the other what it defers, or one is a select and the other its only case. Where a deferred operation runs,
 * Go shows the line where its function was left; the map has that of the `defer`. */
const struct source_map *gosrc_map(const struct program *p, struct arena *a);

#endif
