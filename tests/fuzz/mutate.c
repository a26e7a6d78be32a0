/* mutate.c: drives a fuzz target without libFuzzer: first all files of the corpus as they are, which replays past finds,
 * then seeded mutations of them.
 *
 *     fuzz_scenario --seed 1 --runs 5000 FOLDER…
 *
 * A run is a function of its seed and number. Runs happen in child processes, a batch in each; when one dies or takes too long, the
 * batch is gone through one by one, and the input that did it is kept in the file fuzz-crash-SEED-RUN. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file.h"
#include "fuzz.h"
#include "rng.h"
#include "vec.h"

enum { INPUT_MOST = 1 << 16, BATCH = 250, SECONDS_MOST = 60, MUTATIONS_MOST = 6, PIECE_MOST = 64 };

struct input {
    char *bytes;
    size_t len;
};

struct fuzzer {
    VEC(struct input) corpus;
    uint64_t seed;
    long runs;
};

static void add_folder(struct fuzzer *f, const char *folder)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, NULL, alphasort);

    for (int i = 0; i < n; i++) {
        char path[1024];
        struct diags ds = {0};
        struct input in;
        struct stat st;

        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
            file_read(path, (size_t)1 << 24, &in.bytes, &in.len, &ds))
            *VEC_PUSH(&f->corpus) = in;
        diags_free(&ds);
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
}

/* Replaces `cut` bytes at `at` by `len` others, as far as there is room. */
static void replace(struct input *in, size_t at, size_t cut, const char *bytes, size_t len)
{
    if (in->len - cut + len > INPUT_MOST)
        return;
    memmove(in->bytes + at + len, in->bytes + at + cut, in->len - at - cut);
    memcpy(in->bytes + at, bytes, len);
    in->len += len - cut;
}

/* Bytes and words that break parsers. */
static const char *const spices[] = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0000",
    "-",
    "0",
    "-1",
    "1e999",
    "9007199254740993",
    "18446744073709551616",
    "1.5",
    "null",
    "true",
    "\"\"",
    "[]",
    "{}",
    "\n",
    "\xff",
    "\xc3\xa9",
    "$",
    "%",
    "~",
    "/",
    "\"$x\"",
    "\"forever\"",
    "\"0\"",
    "\"-1ns\"",
    "\"9223372036854775807ns\"",
    "\"2562047h47m16.854775808s\"",
};

static size_t below(struct rng *r, size_t n)
{
    return n ? (size_t)rng_below(r, n) : 0;
}

/* Finds a text in quotes behind `at`; its length, or 0. */
static size_t find_quoted(const struct input *in, size_t *at)
{
    const char *open = memchr(in->bytes + *at, '"', in->len - *at), *close;

    if (!open)
        return 0;
    *at = (size_t)(open - in->bytes);
    close = memchr(open + 1, '"', in->len - *at - 1);
    return close ? (size_t)(close - open) + 1 : 0;
}

/* Puts a word in the place of another one, so that more of what comes out is still text of that kind. */
static void replace_word(struct input *in, size_t at, const struct input *other, size_t from,
                         const char *spice)
{
    size_t cut = find_quoted(in, &at), len = find_quoted(other, &from);

    if (cut && len && spice[0] == '"')
        replace(in, at, cut, spice, strlen(spice));
    else if (cut && len)
        replace(in, at, cut, other->bytes + from, len);
}

static void mutate(const struct fuzzer *f, struct rng *r, struct input *in)
{
    const struct input *other = &f->corpus.at[below(r, f->corpus.len)];
    size_t at = below(r, in->len + 1), rest = in->len - at,
           cut = below(r, (rest < PIECE_MOST ? rest : PIECE_MOST) + 1);
    size_t from = below(r, other->len + 1), left = other->len - from;
    const char *spice = spices[below(r, sizeof spices / sizeof *spices)];
    char byte = (char)rng_next(r), piece[PIECE_MOST];

    switch (rng_below(r, 12)) {
    case 0:
        replace(in, at, rest > 0, &byte, 1);
        break;
    case 1:
        replace(in, at, cut, "", 0);
        break;
    case 2:
        replace(in, at, 0, spice, strlen(spice));
        break;
    case 3:
        replace(in, at, cut < 8 ? cut : 8, spice, strlen(spice));
        break;
    case 4: /* a piece of another file in place of one of ours */
        replace(in, at, cut, other->bytes + from,
                below(r, (left < PIECE_MOST ? left : PIECE_MOST) + 1));
        break;
    case 5: /* the end of another file */
        replace(in, at, rest, other->bytes + from, left);
        break;
    case 6: /* twice the same */
        memcpy(piece, in->bytes + at, cut);
        replace(in, at, 0, piece, cut);
        break;
    default:
        replace_word(in, at, other, from, spice);
        break;
    }
}

