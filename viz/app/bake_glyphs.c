/* bake-glyphs FOLDER > glyphs.bin: the glyphs of the fonts in FOLDER, as fonts_baked.h has them, for the page of a browser. */
#include <stdio.h>

#include "fonts_baked.h"
#include "fonts_ttf.h"
#include "say.h"

int main(int argc, char **argv)
{
    struct diags ds = {0};
    struct fonts_ttf *ft = argc == 2 ? fonts_ttf_new(argv[1], &ds) : NULL;
    struct fonts fonts;
    struct sb bytes = {0};

    if (!ft) {
        if (argc != 2)
            diags_add(&ds, NULL, "usage: bake-glyphs FOLDER > glyphs.bin");
        return say_diags(&ds, NULL);
    }
    fonts = fonts_ttf_face(ft);
    fonts_bake(&fonts, &bytes);
    fwrite(sb_text(&bytes), 1, bytes.len, stdout);
    sb_free(&bytes);
    fonts_ttf_free(ft);
    return fflush(stdout) == 0 ? STATUS_DONE : STATUS_BAD;
}
