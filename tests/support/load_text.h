/* load_text.h: programs from text that stands in a test. */
#ifndef TESTS_LOAD_TEXT_H
#define TESTS_LOAD_TEXT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "sb.h"
#include "test.h"

/* A load and what it owns; loaded_free ends it. */
struct loaded {
    struct arena arena;
    struct diags ds;
    struct program *p; /* NULL: ds has the reasons */
};

static inline struct loaded load_text(const char *text, const struct load_options *opt)
{
    struct loaded l = {0};

    l.p = program_load("test.json", text, strlen(text), opt, &l.arena, &l.ds);
    return l;
}

/* `rest` stands behind "schedlab" and "name"; ' is read as ". */
static inline struct loaded load_rest(const char *rest, const struct load_options *opt)
{
    struct sb b = {0};
    struct loaded l;

    sb_printf(&b, "{'schedlab': 1, 'name': 't', %s}", rest);
    for (char *c = b.text; *c; c++)
        if (*c == '\'')
            *c = '"';
    l = load_text(b.text, opt);
    sb_free(&b);
    return l;
}

/* The same of the operations of main. */
static inline struct loaded load_main(const char *ops)
{
    struct sb b = {0};
    struct loaded l;

    sb_printf(&b, "'funcs': {'main': [%s]}", ops);
    l = load_rest(b.text, NULL);
    sb_free(&b);
    return l;
}

static inline void loaded_free(struct loaded *l)
{
    diags_free(&l->ds);
    arena_free(&l->arena);
}

/* A program that must load. */
static inline struct loaded must_load(struct loaded l)
{
    if (!l.p)
        diags_print(&l.ds, stderr, NULL);
    assert_non_null(l.p);
    assert_int_equal(l.ds.list.len, 0);
    return l;
}

#endif
