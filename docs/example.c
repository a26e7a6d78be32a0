/* example.c: runs a scenario, counts what happens in it, and prints its figures.
 *
 *     cc example.c $(pkg-config --cflags --libs schedlab) -o example
 *     ./example storm.json storm.trace */
#include <schedlab.h>
#include <stdio.h>
#include <string.h>

static void count(void *self, const struct schedlab_event *ev, size_t n)
{
    long *created = self;

    for (size_t i = 0; i < n; i++)
        *created += strcmp(schedlab_event_name(ev[i].kind), "go-create") == 0;
}

int main(int argc, char **argv)
{
    static char text[1 << 20];
    FILE *file = argc == 3 ? fopen(argv[1], "r") : NULL;
    size_t length = file ? fread(text, 1, sizeof text, file) : 0;
    struct schedlab_scenario *sc = schedlab_scenario_new();
    struct schedlab_run *run;
    long created = 0;

    schedlab_scenario_seed(sc, 7);
    if (schedlab_scenario_load(sc, file ? argv[1] : "(none)", text, length) != SCHEDLAB_OK) {
        fputs(schedlab_scenario_errors(sc), stderr);
        return 2;
    }
    run = schedlab_run_new(sc);
    schedlab_run_listen(run, count, &created);
    schedlab_run_summarize(run);
    if (schedlab_run_write(run, SCHEDLAB_TRACE, argv[2]) != SCHEDLAB_OK ||
        schedlab_run_all(run, NULL, NULL) != SCHEDLAB_ENDED) {
        fputs(schedlab_run_errors(run), stderr);
        return 2;
    }
    fprintf(stderr, "schedlab %s: %ld goroutines\n", schedlab_version(), created);
    fputs(schedlab_run_summary(run), stdout);
    schedlab_run_free(run);
    schedlab_scenario_free(sc);
    return 0;
}
