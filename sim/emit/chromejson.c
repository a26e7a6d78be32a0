#include "chromejson.h"

enum { MUCH = 1 << 16 };

static void put_string(struct sb *b, const char *text)
{
    static const char hex[] = "0123456789abcdef";

    sb_putc(b, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\') {
            sb_putc(b, '\\');
            sb_putc(b, *text);
        } else if (c < 0x20) {
            sb_puts(b, "\\u00");
            sb_putc(b, hex[c >> 4]);
            sb_putc(b, hex[c & 15]);
        } else {
            sb_putc(b, *text);
        }
    }
    sb_putc(b, '"');
}

static void put_us(struct sb *b, vtime t)
{
    int ns = (int)(t % 1000);

    sb_int(b, t / 1000);
    sb_putc(b, '.');
    sb_putc(b, (char)('0' + ns / 100));
    sb_putc(b, (char)('0' + ns / 10 % 10));
    sb_putc(b, (char)('0' + ns % 10));
}

void chromejson_begin(struct chromejson *j, struct writer *out)
{
    *j = (struct chromejson){.out = out};
    sb_puts(&j->text, "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[");
}

void chromejson_flush(struct chromejson *j)
{
    if (j->text.len < MUCH)
        return;
    writer_put(j->out, j->text.text, j->text.len);
    sb_clear(&j->text);
}

void chromejson_end(struct chromejson *j)
{
    sb_puts(&j->text, "\n]}\n");
    writer_put(j->out, j->text.text, j->text.len);
    sb_free(&j->text);
}

void chromejson_open(struct chromejson *j, char ph, struct track at, vtime t, const char *name)
{
    sb_puts(&j->text, j->any ? ",\n{\"ph\":\"" : "\n{\"ph\":\"");
    j->any = true;
    j->args = 0;
    sb_putc(&j->text, ph);
    sb_puts(&j->text, "\",\"pid\":");
    sb_int(&j->text, at.group);
    sb_puts(&j->text, ",\"tid\":");
    sb_int(&j->text, at.line);
    sb_puts(&j->text, ",\"ts\":");
    put_us(&j->text, t);
    sb_puts(&j->text, ",\"name\":");
    put_string(&j->text, name);
}

void chromejson_dur(struct chromejson *j, vtime dur)
{
    sb_puts(&j->text, ",\"dur\":");
    put_us(&j->text, dur);
}

static void put_key(struct chromejson *j, const char *key)
{
    if (j->args == 1)
        j->args = 2;
    else
        sb_putc(&j->text, ',');
    sb_putc(&j->text, '"');
    sb_puts(&j->text, key);
    sb_puts(&j->text, "\":");
}

void chromejson_text(struct chromejson *j, const char *key, const char *text)
{
    put_key(j, key);
    put_string(&j->text, text);
}

void chromejson_int(struct chromejson *j, const char *key, int64_t n)
{
    put_key(j, key);
    sb_int(&j->text, n);
}

void chromejson_args(struct chromejson *j)
{
    sb_puts(&j->text, ",\"args\":{");
    j->args = 1;
}

void chromejson_close(struct chromejson *j)
{
    sb_puts(&j->text, j->args ? "}}" : "}");
}

static void metadata(struct chromejson *j, const char *what, struct track at, const char *name,
                     int64_t order)
{
    chromejson_open(j, 'M', at, 0, what);
    chromejson_args(j);
    if (name)
        chromejson_text(j, "name", name);
    else
        chromejson_int(j, "sort_index", order);
    chromejson_close(j);
}

void chromejson_name_group(struct chromejson *j, int32_t group, const char *name)
{
    metadata(j, "process_name", (struct track){group, group}, name, 0);
    metadata(j, "process_sort_index", (struct track){group, group}, NULL, group);
}

void chromejson_name_track(struct chromejson *j, struct track at, const char *name, int64_t order)
{
    metadata(j, "thread_name", at, name, 0);
    metadata(j, "thread_sort_index", at, NULL, order);
}
