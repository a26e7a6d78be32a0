#include "files.h"

#include <stdlib.h>

void files_init(struct files *fs, int64_t open)
{
    *fs = (struct files){.open = open, .open_max = open};
}

static struct file_tally *tally_of(struct files *fs, int64_t id)
{
    if (id < 0 || id >= (int64_t)fs->by_id.len || fs->by_id.at[id] == NOBODY)
        return NULL;
    return &fs->list.at[fs->by_id.at[id]];
}

static void use(struct files *fs, int64_t bytes)
{
    fs->used += bytes;
    if (fs->used > fs->used_max)
        fs->used_max = fs->used;
}

static void create(struct files *fs, const struct event *ev, const char *name)
{
    int32_t number = names_add(&fs->names, name);
    struct file_tally *f;

    while (fs->list.len <= (size_t)number)
        *VEC_PUSH(&fs->list) = (struct file_tally){.removed_at = 0};
    while ((int64_t)fs->by_id.len <= ev->a)
        *VEC_PUSH(&fs->by_id) = NOBODY;
    fs->by_id.at[ev->a] = number;
    f = &fs->list.at[number];
    if (f->removed_at < 0) /* it was there: it is truncated */
        use(fs, -f->bytes);
    *f = (struct file_tally){.open = true, .closed_at = -1, .removed_at = -1};
    if (++fs->open > fs->open_max)
        fs->open_max = fs->open;
}

static void closed(struct files *fs, const struct event *ev)
{
    struct file_tally *f = tally_of(fs, ev->a);

    fs->open = ev->b;
    if (!f)
        return;
    f->open = false;
    f->closed_at = ev->t;
}

static void removed(struct files *fs, const struct event *ev)
{
    struct file_tally *f = tally_of(fs, ev->a);

    use(fs, -ev->b);
    if (f)
        f->removed_at = ev->t;
}

static void written(struct files *fs, const struct event *ev)
{
    struct file_tally *f = tally_of(fs, ev->a);

    use(fs, ev->b);
    if (f)
        f->bytes += ev->b;
}

void files_event(struct files *fs, const struct event *ev, const char *name)
{
    struct file_tally *f;

    switch (ev->kind) {
    case EV_FILE_CREATE:
        create(fs, ev, name);
        break;
    case EV_FILE_WRITE:
        written(fs, ev);
        break;
    case EV_FILE_CLOSE:
        closed(fs, ev);
        break;
    case EV_FILE_REMOVE:
        removed(fs, ev);
        break;
    case EV_TRACE:
        f = tally_of(fs, ev->a);
        if (f && ev->flag)
            f->traced = true;
        break;
    }
}

const char *files_name(const struct files *fs, int64_t id)
{
    if (id < 0 || id >= (int64_t)fs->by_id.len || fs->by_id.at[id] == NOBODY)
        return NULL;
    return fs->names.list.at[fs->by_id.at[id]];
}

void files_deinit(struct files *fs)
{
    names_deinit(&fs->names);
    free(fs->list.at);
    free(fs->by_id.at);
    *fs = (struct files){0};
}
