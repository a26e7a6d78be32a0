/* api_run.c: the second half of schedlab.h: a run, and what is wanted of it. */
#include <assert.h>
#include <stdlib.h>

#include "api.h"
#include "file.h"
#include "rig.h"
#include "schedlab.h"

enum { FORMATS = SCHEDLAB_LOG + 1 };

struct listener {
    void (*events)(void *self, const struct schedlab_event *ev, size_t n);
    void *self;
};

struct schedlab_run {
    struct rig rig;
    struct writer *writers[FORMATS]; /* NULL: not asked for, or done */
    struct emitter *emitters[FORMATS];
    VEC(struct listener *) listeners;
    enum schedlab_result state; /* SCHEDLAB_OK before the first step */
    char *summary, *errors;     /* or NULL */
};

const char *schedlab_event_name(int kind)
{
    return kind >= 0 && kind < EVENT_KINDS ? event_kind_name((enum event_kind)kind) : NULL;
}

struct schedlab_run *schedlab_run_new(const struct schedlab_scenario *sc)
{
    struct schedlab_run *run;

    if (!sc->program)
        return NULL;
    run = mem_zalloc(1, sizeof *run);
    run->rig.program = sc->program;
    run->rig.source = sc->map;
    /* emitters are made before rig_open and keep this address */
    run->rig.ctx = (struct emit_context){.program = sc->program, .source = sc->map};
    return run;
}

static void keep_errors(struct schedlab_run *run, struct diags *ds)
{
    free(run->errors);
    run->errors = api_errors(ds, NULL);
}

static enum schedlab_result refuse(struct schedlab_run *run, const char *why)
{
    struct diags ds = {0};

    diags_add(&ds, NULL, "%s", why);
    keep_errors(run, &ds);
    return SCHEDLAB_BAD;
}

static bool has_begun(const struct schedlab_run *run)
{
    return run->state != SCHEDLAB_OK;
}

static enum schedlab_result too_late(struct schedlab_run *run)
{
    return refuse(run, "the run has begun: this is to be asked for before its first step");
}

enum schedlab_result schedlab_run_until(struct schedlab_run *run, int64_t time)
{
    if (has_begun(run))
        return too_late(run);
    if (time < 1)
        return refuse(run, "the time to stop at is not after the start");
    run->rig.until = time;
    return SCHEDLAB_OK;
}

/* In pieces, so that nothing grows with the number of events. */
static void hand_over(void *self, const struct event *ev, size_t n)
{
    const struct listener *to = self;
    struct schedlab_event piece[256];
    enum { PIECE = sizeof piece / sizeof piece[0] };

    for (size_t done = 0; done < n;) {
        size_t len = n - done < PIECE ? n - done : PIECE;

        for (size_t i = 0; i < len; i++, ev++)
            piece[i] = (struct schedlab_event){.time = ev->t,
                                               .a = ev->a,
                                               .b = ev->b,
                                               .g = ev->g,
                                               .m = ev->m,
                                               .p = ev->p,
                                               .place = ev->at,
                                               .kind = ev->kind,
                                               .flag = ev->flag};
        to->events(to->self, piece, len);
        done += len;
    }
}

enum schedlab_result schedlab_run_listen(struct schedlab_run *run,
                                         void (*events)(void *self, const struct schedlab_event *ev,
                                                        size_t n),
                                         void *self)
{
    struct listener *l;

    if (has_begun(run))
        return too_late(run);
    l = mem_zalloc(1, sizeof *l);
    *l = (struct listener){events, self};
    *VEC_PUSH(&run->listeners) = l;
    rig_listen(&run->rig, (struct event_sink){hand_over, l});
    return SCHEDLAB_OK;
}

