#define _POSIX_C_SOURCE 200809L
#include "interrupt.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "file.h"

static volatile sig_atomic_t pending;

static void on_signal(int number)
{
    if (pending) {
        writer_abandon_all();
        _exit(128 + number);
    }
    pending = number;
}

void interrupt_catch(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};

    /* no SA_RESTART: who waits is woken */
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct sigaction now = {.sa_handler = on_signal}, old;

        sigemptyset(&now.sa_mask);
        if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &now, NULL); /* what nohup ignores stays ignored */
    }
    signal(SIGPIPE, SIG_IGN);
}

int interrupt_pending(void)
{
    return pending;
}
