#define _POSIX_C_SOURCE 200809L
#include "interrupt.h"

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "file.h"

static volatile sig_atomic_t pending;
static struct timespec since; /* when the first one came; only the handler looks at it */

/* timeout(1) signals its child, and then the group that it is in: one wish, told twice. A person needs longer. */
static bool is_echo(void)
{
    enum { ECHO_NS = 100 * 1000 * 1000 };
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - since.tv_sec) * 1000000000LL + now.tv_nsec - since.tv_nsec < ECHO_NS;
}

static void on_signal(int number)
{
    if (!pending) {
        clock_gettime(CLOCK_MONOTONIC, &since);
        pending = number;
    } else if (!is_echo()) {
        writer_abandon_all();
        _exit(128 + number);
    }
}

void interrupt_catch(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};

    /* no SA_RESTART: who waits is woken. One handler at a time, so that it may keep the time. */
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct sigaction now = {.sa_handler = on_signal}, old;

        sigfillset(&now.sa_mask);
        if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &now, NULL); /* what nohup ignores stays ignored */
    }
    signal(SIGPIPE, SIG_IGN);
}

int interrupt_pending(void)
{
    return pending;
}
