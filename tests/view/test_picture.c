/* PNG files: what was drawn comes back from them. */
#define _POSIX_C_SOURCE 200809L
#include <SDL_image.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "picture.h"
#include "test.h"

enum { W = 37, H = 23 };

static struct pixels some_pixels(void)
{
    struct pixels px = {.at = mem_alloc(sizeof(uint32_t) * W * H), .w = W, .h = H, .stride = W};

    for (uint32_t i = 0; i < W * H; i++)
        px.at[i] = 0xff000000U | (i * 0x01f3d5b7U & 0xffffffU);
    return px;
}

/* Law: a PNG holds the very pixels. */
static void png_keeps_pixels(void **state)
{
    struct pixels px = some_pixels();
    char path[] = "/tmp/test_picture.XXXXXX";
    struct diags ds = {0};
    SDL_Surface *read, *s;
    int fd = mkstemp(path);

    (void)state;
    assert_true(fd >= 0);
    close(fd);
    assert_true(picture_write(&px, path, &ds));
    read = IMG_Load(path);
    assert_non_null(read);
    s = SDL_ConvertSurfaceFormat(read, SDL_PIXELFORMAT_ARGB8888, 0);
    assert_int_equal(s->w, W);
    assert_int_equal(s->h, H);
    for (int y = 0; y < H; y++)
        assert_memory_equal((const char *)s->pixels + y * s->pitch, px.at + y * W, W * 4);
    SDL_FreeSurface(s);
    SDL_FreeSurface(read);
    unlink(path);
    free(px.at);
}

/* Law: where nothing can be written, that is told, and nothing is left. */
static void unwritable_is_told(void **state)
{
    struct pixels px = some_pixels();
    struct diags ds = {0};

    (void)state;
    assert_false(picture_write(&px, "/nowhere/at/all.png", &ds));
    assert_int_equal(ds.list.len, 1);
    diags_free(&ds);
    free(px.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(png_keeps_pixels),
        cmocka_unit_test(unwritable_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
