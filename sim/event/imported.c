#include "imported.h"

void imported_free(struct imported *im)
{
    free(im->funcs.at);
    free(im->ops.at);
    free(im->gs.at);
    free(im->ms.at);
    arena_free(&im->arena);
    *im = (struct imported){0};
}
