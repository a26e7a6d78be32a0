/* fuzz_scenario.c: whatever bytes a scenario file holds, the loader gives a program or says what is wrong.
 *
 * The first line, if it begins with "set ", is the text of a --set, and the scenario stands behind it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "event.h"
#include "fuzz.h"
#include "load.h"

static void check_place(int32_t place, int32_t most)
{
    FUZZ_CHECK(place >= NOBODY && place < most);
}

/* Law: in a program that was accepted everything leads somewhere. */
static void check_op(const struct program *p, const struct op *op)
{
    const struct func *f = &p->funcs[op->func];

    check_place(op->next, p->nops);
    check_place(op->parent, p->nops);
    check_place(op->body, p->nops);
    check_place(op->els, p->nops);
    check_place(op->loop, f->nloops);
    FUZZ_CHECK(op->kind < OPS && op->text && op->text2 && op->obj >= NOBODY);
    for (int16_t up = 0; up < op->as.up; up++)
        f = &p->funcs[f->outer];
    FUZZ_CHECK(op->as.up < 0 || op->as.slot < f->nvars);
    if (op->kind == OP_CALL || op->kind == OP_GO || op->kind == OP_AFTERFUNC)
        FUZZ_CHECK(op->obj >= 0 && op->obj < p->nfuncs);
    else
        FUZZ_CHECK(op->obj < p->nobjects);
}

static void check_program(const struct program *p)
{
    FUZZ_CHECK(p->main >= 0 && p->main < p->nfuncs && p->gomaxprocs >= 1 && p->cores >= 1 &&
               p->limit > 0);
    for (int32_t i = 0; i < p->nops; i++)
        check_op(p, &p->ops[i]);
    for (int32_t i = 0; i < p->nfuncs; i++)
        FUZZ_CHECK(*p->funcs[i].name && p->funcs[i].outer < p->nfuncs);
}

/* Law: each error has a message, and a place in the text. */
static void check_errors(const struct diags *ds, const char *text)
{
    FILE *nowhere = fopen("/dev/null", "w");

    FUZZ_CHECK(ds->list.len > 0);
    for (size_t i = 0; i < ds->list.len; i++)
        FUZZ_CHECK(ds->list.at[i].message && *ds->list.at[i].message);
    if (!nowhere)
        return;
    diags_print(ds, nowhere, text);
    fclose(nowhere);
}

static void load(const char *text, size_t len, const struct load_options *opt)
{
    struct arena arena = {0};
    struct diags ds = {0};
    struct program *p = program_load("fuzz.json", text, len, opt, &arena, &ds);

    if (p) {
        FUZZ_CHECK(ds.list.len == 0);
        check_program(p);
    } else {
        check_errors(&ds, text);
    }
    diags_free(&ds);
    arena_free(&arena);
}

/* NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = malloc(size + 1), *text = copy, *end;
    const char *set = NULL;
    struct load_options opt = {0};

    if (!copy)
        return 0;
    memcpy(copy, data, size);
    copy[size] = '\0';
    end = memchr(copy, '\n', size);
    if (size > 4 && memcmp(copy, "set ", 4) == 0 && end) {
        *end = '\0';
        set = copy + 4;
        text = end + 1;
        opt.sets = &set;
        opt.nsets = 1;
    }
    load(text, size - (size_t)(text - copy), &opt);
    free(copy);
    return 0;
}
