#include "percentile_text.h"

static void add_seconds(struct sb *out, vtime ns)
{
    struct sb digits = {0};
    int64_t exponent = -10;

    sb_int(&digits, ns);
    exponent += (int64_t)digits.len;
    while (digits.len > 1 && digits.text[digits.len - 1] == '0')
        digits.len--;
    if (exponent < -4) {
        sb_putc(out, digits.text[0]);
        if (digits.len > 1)
            sb_putc(out, '.');
        sb_add(out, digits.text + 1, digits.len - 1);
        sb_puts(out, "e-0");
        sb_int(out, -exponent);
    } else {
        sb_int(out, ns / SEC);
        if (exponent < 0 || digits.len > (size_t)exponent + 1)
            sb_putc(out, '.');
        for (int64_t i = -1; i > exponent; i--)
            sb_putc(out, '0');
        if (exponent < 0)
            sb_add(out, digits.text, digits.len);
        else if (digits.len > (size_t)exponent + 1)
            sb_add(out, digits.text + exponent + 1, digits.len - (size_t)exponent - 1);
    }
    sb_free(&digits);
}

void percentile_text(struct sb *out, vtime ns)
{
    if (ns == VTIME_MAX)
        sb_puts(out, "+Inf");
    else if (ns < 0)
        sb_puts(out, "-Inf");
    else if (ns == 0)
        sb_putc(out, '0');
    else
        add_seconds(out, ns);
    sb_putc(out, '\n');
}
