#include "stack.h"

#include <string.h>

static const char *const library[] = {"runtime.", "sync.", "internal/", "syscall.", "time.",
                                      "runtime/", "os.",   "net.",      NULL};

static const struct {
    const char *func;
    enum deed deed;
} waits[] = {
    {"runtime.chansend", DEED_SEND},        {"runtime.chanrecv", DEED_RECV},
    {"sync.(*WaitGroup).Wait", DEED_WAIT},  {"sync.(*Mutex).", DEED_LOCK},
    {"internal/sync.(*Mutex).", DEED_LOCK}, {"sync.(*RWMutex).", DEED_LOCK},
};

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static const char *func(const struct deeds *d, int32_t place)
{
    return d->table->ops.at[place].func;
}

static bool is_library(const char *name)
{
    for (int i = 0; library[i]; i++)
        if (begins(name, library[i]))
            return true;
    return false;
}

int32_t stack_own(const struct deeds *d, int32_t place)
{
    while (place != PLACE_NONE && is_library(func(d, place)))
        place = d->caller.at[place];
    return place;
}

bool stack_is_tracer(const struct deeds *d, int32_t place)
{
    for (; place != PLACE_NONE; place = d->caller.at[place])
        if (begins(func(d, place), "runtime/trace.") ||
            begins(func(d, place), "runtime.traceAdv") ||
            begins(func(d, place), "runtime.StopTrace") ||
            begins(func(d, place), "runtime.StartTrace"))
            return true;
    return false;
}

enum deed stack_wait(const struct deeds *d, int32_t place)
{
    for (; place != PLACE_NONE && is_library(func(d, place)); place = d->caller.at[place])
        for (size_t i = 0; i < sizeof waits / sizeof *waits; i++)
            if (begins(func(d, place), waits[i].func))
                return waits[i].deed;
    return DEED_GO;
}

bool stack_takes(const struct deeds *d, int32_t place)
{
    return stack_wait(d, place) == DEED_RECV;
}

const char *stack_call(const struct deeds *d, int32_t place)
{
    const char *name = "";

    for (; place != PLACE_NONE && is_library(func(d, place)); place = d->caller.at[place])
        name = func(d, place);
    return name;
}
