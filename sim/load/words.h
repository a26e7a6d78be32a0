/* words.h: the vocabularies that the readers know and the schema tells. NULL ends each. */
#ifndef LOAD_WORDS_H
#define LOAD_WORDS_H

#include <stdbool.h>

extern const char *const plain_words[];  /* object.c: objects that are a word */
extern const char *const made_words[];   /* object.c: objects with a value */
extern const char *const env_words[];    /* env.c */
extern const char *const draw_words[];   /* draw.c: distributions */
extern const char *const cost_words[];   /* scenario.c */
extern const char *const stream_words[]; /* qualifier.c: of "to" */
extern const char *const rank_words[];   /* qualifier.c */
extern const char *const metric_words[]; /* qualifier.c; those for which is_metric is true */

/* Whether a program can ask metrics.Read for it. */
bool is_metric(const char *word);

#endif
