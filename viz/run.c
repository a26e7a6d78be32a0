#include "run.h"

#include <string.h>

static void events(void *self, const struct event *ev, size_t n)
{
    struct run *r = self;
    struct event_sink history = history_sink(r->history);

    for (size_t i = 0; i < n; i++)
        if (ev[i].kind == EV_PLACE)
            places_note(&r->subject.places, &ev[i]);
    history.events(history.self, ev, n);
    transcript_events(&r->transcript, ev, n);
}

void run_init(struct run *r)
{
    r->history = history_new();
    places_init(&r->subject.places, r->subject.program ? r->subject.program->nops : 0);
    transcript_init(&r->transcript, &r->subject);
}

struct event_sink run_sink(struct run *r)
{
    return (struct event_sink){events, r};
}

void run_deinit(struct run *r)
{
    transcript_deinit(&r->transcript);
    places_deinit(&r->subject.places);
    history_free(r->history);
    free(r->figures.at);
    arena_free(&r->arena);
}

const char *run_title(const struct run *r)
{
    const char *slash = strrchr(r->subject.name, '/');

    return slash && slash[1] ? slash + 1 : r->subject.name;
}
