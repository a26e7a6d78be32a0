#define _GNU_SOURCE
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sb.h"

enum { WRITER_BUFFER = 64 * 1024 };

/* Where the bytes of a writer go. */
enum target {
    TO_MEMORY,
    TO_DESCRIPTOR, /* given or special: written as it comes */
    TO_TEMPORARY   /* a file of its own until writer_close renames it */
};

struct writer {
    enum target target;
    bool held; /* the buffer may grow */
    int fd;
    int error; /* the first errno; nothing is written after it */
    struct sb buffer;
    int64_t count;
    char *path;  /* as the user said it, for messages */
    char *final; /* TO_TEMPORARY: what it becomes; links followed */
    char *temporary;
    struct writer *_Atomic next;
};

/* All writers with a temporary file. The one global of the program: a signal handler has no argument. */
static struct writer *_Atomic temporaries;

static void enlist(struct writer *w)
{
    static bool registered;

    if (!registered)
        registered = atexit(writer_abandon_all) == 0;
    atomic_store(&w->next, atomic_load(&temporaries));
    atomic_store(&temporaries, w);
}

static void delist(struct writer *w)
{
    struct writer *_Atomic *at = &temporaries;

    while (atomic_load(at) && atomic_load(at) != w)
        at = &atomic_load(at)->next;
    if (atomic_load(at))
        atomic_store(at, atomic_load(&w->next));
}

void writer_abandon_all(void)
{
    for (struct writer *w = atomic_load(&temporaries); w; w = atomic_load(&w->next))
        unlink(w->temporary);
}

