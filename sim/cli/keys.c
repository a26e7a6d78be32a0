#define _POSIX_C_SOURCE 200809L
#include "keys.h"

#include <errno.h>
#include <poll.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static struct termios before; /* of the one terminal that a process has */

/* Keys come singly and are not shown; Ctrl-C stays a signal. */
static bool set_single(void)
{
    struct termios now = before;

    now.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    now.c_cc[VMIN] = 1;
    now.c_cc[VTIME] = 0;
    return tcsetattr(STDIN_FILENO, TCSANOW, &now) == 0;
}

struct keys keys_begin(void)
{
    struct keys k = {0};

    k.terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &before) == 0 && set_single();
    return k;
}

static void sleep_ms(int ms)
{
    struct timespec t = {ms / 1000, ms % 1000 * 1000000L};

    nanosleep(&t, NULL); /* a signal ends it early, and is asked for then */
}

/* After Ctrl-Z and fg the shell may have left the terminal as it likes it. */
static void set_again(void)
{
    struct termios now;

    if (tcgetpgrp(STDIN_FILENO) == getpgrp() && tcgetattr(STDIN_FILENO, &now) == 0 &&
        now.c_lflag & ICANON)
        set_single();
}

int keys_wait(struct keys *k, int ms)
{
    struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};
    unsigned char c;
    ssize_t n;

    if (k->terminal)
        set_again();
    if (k->ended) {
        sleep_ms(ms);
        return KEYS_NONE;
    }
    if (poll(&p, 1, ms) <= 0)
        return KEYS_NONE;
    n = read(STDIN_FILENO, &c, 1);
    if (n == 1)
        return c;
    k->ended = n == 0 || errno != EINTR;
    return KEYS_NONE;
}

void keys_forget(struct keys *k)
{
    if (k->terminal)
        tcflush(STDIN_FILENO, TCIFLUSH);
}

void keys_end(struct keys *k)
{
    if (k->terminal)
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
    k->terminal = false;
}
