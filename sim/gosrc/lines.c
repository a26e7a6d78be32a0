#include "lines.h"

#include <stdarg.h>

#include "terms.h"

void line_open(struct body *b)
{
    for (int i = 0; i < b->indent; i++)
        sb_putc(&b->text, '\t');
}

void line_close(struct body *b, const char *end)
{
    sb_puts(&b->text, end);
    sb_putc(&b->text, '\n');
    b->line++;
}

void line_put(struct body *b, const char *format, ...)
{
    va_list args;

    line_open(b);
    va_start(args, format);
    sb_vprintf(&b->text, format, args);
    va_end(args);
    line_close(b, "");
}

void line_comment(struct body *b, const char *what, const char *text)
{
    if (!text || !*text)
        return;
    line_open(b);
    sb_printf(&b->text, "// %s", what);
    terms_comment(&b->text, text);
    line_close(b, "");
}

/* Begins the line of an operation. */
void line_open_op(struct body *b, int32_t place)
{
    b->op_line[place] = b->line;
    line_open(b);
}
