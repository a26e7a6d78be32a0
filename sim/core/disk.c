#include "disk.h"

#include <string.h>

#include "frame.h"
#include "percentile_text.h"
#include "sb.h"
#include "sched_text.h"
#include "value.h"

/* Descriptors that every process has: three streams, and the poller's two. */
enum { STANDARD_FDS = 5 };

struct sim_file {
    char *name;
    int64_t bytes;
    int32_t refs;
    bool open, removed;
};

struct disk {
    VEC(struct sim_file) files; /* by number, in order of creation */
    int64_t used;
    int32_t open;
    VEC(int32_t) loose; /* open files that may be unreachable */
    int32_t streams[2]; /* redirected stdout and stderr: their files, or NOBODY */
    struct sb text;
    struct sched_text sched; /* of a snapshot on its way to a redirected standard error */
    struct sb lines;
};

static struct sim_file *file_at(const struct sim *s, int32_t file)
{
    return &s->disk->files.at[file];
}

static int32_t file_new(struct sim *s, const char *name)
{
    struct sim_file *f = VEC_PUSH(&s->disk->files);

    *f = (struct sim_file){.name = arena_text(&s->arena, name, strlen(name)), .open = true};
    s->disk->open++;
    return (int32_t)s->disk->files.len - 1;
}

/* The shell has opened the files of the redirections before the program began. */
static int32_t redirected(struct sim *s, const struct redirect *r)
{
    return r->to == TO_FILE ? file_new(s, r->file) : NOBODY;
}

void disk_init(struct sim *s)
{
    struct disk *d = mem_zalloc(1, sizeof *d);

    s->disk = d;
    d->streams[0] = redirected(s, &s->prog->out);
    d->streams[1] = redirected(s, &s->prog->err);
    if (s->prog->out.to == TO_OTHER)
        d->streams[0] = d->streams[1];
    if (s->prog->err.to == TO_OTHER)
        d->streams[1] = d->streams[0];
    d->open = STANDARD_FDS;
    d->sched.model = s->model;
}

void disk_free(struct sim *s)
{
    free(s->disk->files.at);
    free(s->disk->loose.at);
    sb_free(&s->disk->text);
    sb_free(&s->disk->lines);
    free(s->disk);
}

bool file_is_open(const struct sim *s, int32_t file)
{
    return file_at(s, file)->open;
}

/* ---- reachability ---- */

void file_ref(struct sim *s, int32_t file)
{
    file_at(s, file)->refs++;
}

void file_unref(struct sim *s, int32_t file)
{
    struct sim_file *f = file_at(s, file);

    if (--f->refs == 0 && f->open)
        *VEC_PUSH(&s->disk->loose) = file;
}

static void close_file(struct sim *s, int32_t file, goid g, bool by_gc)
{
    struct event *e;

    file_at(s, file)->open = false;
    s->disk->open--;
    if (file_at(s, file)->removed) /* the last that kept its blocks */
        s->disk->used -= file_at(s, file)->bytes;
    e = event_add(s, EV_FILE_CLOSE, NULL);
    e->g = g;
    e->a = file;
    e->b = s->disk->open;
    e->flag = by_gc;
}

void disk_collect(struct sim *s)
{
    struct disk *d = s->disk;

    for (size_t i = 0; i < d->loose.len; i++)
        if (file_at(s, d->loose.at[i])->open && file_at(s, d->loose.at[i])->refs == 0)
            close_file(s, d->loose.at[i], 0, true);
    d->loose.len = 0;
}

/* ---- writing ---- */

int64_t file_append(struct sim *s, int32_t file, int64_t bytes, goid g, int how)
{
    struct disk *d = s->disk;
    struct event *e;

    if (s->prog->disk >= 0 && bytes > s->prog->disk - d->used)
        bytes = s->prog->disk - d->used;
    if (bytes < 0)
        bytes = 0;
    file_at(s, file)->bytes += bytes;
    d->used += bytes;
    e = event_add(s, EV_FILE_WRITE, NULL);
    e->g = g;
    e->a = file;
    e->b = bytes;
    e->flag = (uint8_t)how;
    return bytes;
}

void disk_console(struct sim *s, const struct op *op, struct figures of)
{
    int32_t file = s->disk->streams[op->flags & OPF_STDERR ? 1 : 0];

    if (file == NOBODY)
        return;
    sb_clear(&s->disk->text);
    program_expand(&s->disk->text, op->text, of);
    file_append(s, file, (int64_t)s->disk->text.len + 1, 0, WRITE_STREAM);
}

void disk_percentile(struct sim *s, const struct event *e)
{
    if (s->disk->streams[0] == NOBODY)
        return;
    sb_clear(&s->disk->text);
    percentile_text(&s->disk->text, e->a);
    file_append(s, s->disk->streams[0], (int64_t)s->disk->text.len, 0, WRITE_STREAM);
}

void disk_crash(struct sim *s)
{
    if (s->disk->streams[1] != NOBODY && s->prog->disk >= 0)
        event_add(s, EV_CRASH_ROOM, NULL)->a = s->prog->disk - s->disk->used;
}

void disk_snapshot(struct sim *s, const struct event *e)
{
    struct disk *d = s->disk;

    if (d->streams[1] == NOBODY)
        return;
    sched_text_event(&d->sched, e, &d->lines);
    if (e->kind != EV_SNAP_END || d->lines.len == 0)
        return;
    file_append(s, d->streams[1], (int64_t)d->lines.len, 0, WRITE_STREAM);
    sb_clear(&d->lines);
}

/* ---- operations ---- */

