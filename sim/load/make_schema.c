/* make-schema > scenarios/schema.json: prints the JSON schema of a scenario. */
#include <stdio.h>
#include <stdlib.h>

#include "load.h"

int main(void)
{
    char *text = load_schema();
    int status = fputs(text, stdout) < 0 || fflush(stdout) != 0;

    free(text);
    return status;
}
