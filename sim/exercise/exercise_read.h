/* exercise_read.h: what the readers of exercise.json share; exercise.c, exercise_read.c and exercise_checks.c only. */
#ifndef EXERCISE_EXERCISE_READ_H
#define EXERCISE_EXERCISE_READ_H

#include "exercise.h"
#include "loader.h"

/* The member `name` of an object; if there is none, that is told, and it is NULL: a reader of NULL does nothing. */
const cJSON *exercise_need(struct loader *ld, const cJSON *object, const char *name);

/* Is it an object, without keys other than `names` (NULL ends them)? `what` it is: "an answer". False: it is no object. */
bool exercise_read_object(struct loader *ld, const cJSON *item, const char *const *names,
                          const char *what);

/* How many elements a list has; if there are fewer than `least`, or more than `most` (0: any number), that is told. */
int exercise_read_list(struct loader *ld, const cJSON *item, int least, int most);

/* A text that says something. */
bool exercise_read_words(struct loader *ld, const cJSON *item, const char **text);

/* The first `n` elements of a list, each such a text. */
const char *const *exercise_read_texts(struct loader *ld, const cJSON *list, int n);

/* A JSON pointer into a scenario, which begins with a key that scenarios have. */
bool exercise_check_pointer(struct loader *ld, const cJSON *item, const char *pointer, bool is_key);

void exercise_read_question(struct loader *ld, const cJSON *item, struct exercise *ex);
void exercise_read_keep(struct loader *ld, const cJSON *item, struct exercise *ex);

/* exercise_checks.c */
void exercise_read_checks(struct loader *ld, const cJSON *item, struct exercise *ex);

#endif
