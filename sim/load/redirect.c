/* "redirect": what the shell does with the streams of the program that it starts, from left to right as a shell does:
 *
 *     >out.txt 2>&1      both to the file
 *     2>&1 >out.txt      stderr to where stdout went before, stdout to the file
 */
#include <string.h>

#include "loader.h"

enum { STDOUT = 1, STDERR = 2 };

/* Where a stream goes while the text is read. */
struct target {
    int terminal; /* STDOUT or STDERR; 0: the file, or nowhere if that is NULL */
    const char *file;
    bool append;
};

struct reader {
    struct loader *ld;
    const cJSON *item;
    const char *at;
    struct target target[3]; /* by descriptor */
    bool file_given[3];
};

static bool fail_here(struct reader *r, const char *message)
{
    return fail_at(r->ld, r->item,
                   "\">out.txt\", \"2>sched.log\", \"2>/dev/null\", \"2>&1\", \">out.txt 2>&1\"",
                   "%s, at \"%s\"", message, r->at);
}

/* A file name, as far as a shell would read it without quotes. */
static const char *read_word(struct reader *r)
{
    size_t n = strcspn(r->at, " \t<>|&;()$`\\\"'*?[]#~");
    const char *word = arena_text(r->ld->arena, r->at, n);

    r->at += n;
    return word;
}

static bool set_file(struct reader *r, int fd, const char *file, bool append)
{
    if (r->file_given[fd])
        return fail_here(r, fd == STDOUT ? "stdout is sent to two files"
                                         : "stderr is sent to two files");
    r->file_given[fd] = true;
    r->target[fd] = (struct target){.file = file, .append = append};
    if (strcmp(file, "/dev/null") == 0)
        r->target[fd].file = NULL;
    return true;
}

/* One redirection: [fd] > or >>, and a file or &fd. */
static bool read_one(struct reader *r)
{
    bool both = r->at[0] == '&' && r->at[1] == '>', append;
    int fd = STDOUT;
    const char *file;

    if (both || ((r->at[0] == '1' || r->at[0] == '2') && r->at[1] == '>'))
        fd = *r->at++ == '2' ? STDERR : STDOUT;
    if (*r->at != '>')
        return fail_here(r, "a redirection of stdout or stderr is expected here");
    append = *++r->at == '>';
    r->at += append;
    if (*r->at == '&' && !append && !both) {
        int from = r->at[1] == '1' ? STDOUT : r->at[1] == '2' ? STDERR : 0;

        if (!from || (r->at[2] && !strchr(" \t", r->at[2])))
            return fail_here(r, "&1 or &2 is expected here");
        r->at += 2;
        r->target[fd] = r->target[from];
        return true;
    }
    r->at += strspn(r->at, " \t");
    file = read_word(r);
    if (!*file || (*r->at && !strchr(" \t", *r->at)))
        return fail_here(r, "a plain file name is expected here");
    if (!set_file(r, fd, file, append))
        return false;
    if (both)
        r->target[STDERR] = r->target[STDOUT];
    return true;
}

static bool same_target(const struct target *a, const struct target *b)
{
    return a->terminal == b->terminal &&
           (a->file == b->file || (a->file && b->file && strcmp(a->file, b->file) == 0));
}

static struct redirect make_redirect(const struct target *t, int own)
{
    if (t->terminal)
        return (struct redirect){.to = t->terminal == own ? TO_TERMINAL : TO_CROSS};
    if (!t->file)
        return (struct redirect){.to = TO_NULL};
    return (struct redirect){TO_FILE, t->file, t->append};
}

/* Two streams that go to the same place are one. Opened twice, a file would be overwritten from two sides. */
static bool finish(struct reader *r)
{
    struct target *out = &r->target[STDOUT], *err = &r->target[STDERR];
    struct program *p = r->ld->p;

    p->out = make_redirect(out, STDOUT);
    p->err = make_redirect(err, STDERR);
    if (!same_target(out, err) || p->out.to == TO_NULL)
        return true;
    if (p->out.to == TO_FILE && out->file != err->file && !(out->append && err->append))
        return fail_at(r->ld, r->item, "write \">file 2>&1\"",
                       "both streams open \"%s\" and would overwrite each other", out->file);
    if (out->terminal == STDERR)
        p->err.to = TO_TERMINAL, p->out.to = TO_OTHER;
    else
        p->err = (struct redirect){.to = TO_OTHER};
    return true;
}

void read_redirect(struct loader *ld, const cJSON *item)
{
    struct reader r = {.ld = ld, .item = item};

    if (!cJSON_IsString(item)) {
        fail_at(ld, item, "\"redirect\": \"2>sched.log\"", "a text is expected here, found %s",
                item_words(ld, item));
        return;
    }
    r.target[STDOUT].terminal = STDOUT;
    r.target[STDERR].terminal = STDERR;
    r.at = item->valuestring + strspn(item->valuestring, " \t");
    while (*r.at) {
        if (!read_one(&r))
            return;
        r.at += strspn(r.at, " \t");
    }
    finish(&r);
}
