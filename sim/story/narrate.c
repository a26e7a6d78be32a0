#include "narrate.h"

#include <stdarg.h>

#include "narrate_own.h"

static const struct {
    void (*tell)(const struct teller *t);
    const char *rule;
} rows[EVENT_KINDS] = {
#define X(kind, teller, rule) [kind] = {teller, rule},
#include "narrate.def"
#undef X
};

const char *narrate_rule(enum event_kind kind)
{
    return rows[kind].rule;
}

void narrate(const struct subject *su, const struct world *after, const struct event *ev,
             struct sb *out)
{
    struct teller t = {su, after, ev, out};

    rows[ev->kind].tell(&t);
}

static void put_time(struct sb *out, vtime t)
{
    char buf[VTIME_TEXT];

    sb_add(out, buf, vtime_format(buf, t));
}

/* "114.6 MiB"; cut, not rounded; few bytes as they are. */
static void put_bytes(struct sb *out, int64_t n)
{
    static const char units[] = "KMGT";
    int64_t unit = 1024;
    int i = 0;

    if (n < unit) {
        sb_printf(out, "%lld byte%s", (long long)n, n == 1 ? "" : "s");
        return;
    }
    for (; units[i + 1] && n / unit >= 1024; i++)
        unit *= 1024;
    sb_printf(out, "%lld.%lld %ciB", (long long)(n / unit), (long long)(n % unit * 10 / unit),
              units[i]);
}

void tell(const struct teller *t, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    for (; *format; format++) {
        if (*format != '%') {
            sb_putc(t->out, *format);
            continue;
        }
        switch (*++format) {
        case 'd':
            sb_int(t->out, va_arg(args, int64_t));
            break;
        case 'b':
            put_bytes(t->out, va_arg(args, int64_t));
            break;
        case 't':
            put_time(t->out, va_arg(args, int64_t));
            break;
        case 'g':
            subject_g(t->su, (goid)va_arg(args, int64_t), t->out);
            break;
        case 'm':
            subject_m(t->su, (int32_t)va_arg(args, int64_t), t->out);
            break;
        case 'p':
            sb_printf(t->out, "P%lld", (long long)va_arg(args, int64_t));
            break;
        case 'o':
            subject_object(t->su, (int32_t)va_arg(args, int64_t), t->out);
            break;
        case 'f':
            subject_func(t->su, (int32_t)va_arg(args, int64_t), t->out);
            break;
        case 's':
            sb_puts(t->out, va_arg(args, const char *));
            break;
        }
    }
    va_end(args);
}

void tell_count(const struct teller *t, int64_t n, const char *one, const char *many)
{
    tell(t, "%d %s", n, n == 1 ? one : many);
}

int64_t tell_op(const struct teller *t)
{
    return places_get(&t->su->places, t->ev->at).op;
}

const char *tell_text(const struct teller *t, int64_t op)
{
    const struct subject *su = t->su;
    const char *text = NULL;

    if (su->program && op >= 0 && op < su->program->nops)
        text = su->program->ops[op].text;
    else if (su->imported && op >= 0 && (size_t)op < su->imported->ops.len)
        text = su->imported->ops.at[op].text;
    return text ? text : "";
}
