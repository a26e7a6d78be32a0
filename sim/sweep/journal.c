#define _POSIX_C_SOURCE 200809L
#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Where a row's bytes are; offset 0: nowhere yet, for the first line of the file is there. */
struct place {
    uint64_t offset;
    uint32_t len;
    bool found;
};

struct journal {
    int fd;
    char *path; /* NULL: it has no name */
    struct place *at;
    uint64_t rows, count, end; /* end: of the whole rows */
    int error;
    time_t synced;
};

enum { ROW_MOST = 64 << 20 };

static bool put(struct journal *j, const char *bytes, size_t len)
{
    for (uint64_t at = j->end; len > 0;) {
        ssize_t n = pwrite(j->fd, bytes, len, (off_t)at);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            j->error = n < 0 ? errno : ENOSPC;
            return false;
        }
        bytes += n;
        at += (uint64_t)n;
        len -= (size_t)n;
    }
    return true;
}

static bool get(const struct journal *j, uint64_t at, char *to, size_t len)
{
    while (len > 0) {
        ssize_t n = pread(j->fd, to, len, (off_t)at);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        to += n;
        at += (uint64_t)n;
        len -= (size_t)n;
    }
    return true;
}

/* "K FOUND LENGTH " at the end of what is known; how long it is, or 0. */
static size_t read_head(const struct journal *j, uint64_t *k, struct place *p)
{
    enum { HEAD = 64 };
    char head[HEAD + 1];
    ssize_t n = pread(j->fd, head, HEAD, (off_t)j->end);
    uint32_t found;
    int used = 0;

    head[n < 0 ? 0 : n] = '\0';
    if (sscanf(head, "%20" SCNu64 " %1" SCNu32 " %10" SCNu32 "%n", k, &found, &p->len, &used) !=
            3 ||
        head[used] != ' ' || found > 1 || *k >= j->rows || p->len > ROW_MOST)
        return 0;
    p->found = found;
    p->offset = j->end + (uint64_t)used + 1;
    return (size_t)used + 1;
}

static void remember(struct journal *j, uint64_t k, struct place p)
{
    j->count += j->at[k].offset == 0;
    j->at[k] = p;
}

/* Takes all whole rows that an earlier start left, and cuts off what is behind them. */
static bool read_rows(struct journal *j)
{
    struct place p;
    uint64_t k;
    char last;

    while (read_head(j, &k, &p) && get(j, p.offset + p.len, &last, 1) && last == '\n') {
        remember(j, k, p);
        j->end = p.offset + p.len + 1;
    }
    return ftruncate(j->fd, (off_t)j->end) == 0;
}

/* The first line: written into an empty file, else compared. False: told. */
static bool begin(struct journal *j, const char *plan, struct diags *ds)
{
    struct sb want = {0};
    char *have;
    bool fresh = lseek(j->fd, 0, SEEK_END) == 0, ok;

    sb_printf(&want, "schedlab sweep %s\n", plan);
    have = mem_zalloc(want.len + 1, 1);
    ok = fresh ? put(j, want.text, want.len)
               : get(j, 0, have, want.len) && memcmp(have, want.text, want.len) == 0;
    if (!ok && fresh) {
        diags_add(ds, j->path, "cannot write it: %s", strerror(j->error));
    } else if (!ok) {
        struct diag *d = diags_add(ds, j->path, "it holds the rows of another sweep");

        diags_hint(ds, d,
                   "say the same words as then to end that one, remove it, or write to "
                   "another file");
    }
    j->end = want.len;
    sb_free(&want);
    free(have);
    return ok;
}

static int open_nameless(struct diags *ds)
{
    const char *folder = getenv("TMPDIR");
    struct sb path = {0};
    int fd;

    sb_printf(&path, "%s/schedlab-sweep-XXXXXX", folder && *folder ? folder : "/tmp");
    fd = mkstemp(path.text);
    if (fd < 0)
        diags_add(ds, path.text, "cannot make it: %s", strerror(errno));
    else
        unlink(path.text);
    sb_free(&path);
    return fd;
}

/* -1: told. */
static int open_named(const char *path, struct diags *ds)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

    if (fd < 0) {
        diags_add(ds, path, "cannot write it: %s", strerror(errno));
    } else if (fcntl(fd, F_SETLK, &lock) != 0 && (errno == EAGAIN || errno == EACCES)) {
        diags_add(ds, path, "another sweep is writing it");
        close(fd);
        fd = -1;
    }
    return fd;
}

struct journal *journal_open(const char *path, const char *plan, uint64_t rows, struct diags *ds)
{
    struct journal *j;
    int fd = path ? open_named(path, ds) : open_nameless(ds);

    if (fd < 0)
        return NULL;
    j = mem_zalloc(1, sizeof *j);
    j->fd = fd;
    j->rows = rows;
    j->at = mem_zalloc(rows + 1, sizeof *j->at);
    if (path) {
        j->path = mem_alloc(strlen(path) + 1);
        memcpy(j->path, path, strlen(path) + 1);
    }
    if (begin(j, plan, ds) && read_rows(j))
        return j;
    if (ds->list.len == 0)
        diags_add(ds, path, "cannot write it: %s", strerror(errno));
    journal_close(j, false);
    return NULL;
}

bool journal_has(const struct journal *j, uint64_t k)
{
    return j->at[k].offset != 0;
}

bool journal_found(const struct journal *j, uint64_t k)
{
    return j->at[k].found;
}

uint64_t journal_count(const struct journal *j)
{
    return j->count;
}

bool journal_add(struct journal *j, uint64_t k, bool found, const char *bytes, size_t len)
{
    struct sb line = {0};
    size_t head;
    bool ok;

    if (j->error)
        return false;
    sb_printf(&line, "%" PRIu64 " %d %zu ", k, found, len);
    head = line.len;
    sb_add(&line, bytes, len);
    sb_putc(&line, '\n');
    ok = put(j, line.text, line.len);
    if (ok) {
        remember(j, k, (struct place){j->end + head, (uint32_t)len, found});
        j->end += line.len;
    }
    sb_free(&line);
    if (ok && time(NULL) != j->synced)
        journal_sync(j);
    return ok;
}

int journal_error(const struct journal *j)
{
    return j->error;
}

bool journal_get(struct journal *j, uint64_t k, struct sb *out)
{
    char *bytes = mem_alloc(j->at[k].len + (size_t)1);
    bool ok = get(j, j->at[k].offset, bytes, j->at[k].len);

    if (ok)
        sb_add(out, bytes, j->at[k].len);
    free(bytes);
    return ok;
}

void journal_sync(struct journal *j)
{
    j->synced = time(NULL);
    if (j->path && fsync(j->fd) != 0 && !j->error && errno != EINVAL && errno != EINTR)
        j->error = errno; /* some file systems tell a full disk only here */
}

void journal_close(struct journal *j, bool remove)
{
    if (!remove)
        journal_sync(j);
    else if (j->path)
        unlink(j->path);
    close(j->fd);
    free(j->path);
    free(j->at);
    free(j);
}
