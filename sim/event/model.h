/* model.h: which Go is modelled. A rule that differs between releases asks for the release that brought it:
 *
 *     if (s->model >= GO1_23)
 *         wakep(s);
 */
#ifndef EVENT_MODEL_H
#define EVENT_MODEL_H

enum model { GO1_19, GO1_23, GO1_24, GO1_26, GO1_27, MODELS };

/* "go1.19" … in the order of the enum; NULL ends the list. */
extern const char *const model_names[];

#endif
