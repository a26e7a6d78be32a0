#define _POSIX_C_SOURCE 200809L
#include "folder.h"

#include <string.h>
#include <sys/stat.h>

#include "sb.h"

bool folder_make(const char *path)
{
    return mkdir(path, 0777) == 0;
}

void folder_make_all(const char *path)
{
    struct sb part = {0};

    for (const char *end = path; *end;) {
        end += strspn(end, "/");
        end += strcspn(end, "/");
        sb_clear(&part);
        sb_add(&part, path, (size_t)(end - path));
        mkdir(sb_text(&part), 0700); /* that it is there already is as good */
    }
    sb_free(&part);
}