/* The input of a run: the corpus first, then mutations. To free(). */
static struct input make_input(const struct fuzzer *f, long run)
{
    const struct input *base;
    struct input in = {mem_alloc(INPUT_MOST), 0};
    struct rng r;

    if (run < (long)f->corpus.len) {
        base = &f->corpus.at[run];
        in.bytes = mem_grow(in.bytes, base->len + 1, 1);
        memcpy(in.bytes, base->bytes, base->len);
        in.len = base->len;
        return in;
    }
    rng_seed(&r, f->seed * UINT64_C(1000003) + (uint64_t)run);
    base = &f->corpus.at[below(&r, f->corpus.len)];
    in.len = base->len < INPUT_MOST ? base->len : INPUT_MOST;
    memcpy(in.bytes, base->bytes, in.len);
    for (size_t n = 1 + below(&r, MUTATIONS_MOST); n > 0; n--)
        mutate(f, &r, &in);
    return in;
}

static void run_one(const struct fuzzer *f, long run)
{
    struct input in = make_input(f, run);

    LLVMFuzzerTestOneInput((const uint8_t *)in.bytes, in.len);
    free(in.bytes);
}

/* Runs from..to-1 in a child; true if it lived. */
static bool survives(const struct fuzzer *f, long from, long to)
{
    int status = 0;
    pid_t child = fork();

    if (child < 0) {
        perror("fork");
        exit(2);
    }
    if (child == 0) {
        alarm(SECONDS_MOST);
        for (long run = from; run < to; run++)
            run_one(f, run);
        exit(0); /* not _exit: the leak check stands at the end */
    }
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void keep(const struct fuzzer *f, long run)
{
    struct input in = make_input(f, run);
    char path[128];
    FILE *to;

    snprintf(path, sizeof path, "fuzz-crash-%llu-%ld", (unsigned long long)f->seed, run);
    to = fopen(path, "wb");
    if (to) {
        fwrite(in.bytes, 1, in.len, to);
        fclose(to);
    }
    fprintf(stderr, "run %ld of seed %llu fails; its input is in %s\n", run,
            (unsigned long long)f->seed, path);
    free(in.bytes);
}

static int fuzz(const struct fuzzer *f)
{
    long last = (long)f->corpus.len + f->runs;

    for (long from = 0; from < last; from += BATCH) {
        long to = from + BATCH < last ? from + BATCH : last;

        if (survives(f, from, to))
            continue;
        for (long run = from; run < to; run++)
            if (!survives(f, run, run + 1)) {
                keep(f, run);
                return 1;
            }
        fprintf(stderr, "runs %ld to %ld of seed %llu fail together only\n", from, to - 1,
                (unsigned long long)f->seed);
        return 1;
    }
    printf("%zu files and %ld mutations of them, seed %llu\n", f->corpus.len, f->runs,
           (unsigned long long)f->seed);
    return 0;
}

int main(int argc, char **argv)
{
    struct fuzzer f = {.seed = 1, .runs = 1000};
    int status;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--seed") == 0 && i + 1 < argc)
            f.seed = strtoull(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--runs") == 0 && i + 1 < argc)
            f.runs = strtol(argv[++i], NULL, 10);
        else
            add_folder(&f, argv[i]);
    }
    if (f.corpus.len == 0) {
        fprintf(stderr, "%s [--seed N] [--runs N] FOLDER...: there is nothing to start from\n",
                argv[0]);
        return 2;
    }
    status = fuzz(&f);
    for (size_t i = 0; i < f.corpus.len; i++)
        free(f.corpus.at[i].bytes);
    free(f.corpus.at);
    return status;
}