/* Reads until the end or until more than `most` bytes came. Returns errno or 0. */
static int read_all(int fd, size_t most, struct sb *out)
{
    char piece[16 * 1024];

    while (out->len <= most) {
        ssize_t n = read(fd, piece, sizeof piece);

        if (n == 0)
            return 0;
        if (n > 0)
            sb_add(out, piece, (size_t)n);
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

bool file_read(const char *path, size_t most, char **bytes, size_t *len, struct diags *ds)
{
    bool input = strcmp(path, "-") == 0;
    const char *name = input ? "<stdin>" : path;
    int fd = input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct sb text = {0};
    int error;

    if (fd < 0) {
        diags_add(ds, name, "cannot open it: %s", strerror(errno));
        return false;
    }
    error = read_all(fd, most, &text);
    if (!input)
        close(fd);
    if (error)
        diags_add(ds, name, "cannot read it: %s", strerror(error));
    else if (text.len > most)
        diags_add(ds, name, "it is longer than %zu bytes, the most that is read", most);
    if (error || text.len > most) {
        sb_free(&text);
        return false;
    }
    sb_add(&text, "", 0);
    *bytes = text.text;
    *len = text.len;
    return true;
}

static char *copy_text(const char *text)
{
    size_t size = strlen(text) + 1;

    return memcpy(mem_alloc(size), text, size);
}

static struct writer *writer_new(enum target target, const char *path)
{
    struct writer *w = mem_zalloc(1, sizeof *w);

    w->target = target;
    w->fd = -1;
    w->path = copy_text(path);
    return w;
}

static void writer_free(struct writer *w)
{
    sb_free(&w->buffer);
    free(w->path);
    free(w->final);
    free(w->temporary);
    free(w);
}

struct writer *writer_to_memory(void)
{
    return writer_new(TO_MEMORY, "");
}

/* The descriptor that a path is another name of ("-", "/dev/stdout", "/dev/fd/3"), or -1. Such a file must not be
 * replaced by another one under its name, not even where the shell has led it into a regular file. */
static int named_descriptor(const char *path)
{
    const char *digits = path + strlen("/dev/fd/");
    char *end;
    long n;

    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0)
        return STDOUT_FILENO;
    if (strcmp(path, "/dev/stderr") == 0)
        return STDERR_FILENO;
    if (strncmp(path, "/dev/fd/", strlen("/dev/fd/")) != 0 || *digits < '0' || *digits > '9')
        return -1;
    errno = 0;
    n = strtol(digits, &end, 10);
    return *end || errno || n > 1 << 20 ? -1 : (int)n;
}

/* Creates a file beside w->final; the name does not grow with the final one's, which may be as long as names can be. */
static void create_temporary(struct writer *w, mode_t mode)
{
    const char *slash = strrchr(w->final, '/');
    size_t folder = slash ? (size_t)(slash - w->final) + 1 : 0;
    struct sb name = {0};

    for (int i = 0; w->fd < 0 && i < 1000; i++) {
        sb_clear(&name);
        sb_add(&name, w->final, folder);
        sb_printf(&name, ".schedlab-%ld-%d.tmp", (long)getpid(), i);
        w->fd = open(sb_text(&name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (w->fd < 0 && errno != EEXIST)
            break;
    }
    w->error = w->fd < 0 ? errno : 0;
    w->temporary = copy_text(sb_text(&name));
    sb_free(&name);
}

/* Begins a regular file. What stood under the name keeps its permissions, and refuses who may not write it. */
static void open_regular(struct writer *w, const struct stat *old)
{
    w->target = TO_TEMPORARY;
    w->final = old ? realpath(w->path, NULL) : copy_text(w->path);
    if (!w->final || (old && access(w->final, W_OK) != 0)) {
        w->error = errno;
        return;
    }
    create_temporary(w, 0666);
    if (w->error)
        return;
    if (old && fchmod(w->fd, old->st_mode & 07777) != 0)
        w->error = errno;
    enlist(w);
}

static void open_target(struct writer *w)
{
    int given = named_descriptor(w->path);
    struct stat st;

    if (given >= 0) {
        w->fd = fcntl(given, F_DUPFD_CLOEXEC, 3);
        w->error = w->fd < 0 ? errno : 0;
        return;
    }
    if (stat(w->path, &st) == 0) {
        if (S_ISREG(st.st_mode)) {
            open_regular(w, &st);
            return;
        }
        /* a directory is refused by open; a pipe, a terminal, /dev/null take bytes as they come */
        w->fd = open(w->path, O_WRONLY | O_CLOEXEC);
        w->error = w->fd < 0 ? errno : 0;
    } else if (errno != ENOENT || lstat(w->path, &st) == 0) {
        w->error = errno ? errno : ENOENT; /* a link that leads nowhere is not replaced */
    } else if (!*w->path) {
        w->error = ENOENT;
    } else {
        open_regular(w, NULL);
    }
}

/* What a message calls it: "-" alone would tell nobody which of the streams is meant. */
static const char *shown_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "<stdout>" : path;
}

struct writer *writer_open(const char *path, struct diags *ds)
{
    struct writer *w = writer_new(TO_DESCRIPTOR, path);

    open_target(w);
    if (!w->error)
        return w;
    diags_add(ds, shown_name(path), "cannot write it: %s", strerror(w->error));
    writer_abandon(w);
    return NULL;
}

/* Writes all of it to the descriptor, or keeps the error. */
static void push(struct writer *w, const char *bytes, size_t len)
{
    while (len && !w->error) {
        ssize_t n = write(w->fd, bytes, len);

        if (n >= 0) {
            bytes += n;
            len -= (size_t)n;
        } else if (errno != EINTR) {
            w->error = errno;
        }
    }
}

static void push_buffer(struct writer *w)
{
    push(w, sb_text(&w->buffer), w->buffer.len);
    sb_clear(&w->buffer);
}

void writer_put(struct writer *w, const void *bytes, size_t len)
{
    w->count += (int64_t)len;
    if (w->target != TO_MEMORY && !w->held && w->buffer.len + len > WRITER_BUFFER) {
        push_buffer(w);
        if (len >= WRITER_BUFFER) {
            push(w, bytes, len);
            return;
        }
    }
    if (!w->error)
        sb_add(&w->buffer, bytes, len);
}

int64_t writer_count(const struct writer *w)
{
    return w->count;
}

bool writer_failed(const struct writer *w)
{
    return w->error != 0;
}

int writer_error(const struct writer *w)
{
    return w->error;
}

const void *writer_bytes(const struct writer *w, size_t *len)
{
    *len = w->buffer.len;
    return sb_text(&w->buffer);
}

void writer_hold(struct writer *w)
{
    w->held = true;
}

void writer_flush(struct writer *w)
{
    if (w->target == TO_DESCRIPTOR)
        push_buffer(w);
}

bool writer_close(struct writer *w, struct diags *ds)
{
    bool ok;

    if (w->target != TO_MEMORY) {
        push_buffer(w);
        if (close(w->fd) != 0 && !w->error)
            w->error = errno; /* some file systems tell a full disk only here */
        w->fd = -1;
    }
    if (w->target == TO_TEMPORARY && !w->error && rename(w->temporary, w->final) != 0)
        w->error = errno;
    /* Who reads our standard output decides how much of it they want: `schedlab list | head`. */
    ok = !w->error || (w->error == EPIPE && strcmp(w->path, "-") == 0);
    if (!ok)
        diags_add(ds, shown_name(w->path), "cannot write it: %s", strerror(w->error));
    if (ok && w->target == TO_TEMPORARY) {
        delist(w);
        writer_free(w);
    } else {
        writer_abandon(w);
    }
    return ok;
}

void writer_abandon(struct writer *w)
{
    if (w->fd >= 0)
        close(w->fd);
    if (w->temporary) {
        delist(w);
        if (w->target == TO_TEMPORARY)
            unlink(w->temporary);
    }
    writer_free(w);
}
