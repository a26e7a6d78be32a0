#include "attempts.h"

#include "calls.h"
#include "event.h"
#include "lines.h"
#include "values.h"

/* f, err = os.Create(…), and what is done with both. */
void attempt_create(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];
    const char *name = op->as.up >= 0 ? value_var(b, op, op->as) : "_";
    const bool append = (op->flags & OPF_APPEND) != 0;
    const bool named = op->as.up >= 0 && !append;

    line_open_op(b, place);
    if (append)
        sb_printf(&b->text, "if %s, %s := ", b->names->file, b->names->err);
    else if (op->els != NOBODY)
        sb_printf(&b->text, "if %s, %s %s ", name, b->names->err, named ? "=" : ":=");
    else if (named)
        sb_printf(&b->text, "%s, _ = ", name);
    call_write(b, place);
    if (append) {
        sb_printf(&b->text, "; %s == nil {", b->names->err);
        line_close(b, "");
        line_put(b, "\t%s(&%s, %s)", value_helper(b, HELP_PUSH), name, b->names->file);
        if (op->els != NOBODY)
            line_put(b, "} else {");
    } else if (op->els != NOBODY) {
        sb_printf(&b->text, "; %s != nil {", b->names->err);
        line_close(b, "");
    } else {
        line_close(b, "");
    }
    body_nested(b, op->els);
    if (append || op->els != NOBODY)
        line_put(b, "}");
}

/* A call that may fail: if err := …; err != nil { … } */
void attempt_call(struct body *b, int32_t place)
{
    const struct op *op = &b->p->ops[place];

    line_open_op(b, place);
    if (op->els == NOBODY) {
        call_write(b, place);
        line_close(b, "");
        return;
    }
    sb_printf(&b->text, "if %s := ", b->names->err);
    call_write(b, place);
    sb_printf(&b->text, "; %s != nil {", b->names->err);
    line_close(b, "");
    body_nested(b, op->els);
    line_put(b, "}");
}
