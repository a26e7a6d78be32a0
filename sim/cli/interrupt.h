/* interrupt.h: Ctrl-C and its kin, as a question that a loop asks between two steps.
 *
 * The first SIGINT, SIGTERM or SIGHUP asks for a clean end, with all that is there so far. A second one ends the program
 * at once, without the files that are half written; within a tenth of a second of the first it is taken for its echo. */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

/* From here on signals ask instead of killing, and a closed pipe is an error of write instead of a signal. */
void interrupt_catch(void);

/* The signal that came, or 0. */
int interrupt_pending(void);

#endif
