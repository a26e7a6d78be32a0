/* window.h: the window itself: SDL's events go into the user interface, its pictures come out, and what it asks for is done. */
#ifndef APP_WINDOW_H
#define APP_WINDOW_H

#include "stage.h"

/* Opens the window and stays until it is closed or a signal comes. Returns the exit status; what is wrong has been told. */
int window_run(struct stage *st);

#endif