enum schedlab_result schedlab_run_write(struct schedlab_run *run, enum schedlab_format format,
                                        const char *path)
{
    static const struct emitter_ops *const ops[] = {&emit_gotrace, &emit_chrome, &emit_log};
    struct diags ds = {0};

    if (has_begun(run))
        return too_late(run);
    if ((int)format < 0 || (int)format >= FORMATS)
        return refuse(run, "there is no such format");
    if (run->writers[format])
        return refuse(run, "this format is already written to another file");
    run->writers[format] = writer_open(path, &ds);
    if (!run->writers[format]) {
        keep_errors(run, &ds);
        return SCHEDLAB_BAD;
    }
    run->emitters[format] = emitter_new(ops[format], &run->rig.ctx, run->writers[format]);
    rig_listen(&run->rig, emitter_sink(run->emitters[format]));
    return SCHEDLAB_OK;
}

enum schedlab_result schedlab_run_summarize(struct schedlab_run *run)
{
    if (has_begun(run))
        return too_late(run);
    run->rig.summarize = true;
    return SCHEDLAB_OK;
}

/* The JSON text of the figures, to free(). */
static char *summary_text(struct rig *rig)
{
    struct writer *to = writer_to_memory();
    cJSON *doc = rig_summary(rig);
    size_t len;
    const void *bytes;
    struct sb text = {0};

    summary_write(doc, to);
    cJSON_Delete(doc);
    bytes = writer_bytes(to, &len);
    sb_add(&text, bytes, len);
    writer_abandon(to);
    return text.text;
}

/* Ends what is written: into place, or not at all. */
static void close_files(struct schedlab_run *run, bool keep, struct diags *ds)
{
    for (int i = 0; i < FORMATS; i++) {
        if (!run->writers[i])
            continue;
        emitter_end(run->emitters[i]);
        if (keep)
            writer_close(run->writers[i], ds);
        else
            writer_abandon(run->writers[i]);
        run->writers[i] = NULL;
    }
}

static void finish(struct schedlab_run *run)
{
    struct diags ds = {0};

    if (run->rig.summarize)
        run->summary = summary_text(&run->rig);
    close_files(run, true, &ds);
    run->state = ds.list.len ? SCHEDLAB_BAD : SCHEDLAB_ENDED;
    if (ds.list.len)
        keep_errors(run, &ds);
    diags_free(&ds);
}

enum schedlab_result schedlab_run_step(struct schedlab_run *run, int64_t moments)
{
    assert(moments >= 1);
    if (run->state == SCHEDLAB_ENDED || run->state == SCHEDLAB_BAD)
        return run->state;
    if (!has_begun(run)) {
        rig_open(&run->rig);
        run->state = SCHEDLAB_RUNNING;
    }
    if (sim_step(run->rig.sim, moments) == SIM_ENDED)
        finish(run);
    return run->state;
}

enum schedlab_result schedlab_run_all(struct schedlab_run *run,
                                      bool (*step)(void *self, const struct schedlab_run *run),
                                      void *self)
{
    while (schedlab_run_step(run, SIM_BATCH) == SCHEDLAB_RUNNING)
        if (step && !step(self, run))
            sim_interrupt(run->rig.sim);
    return run->state;
}

int64_t schedlab_run_now(const struct schedlab_run *run)
{
    return run->rig.sim ? sim_now(run->rig.sim) : 0;
}

static bool has_ended(const struct schedlab_run *run)
{
    return run->state == SCHEDLAB_ENDED || run->state == SCHEDLAB_BAD;
}

int schedlab_run_status(const struct schedlab_run *run)
{
    return has_ended(run) ? sim_exit_status(run->rig.sim) : -1;
}

const char *schedlab_run_summary(struct schedlab_run *run)
{
    return run->summary;
}

const char *schedlab_run_errors(const struct schedlab_run *run)
{
    return run->errors ? run->errors : "";
}

void schedlab_run_free(struct schedlab_run *run)
{
    if (!run)
        return;
    close_files(run, false, NULL);
    rig_close(&run->rig);
    for (size_t i = 0; i < run->listeners.len; i++)
        free(run->listeners.at[i]);
    free(run->listeners.at);
    free(run->summary);
    free(run->errors);
    free(run);
}
