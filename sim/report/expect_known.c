/* Which paths a summary can have: those of the table of figures (fields.def). */
#include <string.h>

#include "expect_internal.h"
#include "field_path.h"
#include "fields.h"

/* The path as text, to compare it with the table's. */
static const char *path_text(struct parser *p, const struct path *path)
{
    return arena_text(p->arena, p->text + path->at, (size_t)path->len);
}

bool expect_known_path(struct parser *p, const struct path *path)
{
    const char *text = path_text(p, path), *near;
    struct diag *d;

    if (field_path_known(text))
        return true;
    d = expect_wrong(p, p->text + path->at, (size_t)path->len, "a summary has no figure \"%s\"",
                     text);
    near = field_path_nearest(text, p->arena);
    if (near)
        diags_hint(p->ds, d, "did you mean \"%s\"?", near);
    else if (strchr(text, '[') == NULL)
        diags_hint(p->ds, d, "a text with dots stands in quotes: '%s'", text);
    return false;
}
