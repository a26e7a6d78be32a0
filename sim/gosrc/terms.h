/* terms.h: the small parts of Go text: durations, strings, comments, formats. */
#ifndef GOSRC_TERMS_H
#define GOSRC_TERMS_H

#include <stdbool.h>

#include "program.h"
#include "sb.h"

/* "20 * time.Microsecond"; `tight`: "20*time.Microsecond", as gofmt has it beside another argument. */
void terms_duration(struct sb *out, vtime ns, bool tight);

/* A string literal. */
void terms_string(struct sb *out, const char *text);

/* A text within a comment: one line of it, without what a Go file cannot have. */
void terms_comment(struct sb *out, const char *text);

/* A format of ours as one of fmt: `end` is put behind it. The verbs in it become %d and %v. Quoted. */
void terms_format(struct sb *out, const char *format, const char *end);

/* Whether fmt.Println of this text is what vet takes for a mistake: a % in it, a newline at its end. */
bool terms_is_odd(const char *text);

#endif
