/* diagnose_doc.h: a diagnosis as a page for people, and as a document for programs.
 *
 *     {"about": "…", "notes": ["…"], "figures": [{"name", "mean", "error"}],
 *      "findings": [{"id", "title", "verdict", "strength", "why", "evidence": ["line 3: SCHED …"], "means", "next"}]}
 */
#ifndef REPORT_DIAGNOSE_DOC_H
#define REPORT_DIAGNOSE_DOC_H

#include "diagnose.h"
#include "sb.h"

void diagnose_json(const struct diagnosis *d, struct sb *out);

/* `file` is the name it is headed with. Supported findings come first, then what is open, then what the data speaks against. */
void diagnose_text(const struct diagnosis *d, const char *file, struct sb *out);

#endif
