#include "files.h"

#include <stdlib.h>

void files_init(struct files *fs, int64_t open)
{
    *fs = (struct files){.open = open, .open_max = open};
}

static struct file_blocks *blocks_of(struct files *fs, int64_t id)
{
    if (id < 0 || id >= (int64_t)fs->by_id.len || fs->by_id.at[id].name == NOBODY)
        return NULL;
    return &fs->by_id.at[id];
}

/* The name's tally, if that file is the latest of its name. */
static struct file_tally *tally_of(struct files *fs, int64_t id)
{
    const struct file_blocks *b = blocks_of(fs, id);

    return b && fs->list.at[b->name].file == id ? &fs->list.at[b->name] : NULL;
}

static void use(struct files *fs, int64_t bytes)
{
    fs->used += bytes;
    if (fs->used > fs->used_max)
        fs->used_max = fs->used;
}

/* The file that had the name is truncated: its blocks are free, its descriptor goes on. */
static void truncate_old(struct files *fs, int32_t file)
{
    struct file_blocks *b = blocks_of(fs, file);

    if (!b || b->removed)
        return;
    use(fs, -b->bytes);
    b->bytes = 0;
    b->removed = true;
}

static void open_file(struct files *fs, int64_t id, const char *name)
{
    int32_t number = names_add(&fs->names, name);

    while (fs->list.len <= (size_t)number)
        *VEC_PUSH(&fs->list) = (struct file_tally){.file = NOBODY};
    while ((int64_t)fs->by_id.len <= id)
        *VEC_PUSH(&fs->by_id) = (struct file_blocks){.name = NOBODY};
    truncate_old(fs, fs->list.at[number].file);
    fs->by_id.at[id] = (struct file_blocks){.name = number, .open = true};
    fs->list.at[number] =
        (struct file_tally){.file = (int32_t)id, .open = true, .closed_at = -1, .removed_at = -1};
}

void files_redirect(struct files *fs, const char *name)
{
    open_file(fs, (int64_t)fs->by_id.len, name);
}

static void create(struct files *fs, const struct event *ev, const char *name)
{
    open_file(fs, event_low(ev->a), name);
    if (++fs->open > fs->open_max)
        fs->open_max = fs->open;
}

static void closed(struct files *fs, const struct event *ev)
{
    struct file_blocks *b = blocks_of(fs, ev->a);
    struct file_tally *f = tally_of(fs, ev->a);

    fs->open = ev->b;
    if (b) {
        b->open = false;
        if (b->removed)
            use(fs, -b->bytes);
    }
    if (f) {
        f->open = false;
        f->closed_at = ev->t;
    }
}

/* An open file keeps its blocks until it is closed. */
static void removed(struct files *fs, const struct event *ev)
{
    struct file_blocks *b = blocks_of(fs, ev->a);
    struct file_tally *f = tally_of(fs, ev->a);

    if (b) {
        b->removed = true;
        if (!b->open)
            use(fs, -b->bytes);
    }
    if (f)
        f->removed_at = ev->t;
}

static void written(struct files *fs, const struct event *ev)
{
    struct file_blocks *b = blocks_of(fs, ev->a);
    struct file_tally *f = tally_of(fs, ev->a);

    use(fs, ev->b);
    if (b)
        b->bytes += ev->b;
    if (f)
        f->bytes += ev->b;
}

void files_event(struct files *fs, const struct event *ev, const char *name)
{
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
    }
}

const char *files_name(const struct files *fs, int64_t id)
{
    if (id < 0 || id >= (int64_t)fs->by_id.len || fs->by_id.at[id].name == NOBODY)
        return NULL;
    return fs->names.list.at[fs->by_id.at[id].name];
}

void files_deinit(struct files *fs)
{
    names_deinit(&fs->names);
    free(fs->list.at);
    free(fs->by_id.at);
    *fs = (struct files){0};
}
