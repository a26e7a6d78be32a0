#define _POSIX_C_SOURCE 200809L
#include "crew.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    AHEAD = 4 /* numbers that a worker holds, so that it never waits for the next */,
    TICK = 100 /* ms */
};

struct worker {
    pid_t pid; /* 0: none */
    int to, from;
    uint64_t held[AHEAD]; /* in the order in which it works */
    int nheld;
    struct sb in; /* of its answers */
};

struct retry {
    uint64_t number;
    int tries;
};

struct crew {
    const struct crew_job *job;
    struct worker *at;
    int n;
    VEC(struct retry) again;  /* numbers to hand out before new ones */
    VEC(struct retry) failed; /* at which a worker ended, and how often */
    bool wanted;
};

/* What goes before an answer. */
struct answer_head {
    uint64_t number, len;
};

static pid_t boss; /* in a worker: who forked it */

bool crew_orphaned(void)
{
    return boss && getppid() != boss;
}

/* ---- a worker's side --------------------------------------------------------------------------------------------------- */

static bool read_all(int fd, void *to, size_t len)
{
    for (char *at = to; len > 0;) {
        ssize_t n = read(fd, at, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

static bool write_all(int fd, const void *from, size_t len)
{
    for (const char *at = from; len > 0;) {
        ssize_t n = write(fd, at, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

static void be_worker(const struct crew_job *job, int from, int to)
{
    struct sb answer = {0};
    uint64_t number;

    signal(SIGINT, SIG_IGN); /* Ctrl-C goes to all of a terminal's programs; the boss decides */
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    while (read_all(from, &number, sizeof number)) {
        struct answer_head head = {.number = number};

        sb_clear(&answer);
        sb_add(&answer, (const char *)&head, sizeof head);
        job->work(job->self, number, &answer);
        head.len = answer.len - sizeof head;
        memcpy(answer.text, &head, sizeof head);
        if (crew_orphaned() || !write_all(to, answer.text, answer.len))
            break;
    }
    sb_free(&answer);
    _exit(0);
}

/* ---- the boss's --------------------------------------------------------------------------------------------------------- */

/* In a fresh worker: what belongs to the others, which must see their pipes end when the boss does. */
static void let_go_of_others(const struct crew *c)
{
    for (int i = 0; i < c->n; i++)
        if (c->at[i].pid) {
            close(c->at[i].to);
            close(c->at[i].from);
        }
}

static bool hire(struct crew *c, struct worker *w)
{
    int there[2], back[2];
    pid_t pid, self = getpid();

    if (pipe(there) != 0)
        return false;
    if (pipe(back) != 0) {
        close(there[0]);
        close(there[1]);
        return false;
    }
    pid = fork();
    if (pid == 0) {
        boss = self;
        let_go_of_others(c);
        close(there[1]);
        close(back[0]);
        be_worker(c->job, there[0], back[1]);
    }
    close(there[0]);
    close(back[1]);
    if (pid < 0) {
        close(there[1]);
        close(back[0]);
        return false;
    }
    w->pid = pid;
    w->to = there[1];
    w->from = back[0];
    w->nheld = 0;
    sb_clear(&w->in);
    return true;
}

static bool next_number(struct crew *c, uint64_t *number)
{
    if (c->again.len) {
        *number = c->again.at[--c->again.len].number;
        return true;
    }
    return c->wanted && c->job->next(c->job->self, number);
}

static void give_back(struct crew *c, uint64_t number)
{
    *VEC_PUSH(&c->again) = (struct retry){.number = number};
}

/* Hands out numbers until the worker holds enough. */
static void feed(struct crew *c, struct worker *w)
{
    uint64_t number;

    while (w->pid && w->nheld < AHEAD && next_number(c, &number)) {
        w->held[w->nheld++] = number;
        if (!write_all(w->to, &number, sizeof number))
            return; /* it has gone: its other pipe tells, and all that it holds is given back */
    }
}

static int count_failure(struct crew *c, uint64_t number)
{
    for (size_t i = 0; i < c->failed.len; i++)
        if (c->failed.at[i].number == number)
            return ++c->failed.at[i].tries;
    *VEC_PUSH(&c->failed) = (struct retry){number, 1};
    return 1;
}

/* The worker has ended: what it was at is tried again, or lost; what it had not begun goes to others. */
static void bury(struct crew *c, struct worker *w)
{
    struct sb how = {0};
    int status = 0;

    close(w->to);
    close(w->from);
    while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
        ;
    w->pid = 0;
    if (WIFSIGNALED(status))
        sb_printf(&how, "was killed by signal %d", WTERMSIG(status));
    else
        sb_printf(&how, "ended with status %d", WEXITSTATUS(status));
    for (int i = w->nheld - 1; i > 0; i--)
        give_back(c, w->held[i]);
    if (w->nheld && count_failure(c, w->held[0]) >= CREW_TRIES)
        c->job->lost(c->job->self, w->held[0], sb_text(&how));
    else if (w->nheld)
        give_back(c, w->held[0]);
    w->nheld = 0;
    sb_free(&how);
}

/* Takes whole answers out of what was read. */
static void take_answers(struct crew *c, struct worker *w)
{
    struct answer_head head;
    size_t at = 0;

    while (w->nheld && w->in.len - at >= sizeof head) {
        memcpy(&head, w->in.text + at, sizeof head);
        if (w->in.len - at - sizeof head < head.len)
            break;
        at += sizeof head;
        if (!c->job->done(c->job->self, head.number, w->in.text + at, head.len))
            c->wanted = false;
        at += head.len;
        w->nheld--;
        memmove(w->held, w->held + 1, (size_t)w->nheld * sizeof *w->held);
    }
    if (at > 0) {
        memmove(w->in.text, w->in.text + at, w->in.len - at);
        w->in.len -= at;
    }
}

static void hear(struct crew *c, struct worker *w)
{
    char bytes[65536];
    ssize_t n = read(w->from, bytes, sizeof bytes);

    if (n < 0 && errno == EINTR)
        return;
    if (n <= 0) {
        bury(c, w);
        return;
    }
    sb_add(&w->in, bytes, (size_t)n);
    take_answers(c, w);
}

/* Gives everyone something to do, and makes good for those who have ended. Returns how many are at work. */
static int staff(struct crew *c)
{
    int busy = 0;
    uint64_t number;

    for (int i = 0; i < c->n; i++) {
        struct worker *w = &c->at[i];

        if (!w->pid && next_number(c, &number)) {
            give_back(c, number);
            if (!hire(c, w))
                continue; /* for now others do its part; it is tried again */
        }
        feed(c, w);
        busy += w->nheld > 0;
    }
    return busy;
}

static void listen_once(struct crew *c, struct pollfd *fds)
{
    int n = 0;

    for (int i = 0; i < c->n; i++)
        fds[i] = (struct pollfd){c->at[i].pid ? c->at[i].from : -1, POLLIN, 0};
    n = poll(fds, (nfds_t)c->n, TICK);
    for (int i = 0; n > 0 && i < c->n; i++)
        if (fds[i].revents)
            hear(c, &c->at[i]);
}

static void dismiss(struct crew *c)
{
    for (int i = 0; i < c->n; i++) {
        struct worker *w = &c->at[i];

        if (w->pid) {
            close(w->to);
            close(w->from);
            kill(w->pid, SIGKILL); /* it holds nothing that anyone still wants */
            while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR)
                ;
        }
        sb_free(&w->in);
    }
    free(c->at);
    free(c->again.at);
    free(c->failed.at);
}

bool crew_run(const struct crew_job *job, int workers, struct diags *ds)
{
    struct crew c = {.job = job, .n = workers, .wanted = true};
    struct pollfd *fds = mem_zalloc((size_t)workers, sizeof *fds);
    bool ok = true;

    c.at = mem_zalloc((size_t)workers, sizeof *c.at);
    while (c.wanted && job->go_on(job->self)) {
        if (staff(&c) > 0) {
            listen_once(&c, fds);
            continue;
        }
        ok = c.again.len == 0; /* there is work, and nobody could be hired for it */
        if (!ok)
            diags_add(ds, NULL, "cannot start a worker: %s", strerror(errno));
        break;
    }
    dismiss(&c);
    free(fds);
    return ok;
}
