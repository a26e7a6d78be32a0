#include "picture.h"

#include <SDL_image.h>
#include <stdlib.h>

#include "arena.h"
#include "file.h"

struct pixels picture_of(const struct scene *sc)
{
    struct pixels px = {.w = sc->size.w, .h = sc->size.h, .stride = sc->size.w};

    px.at = mem_alloc((size_t)px.w * (size_t)px.h * sizeof *px.at);
    raster_draw(sc, &px);
    return px;
}

/* ---- a writer of ours as a stream of SDL's: PNG is written from its beginning to its end ------------------------------ */

static size_t SDLCALL put(SDL_RWops *to, const void *bytes, size_t size, size_t n)
{
    writer_put(to->hidden.unknown.data1, bytes, size * n);
    return n;
}

static Sint64 SDLCALL tell_size(SDL_RWops *to)
{
    return writer_count(to->hidden.unknown.data1);
}

/* Only where it is may be asked for. */
static Sint64 SDLCALL seek(SDL_RWops *to, Sint64 offset, int whence)
{
    return whence == RW_SEEK_CUR && offset == 0 ? writer_count(to->hidden.unknown.data1) : -1;
}

static size_t SDLCALL get(SDL_RWops *from, void *bytes, size_t size, size_t n)
{
    (void)from;
    (void)bytes;
    (void)size;
    (void)n;
    return 0;
}

static int SDLCALL let_go(SDL_RWops *to)
{
    SDL_FreeRW(to);
    return 0;
}

static bool save(const struct pixels *px, struct writer *w)
{
    SDL_RWops *to = SDL_AllocRW();
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormatFrom(px->at, px->w, px->h, 32, px->stride * 4,
                                                        SDL_PIXELFORMAT_ARGB8888);
    bool saved = false;

    if (to && s) {
        to->type = SDL_RWOPS_UNKNOWN;
        to->hidden.unknown.data1 = w;
        to->size = tell_size;
        to->seek = seek;
        to->read = get;
        to->write = put;
        to->close = let_go;
        saved = IMG_SavePNG_RW(s, to, 0) == 0;
    }
    SDL_FreeSurface(s);
    if (to)
        SDL_FreeRW(to);
    return saved;
}

bool picture_write(const struct pixels *px, const char *path, struct diags *ds)
{
    struct writer *w = writer_open(path, ds);

    if (!w)
        return false;
    if (save(px, w))
        return writer_close(w, ds);
    writer_abandon(w);
    diags_add(ds, path, "cannot make a PNG of it: %s", SDL_GetError());
    return false;
}
