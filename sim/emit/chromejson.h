/* chromejson.h: the events of a Chrome trace, as JSON text that is written as it comes.
 *
 *     chromejson_begin(&j, writer);
 *     chromejson_open(&j, 'X', track, t, "G7 main.worker");
 *     chromejson_dur(&j, 1500);
 *     chromejson_args(&j);
 *     chromejson_int(&j, "m", 3);
 *     chromejson_close(&j);
 *     chromejson_end(&j);
 *
 * Format: "Trace Event Format" (catapult), as far as Perfetto reads it. Times are microseconds with three decimals. */
#ifndef EMIT_CHROMEJSON_H
#define EMIT_CHROMEJSON_H

#include "file.h"
#include "sb.h"
#include "vtime.h"

struct chromejson {
    struct writer *out;
    struct sb text;
    bool any; /* an event has been written */
    int args; /* 0: outside of args, 1: at their begin, 2: within */
};

/* Where an event is shown: a track of a group. Perfetto calls them thread and process; neither is ever 0 or the other's. */
struct track {
    int32_t group;
    int64_t line;
};

void chromejson_begin(struct chromejson *j, struct writer *out);
void chromejson_end(struct chromejson *j);

/* Begins an event of phase `ph`; its name may have any bytes. */
void chromejson_open(struct chromejson *j, char ph, struct track at, vtime t, const char *name);
void chromejson_dur(struct chromejson *j, vtime dur);

/* A field of its own: before chromejson_args of the event, after it of its arguments. `key` is plain. */
void chromejson_text(struct chromejson *j, const char *key, const char *text);
void chromejson_int(struct chromejson *j, const char *key, int64_t n);

void chromejson_args(struct chromejson *j);
void chromejson_close(struct chromejson *j);

/* Names and places: of a group, of a track in its group. */
void chromejson_name_group(struct chromejson *j, int32_t group, const char *name);
void chromejson_name_track(struct chromejson *j, struct track at, const char *name, int64_t order);

/* Pushes out what has collected, if it is much. */
void chromejson_flush(struct chromejson *j);

#endif
