#include "watch_list.h"

#include "page.h"
#include "say.h"
#include "shelf.h"

struct watch_list watch_list_begin(struct bugs *b, const struct exercise *chosen)
{
    const char *const *paths = shelf_list(b->shelf, &b->arena);
    struct watch_list l = {0};
    const struct exercise **all;
    int n = 0;

    while (paths[n])
        n++;
    all = ARENA_ARRAY(&b->arena, const struct exercise *, (size_t)n);
    for (int i = 0; i < n; i++) {
        const struct exercise *ex = exercise_load(paths[i], &b->arena, &b->ds, NULL);

        say_diags(&b->ds, NULL);
        if (ex && ex->number == chosen->number)
            l.at = l.n;
        if (ex)
            all[l.n++] = ex;
    }
    l.all = all;
    return l;
}

static bool is_shown(const struct watch_list *l, const struct bugs *b, int i)
{
    bool done = learner_step(&b->learner, l->all[i]->name) == STEP_DONE;

    return l->filter == WATCH_LIST_ALL || done == (l->filter == WATCH_LIST_DONE);
}

void watch_list_page(const struct watch_list *l, struct bugs *b)
{
    static const char *const titles[] = {"All exercises", "Those that are done",
                                         "Those that are not done yet"};

    sb_printf(&b->out, "%s:\n\n", titles[l->filter]);
    for (int i = 0; i < l->n; i++) {
        if (!is_shown(l, b, i))
            continue;
        sb_puts(&b->out, i == l->at ? "> " : "  ");
        page_list(&b->out, l->all[i], &b->learner);
    }
    sb_puts(&b->out,
            "\nj:down / k:up / g:first / G:last / d:done / p:pending / c:continue here / q:back\n");
}

/* The next one that is shown, `by` steps from `from` on; stays where it is if there is none. */
static void move(struct watch_list *l, const struct bugs *b, int from, int by)
{
    for (int i = from; i >= 0 && i < l->n; i += by)
        if (is_shown(l, b, i)) {
            l->at = i;
            return;
        }
}

static void set_filter(struct watch_list *l, const struct bugs *b, enum watch_list_filter filter)
{
    l->filter = l->filter == filter ? WATCH_LIST_ALL : filter;
    if (l->n && !is_shown(l, b, l->at))
        move(l, b, 0, 1);
}

bool watch_list_key(struct watch_list *l, const struct bugs *b, int key)
{
    if (key == 'j')
        move(l, b, l->at + 1, 1);
    else if (key == 'k')
        move(l, b, l->at - 1, -1);
    else if (key == 'g')
        move(l, b, 0, 1);
    else if (key == 'G')
        move(l, b, l->n - 1, -1);
    else if (key == 'd')
        set_filter(l, b, WATCH_LIST_DONE);
    else if (key == 'p')
        set_filter(l, b, WATCH_LIST_PENDING);
    else
        return false;
    return true;
}
