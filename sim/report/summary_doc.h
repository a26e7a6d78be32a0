/* summary_doc.h: the two halves of the summary's document. summary_doc.c tells what the scheduler did, summary_output.c what the
 * program printed and wrote; each function adds its members to the document. */
#ifndef REPORT_SUMMARY_DOC_H
#define REPORT_SUMMARY_DOC_H

#include "figure.h"
#include "summary_internal.h"

static inline void doc_put(cJSON *to, const char *name, wide n)
{
    cJSON_AddItemToObject(to, name, figure_int(n));
}

static inline cJSON *doc_object(cJSON *in, const char *name)
{
    return cJSON_AddObjectToObject(in, name);
}

/* The lines of a stream, as the list `name`. */
void summary_put_lines(struct console *c, enum console_stream which, cJSON *doc, const char *name);
void summary_put_streams(const struct summary *s, cJSON *doc);
void summary_put_files(const struct summary *s, cJSON *doc, struct console *console);
void summary_put_errors(const struct summary *s, cJSON *doc);
void summary_put_traces(const struct summary *s, cJSON *doc, const struct proctrace *pt);
void summary_put_spans(const struct summary *s, cJSON *doc);

#endif
