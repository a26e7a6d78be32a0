/* trace_unpack.c: traces come compressed from bug reports and build artefacts. The size of what comes out is bounded: a few
 * kilobytes of gzip can stand for gigabytes. */
#include "trace.h"

#ifdef READ_ZLIB
#include <zlib.h>

enum {
    GZIP_WINDOW = 15 + 16, /* 32 KiB, with a gzip header */
    ROOM = 1 << 16,
    RATIO_MAX =
        256, /* traces become 5 to 50 times smaller; what was made to fill memory, 1000 times */
    RATIO_FREE = 1 << 24,
};

struct unpacked {
    char *at;
    size_t len, cap;
};

/* Inflates all members of the file; NULL, or what is wrong. */
static const char *inflate_all(z_stream *z, struct unpacked *to, size_t most)
{
    for (;;) {
        uInt room;
        int status;

        VEC_RESERVE(to, ROOM);
        room = to->cap - to->len > UINT32_MAX / 2 ? UINT32_MAX / 2 : (uInt)(to->cap - to->len);
        z->next_out = (Bytef *)to->at + to->len;
        z->avail_out = room;
        status = inflate(z, Z_NO_FLUSH);
        to->len += room - z->avail_out;
        if (to->len > most)
            return "unpacks to more than can be read";
        if (status == Z_STREAM_END) {
            if (z->avail_in == 0)
                return NULL;
            if (inflateReset(z) != Z_OK)
                return "cannot be unpacked";
        } else if (status == Z_BUF_ERROR ||
                   (status == Z_OK && z->avail_in == 0 && z->avail_out > 0)) {
            return "is compressed (gzip) and cut off";
        } else if (status != Z_OK) {
            return "is compressed (gzip) and damaged";
        }
    }
}

static const char *unpack(const void *bytes, size_t len, size_t most, struct unpacked *to)
{
    z_stream z = {0};
    const char *why;

    if (len > UINT32_MAX)
        return "is too large to be unpacked";
    if (inflateInit2(&z, GZIP_WINDOW) != Z_OK)
        return "cannot be unpacked";
    /* zlib reads through this pointer only, but does not say so unless ZLIB_CONST is defined. */
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)len;
    why = inflate_all(&z, to,
                      most < len * RATIO_MAX + RATIO_FREE ? most : len * RATIO_MAX + RATIO_FREE);
    inflateEnd(&z);
    return why;
}

#else

struct unpacked {
    char *at;
    size_t len;
};

static const char *unpack(const void *bytes, size_t len, size_t most, struct unpacked *to)
{
    (void)bytes;
    (void)len;
    (void)most;
    (void)to;
    return "is compressed, and this schedlab was built without zlib: gunzip it first";
}

#endif

bool trace_unpack(const void *bytes, size_t len, size_t most, char **out, size_t *out_len,
                  const char **why)
{
    const unsigned char *head = bytes;
    struct unpacked to = {0};

    *out = NULL;
    *out_len = 0;
    *why = NULL;
    if (len < 2 || head[0] != 0x1F || head[1] != 0x8B)
        return true;
    *why = unpack(bytes, len, most, &to);
    if (*why) {
        free(to.at);
        return false;
    }
    *out = to.at;
    *out_len = to.len;
    return true;
}
