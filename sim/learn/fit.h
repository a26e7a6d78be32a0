/* fit.h: measured durations as one of the scenario language's forms.
 *
 *     struct sb text = {0};
 *     fit_write(samples, n, &text);      "1ms"   { "exp": "1.2ms" }   { "cycle": ["1ms", "7ms"] }
 *
 * The mean is always that of the samples, so that totals come out right. The form is the one whose quantiles, from 5% to 95%, are
 * nearest to the samples' (the sum of their distances): uniform, normal, exp, or pareto with alpha 1.2, 1.5, 2 or 3. A spread
 * below a twentieth of the mean is a plain duration. Up to four samples, or samples that none of the forms comes near to (further
 * than a quarter of the mean on average), are a cycle: all of them, or the means of eight equal parts. Integers only. */
#ifndef LEARN_FIT_H
#define LEARN_FIT_H

#include <stddef.h>

#include "sb.h"
#include "vtime.h"

/* Sorts the samples, none of which is negative. None: "0s". */
void fit_write(vtime *samples, size_t n, struct sb *out);

/* The mean, rounded to three digits, as a duration in quotes. */
void fit_write_duration(vtime t, struct sb *out);

vtime fit_mean(const vtime *samples, size_t n);
vtime fit_deviation(const vtime *samples, size_t n);

#endif
