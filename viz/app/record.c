#define _POSIX_C_SOURCE 200809L
#include "record.h"

#include <ctype.h>
#include <errno.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "folder.h"
#include "picture.h"

extern char **environ;

#define TEXT_OF(n) #n
#define NUMBER_TEXT(n) TEXT_OF(n)

/* Letters that any file may have; Go's "µ" becomes "u". */
static void add_plain(const char *text, struct sb *out)
{
    for (const char *c = text; *c; c++)
        if (isalnum((unsigned char)*c) || *c == '.')
            sb_putc(out, *c);
        else if ((unsigned char)*c == 0xb5)
            sb_putc(out, 'u');
        else if ((unsigned char)*c < 0x80)
            sb_putc(out, '-');
}

/* "schedlab-syscall-storm-108.417ms" */
static void add_name(const struct ui *ui, struct sb *out)
{
    const char *name = ui->runs[ui->front]->subject.name, *slash = strrchr(name, '/');
    char time[VTIME_TEXT];

    sb_puts(out, "schedlab-");
    add_plain(slash ? slash + 1 : name, out);
    sb_putc(out, '-');
    vtime_format(time, ui->t);
    add_plain(time, out);
}

static void tell_failure(struct ui *ui, struct diags *ds)
{
    ui_tell(ui, "%s: %s.", ds->list.at[0].file ? ds->list.at[0].file : "It cannot be saved",
            ds->list.at[0].message);
    diags_free(ds);
}

void record_picture(struct ui *ui, const struct pixels *px)
{
    struct diags ds = {0};
    struct sb path = {0};

    add_name(ui, &path);
    sb_puts(&path, ".png");
    if (picture_write(px, sb_text(&path), &ds))
        ui_tell(ui, "Saved as %s.", sb_text(&path));
    else
        tell_failure(ui, &ds);
    sb_free(&path);
}

bool record_is_on(const struct record *r)
{
    return r->folder.len > 0;
}

/* ---- films -------------------------------------------------------------------------------------------------------- */

enum { FOLDERS_MOST = 1000 };

/* A folder that is not there yet: a second film of the same moment has a number behind its name. */
static bool make_folder(struct record *r, const struct ui *ui)
{
    size_t len;

    add_name(ui, &r->folder);
    len = r->folder.len;
    for (int i = 2; !folder_make(sb_text(&r->folder)); i++) {
        if (errno != EEXIST || i > FOLDERS_MOST)
            return false;
        r->folder.len = len;
        sb_printf(&r->folder, "-%d", i);
    }
    return true;
}

/* Starts a program and waits for it. False: it is not there, or it failed. */
static bool run_program(const char *const *words, size_t n)
{
    struct arena arena = {0};
    char **copies = ARENA_ARRAY(&arena, char *, n + 1);
    int status = -1;
    pid_t child;

    for (size_t i = 0; i < n; i++)
        copies[i] = arena_text(&arena, words[i], strlen(words[i]));
    if (posix_spawnp(&child, copies[0], NULL, NULL, copies, environ) == 0)
        waitpid(child, &status, 0);
    arena_free(&arena);
    return status == 0;
}

/* An MP4 of the pictures, by ffmpeg; most players want even sizes. */
static bool make_film(const char *folder)
{
    struct sb pictures = {0}, film = {0};
    bool made;

    sb_printf(&pictures, "%s/frame-%%06d.png", folder);
    sb_printf(&film, "%s.mp4", folder);
    made = run_program((const char *const[]){"ffmpeg", "-nostdin", "-loglevel", "quiet", "-y",
                                             "-framerate", NUMBER_TEXT(RECORD_FPS), "-i",
                                             sb_text(&pictures), "-pix_fmt", "yuv420p", "-vf",
                                             "pad=ceil(iw/2)*2:ceil(ih/2)*2", sb_text(&film)},
                       14);
    sb_free(&pictures);
    sb_free(&film);
    return made;
}

static void end_film(struct record *r, struct ui *ui)
{
    const char *folder = sb_text(&r->folder);

    if (r->pictures == 0) {
        rmdir(folder);
        ui_tell(ui, "Nothing moved, so nothing was recorded.");
    } else if (make_film(folder)) {
        ui_tell(ui, "Saved as %s.mp4, of %lld pictures.", folder, (long long)r->pictures);
    } else {
        ui_tell(ui, "Saved as %lld pictures in %s (with ffmpeg they become a film).",
                (long long)r->pictures, folder);
    }
    sb_clear(&r->folder);
}

void record_toggle(struct record *r, struct ui *ui)
{
    if (record_is_on(r)) {
        end_film(r, ui);
        return;
    }
    r->pictures = 0;
    if (make_folder(r, ui)) {
        ui_tell(ui, "Recording; Ctrl+R ends it.");
        return;
    }
    ui_tell(ui, "A folder %s cannot be made here.", sb_text(&r->folder));
    sb_clear(&r->folder);
}

void record_frame(struct record *r, struct ui *ui, const struct pixels *px)
{
    struct diags ds = {0};
    struct sb path = {0};

    sb_printf(&path, "%s/frame-%06lld.png", sb_text(&r->folder), (long long)++r->pictures);
    if (!picture_write(px, sb_text(&path), &ds)) {
        sb_clear(&r->folder);
        tell_failure(ui, &ds);
    }
    sb_free(&path);
}

void record_free(struct record *r)
{
    sb_free(&r->folder);
}