/* The file, and %i, %g and %v of its name. */
static void tell_file(const struct sim *s, const struct g *gp, const struct op *op, int32_t file,
                      struct event *e)
{
    e->a = event_pair((int32_t)value_last(s, gp), file);
    e->b = event_pair((int32_t)loop_counter(s, gp, op), gp->index);
}

enum did op_failed(struct sim *s, struct m *mp, struct g *gp, const struct op *op,
                   enum sim_errno why, int32_t file)
{
    int32_t at = place_of(s, gp);
    struct event *e = event_add(s, EV_ERROR, mp);

    e->at = at;
    tell_file(s, gp, op, file, e);
    e->flag = (uint8_t)why;
    if (op->els == NOBODY)
        return DID_NEXT;
    gp->pc = op->els;
    return DID_JUMP;
}

const struct val *file_operand(struct sim *s, struct g *gp, const struct op *op)
{
    const struct val *v = val_get(frame_var(s, gp->frame, op->as), op->flags & OPF_LAST);

    return v && v->kind == VAR_FILE ? v : NULL;
}

static const char *expand(struct sim *s, struct g *gp, const struct op *op)
{
    struct figures of = {loop_counter(s, gp, op), gp->index, value_last(s, gp), s->now};

    sb_clear(&s->disk->text);
    program_expand(&s->disk->text, op->text, of);
    return sb_text(&s->disk->text);
}

/* os.Create truncates a file of that name. */
static void truncate_old(struct sim *s, const char *name)
{
    struct disk *d = s->disk;

    for (size_t i = d->files.len; i-- > 0;) {
        struct sim_file *f = &d->files.at[i];

        if (!f->removed && strcmp(f->name, name) == 0) {
            f->removed = true;
            d->used -= f->bytes;
            f->bytes = 0;
            return;
        }
    }
}

enum did op_create(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    struct event *e;
    int32_t file, at = place_of(s, gp);
    const char *name;

    m_owe(mp, cost_of(s, COST_SYSCALL_ENTER) + cost_of(s, COST_SYSCALL_EXIT));
    if (s->disk->open >= s->prog->fds) {
        val_set(s, frame_var(s, gp->frame, op->as), (struct val){0}, false);
        return op_failed(s, mp, gp, op, ERR_EMFILE, NOBODY);
    }
    name = expand(s, gp, op);
    truncate_old(s, name);
    file = file_new(s, name);
    e = event_add(s, EV_FILE_CREATE, mp);
    e->at = at;
    tell_file(s, gp, op, file, e);
    file_ref(s, file);
    val_set(s, frame_var(s, gp->frame, op->as), (struct val){.kind = VAR_FILE, .id = file},
            op->flags & OPF_APPEND);
    return DID_NEXT;
}

enum did op_write(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    const struct val *v = file_operand(s, gp, op);

    m_owe(mp, cost_of(s, COST_SYSCALL_ENTER) + cost_of(s, COST_SYSCALL_EXIT));
    if (!v)
        return op_failed(s, mp, gp, op, ERR_NIL, NOBODY);
    if (!file_is_open(s, v->id))
        return op_failed(s, mp, gp, op, ERR_CLOSED, v->id);
    if (file_append(s, v->id, op->n, gp->id, WRITE_PROGRAM) < op->n)
        return op_failed(s, mp, gp, op, ERR_ENOSPC, v->id);
    return DID_NEXT;
}

enum did op_fclose(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    const struct val *v = file_operand(s, gp, op);

    m_owe(mp, cost_of(s, COST_SYSCALL_ENTER) + cost_of(s, COST_SYSCALL_EXIT));
    if (!v)
        return op_failed(s, mp, gp, op, ERR_NIL, NOBODY);
    if (!file_is_open(s, v->id))
        return op_failed(s, mp, gp, op, ERR_CLOSED, v->id);
    close_file(s, v->id, gp->id, false);
    return DID_NEXT;
}

/* Does the name fit the pattern, in which * stands for any text without a slash? go: filepath.Match */
static bool matches(const char *pattern, const char *name)
{
    for (; *pattern; pattern++, name++) {
        if (*pattern == '*') {
            for (;; name++) {
                if (matches(pattern + 1, name))
                    return true;
                if (!*name || *name == '/')
                    return false;
            }
        }
        if (*pattern != '?' ? *pattern != *name : !*name || *name == '/')
            return false;
    }
    return !*name;
}

static void remove_file(struct sim *s, struct m *mp, int32_t file)
{
    struct sim_file *f = file_at(s, file);
    struct event *e = event_add(s, EV_FILE_REMOVE, mp);

    e->a = file;
    e->b = f->bytes;
    f->removed = true;
    if (!f->open) /* an open one keeps its blocks until it is closed */
        s->disk->used -= f->bytes;
}

enum did op_remove(struct sim *s, struct m *mp, struct g *gp, const struct op *op)
{
    const char *pattern = expand(s, gp, op);
    int64_t keep = op->n > 0 ? op->n : 0, seen = 0;

    m_owe(mp, cost_of(s, COST_SYSCALL_ENTER) + cost_of(s, COST_SYSCALL_EXIT));
    for (size_t i = s->disk->files.len; i-- > 0;) {
        if (file_at(s, (int32_t)i)->removed || !matches(pattern, file_at(s, (int32_t)i)->name))
            continue;
        if (++seen > keep)
            remove_file(s, mp, (int32_t)i);
    }
    if (seen == 0 && !strchr(pattern, '*'))
        return op_failed(s, mp, gp, op, ERR_ENOENT, NOBODY);
    return DID_NEXT;
}
