/* The program of the page: it only says where things are; the page calls web.h. */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The folder of the exercises, which the page keeps. */
#define DESK "/desk"

int main(void)
{
    setenv("SCHEDLAB_DATA", "/schedlab", 1);
    mkdir(DESK, 0777);
    return chdir(DESK);
}
