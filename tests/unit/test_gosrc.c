#include <stdlib.h>
#include <string.h>

#include "event.h"
#include "gosrc.h"
#include "load.h"
#include "test.h"

/* Something of everything, with names that Go does not like. */
static const char everything[] =
    "{\"schedlab\":1,\"name\":\"everything\",\"params\":{\"yes\":true},"
    "\"objects\":{\"type\":\"mutex\",\"wg\":\"waitgroup\",\"fmt\":{\"chan\":1},\"once\":\"once\","
    "\"c\":{\"cond\":\"type\"},"
    "\"tick\":{\"ticker\":\"1ms\"},\"s\":{\"semaphore\":2}},"
    "\"funcs\":{\"main\":["
    "{\"go\":\"init\",\"n\":3},"
    "{\"go\":[{\"Add\":\"wg\"},{\"print\":\"%g\"}],\"n\":2},"
    "{\"defer\":{\"Unlock\":\"type\"}},"
    "{\"defer\":{\"send\":\"fmt\"}},"
    "{\"for\":3,\"do\":[{\"every\":2,\"do\":[{\"cpu\":\"1us\"}],\"else\":[{\"print\":\"%i "
    "%t\"}]}]},"
    "{\"Do\":\"once\",\"do\":[{\"go\":[{\"mark\":\"m\"}]}]},"
    "{\"time.AfterFunc\":\"1ms\",\"do\":[{\"Lock\":\"type\"},{\"Wait\":\"c\"}]},"
    "{\"range\":\"fmt\",\"do\":[{\"print\":\"%i\"}]},"
    "{\"select\":[{\"recv\":\"tick\",\"do\":[{\"return\":true}]},{\"after\":{\"exp\":\"1ms\"}},{"
    "\"default\":[]}]},"
    "{\"os.Create\":\"a-%t\",\"as\":\"f\",\"else\":[{\"os.Exit\":1}]},"
    "{\"write\":\"f\",\"bytes\":10},{\"trace.Start\":\"f\",\"else\":[{\"panic\":\"x\"}]},{"
    "\"Close\":\"f\"},"
    "{\"os.Create\":\"b\",\"as\":\"files[]\"},{\"Close\":\"files[]\"},"
    "{\"alloc\":\"1kB\",\"as\":\"v\"},{\"alloc\":\"1kB\",\"noscan\":true},"
    "{\"trace.NewTask\":\"t\",\"as\":\"t\"},{\"call\":\"work\",\"ctx\":true},{\"End\":\"t\"},"
    "{\"metrics.Read\":\"/sched/"
    "latencies:seconds\",\"as\":\"h\"},{\"percentile\":0.99,\"of\":\"h\"},"
    "{\"return\":true},{\"go\":[{\"Acquire\":\"s\"},{\"Release\":\"s\"}]},"
    "{\"for\":\"forever\",\"do\":[{\"netpoll\":\"1ms\"}]},{\"os.Remove\":\"*\",\"keep\":2}],"
    "\"init\":[{\"syscall\":{\"until\":\"1s\"}},{\"print\":\"%g\"},{\"measure\":\"m\",\"do\":[{"
    "\"panic\":\"p\"}]},{\"cgo\":\"1ms\"}],"
    "\"work\":[{\"trace.WithRegion\":\"r\",\"do\":[{\"trace.Log\":[\"a\",\"b\"]},{\"runtime."
    "Gosched\":true}]}]}}";

struct case_of {
    struct arena arena;
    struct program *p;
    const struct source_map *map;
    struct sb text;
    const char **lines; /* from 1 */
    int32_t nlines;
};

static struct case_of *open_case(const char *text)
{
    struct case_of *c = mem_zalloc(1, sizeof *c);
    struct diags ds = {0};

    c->p = program_load("everything.json", text, strlen(text), NULL, &c->arena, &ds);
    diags_print(&ds, stderr, text);
    assert_non_null(c->p);
    diags_free(&ds);
    gosrc_write(c->p, &c->text);
    c->map = gosrc_map(c->p, &c->arena);
    c->lines = ARENA_ARRAY(&c->arena, const char *, c->text.len + 2);
    for (char *line = arena_text(&c->arena, c->text.text, c->text.len); *line; line++) {
        char *end = strchr(line, '\n');

        assert_non_null(end); /* the last line ends too */
        *end = '\0';
        c->lines[++c->nlines] = line;
        line = end;
    }
    return c;
}

static void close_case(struct case_of *c)
{
    sb_free(&c->text);
    arena_free(&c->arena);
    free(c);
}

/* Law: every operation has a line of the text, and every function. */
static void all_have_lines(void **state)
{
    struct case_of *c = open_case(everything);

    (void)state;
    for (int32_t i = 0; i < c->p->nops; i++)
        assert_in_range(c->map->op_line[i], 1, c->nlines);
    for (int32_t i = 0; i < c->p->nfuncs; i++)
        assert_in_range(c->map->func_line[i], 1, c->nlines);
    assert_string_equal(c->map->file, "/home/you/everything/main.go");
    close_case(c);
}

/* Law: lines ascend in the order in which the operations of a function stand; only a plain defer shares its line, with
 * what it defers. */
static void lines_ascend(void **state)
{
    struct case_of *c = open_case(everything);

    (void)state;
    for (int32_t f = 0; f < c->p->nfuncs; f++) {
        int32_t last = c->map->func_line[f] - (c->p->funcs[f].outer != NOBODY);

        for (int32_t i = 0; i < c->p->nops; i++) {
            const struct op *op = &c->p->ops[i];
            const bool deferred = op->parent != NOBODY && c->p->ops[op->parent].kind == OP_DEFER;

            if (op->func != f)
                continue;
            assert_true(c->map->op_line[i] > last || (deferred && c->map->op_line[i] == last));
            last = c->map->op_line[i];
        }
    }
    close_case(c);
}

/* Law: what stands in the line of an operation is that operation. */
static void lines_hold_their_operation(void **state)
{
    static const struct {
        enum op_kind kind;
        const char *text;
    } words[] = {
        {OP_GO, "go "},
        {OP_DEFER, "defer "},
        {OP_FOR, "for "},
        {OP_ONCE, "once.Do(func() {"},
        {OP_SEND, " <- "},
        {OP_RANGE, "for range "},
        {OP_SELECT, "select {"},
        {OP_CASE_RECV, "case <-tick.C:"},
        {OP_CREATE, "os.Create("},
        {OP_WRITE, "write(f, 10)"},
        {OP_CALL, "work(ctx)"},
        {OP_AFTERFUNC, "time.AfterFunc("},
        {OP_NETPOLL, "await("},
        {OP_SYSCALL, "block(until("},
        {OP_CGO, "callC("},
        {OP_MARK, "// mark: m"},
        {OP_LOCK, "type_.Lock()"},
        {OP_EVERY, "if i%2 == 0 {"},
        {OP_RETURN, "return"},
        {OP_PANIC, "panic("},
        {OP_ACQUIRE, "s <- struct{}{}"},
        {OP_RELEASE, "<-s"},
        {OP_CASE_DEFAULT, "default:"},
        {OP_EXIT, "os.Exit(1)"},
    };
    struct case_of *c = open_case(everything);

    (void)state;
    for (int32_t i = 0; i < c->p->nops; i++)
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (c->p->ops[i].kind == words[w].kind)
                assert_non_null(strstr(c->lines[c->map->op_line[i]], words[w].text));
    for (int32_t f = 0; f < c->p->nfuncs; f++)
        assert_non_null(strstr(c->lines[c->map->func_line[f]],
                               c->p->funcs[f].outer == NOBODY ? "func " : "func("));
    close_case(c);
}

static const char values[] =
    "{\"schedlab\":1,\"name\":\"values\",\"objects\":{\"c\":{\"chan\":1},\"t\":{\"ticker\":\"1ms\"}"
    ","
    "\"never\":{\"chan\":\"nil\"},\"s\":{\"semaphore\":1}},\"funcs\":{\"main\":["
    "{\"go\":\"worker\",\"n\":2},{\"send\":\"c\"},{\"Acquire\":\"s\"},"
    "{\"select\":[{\"send\":\"c\"},{\"recv\":\"never\"}]}],"
    "\"worker\":[{\"range\":\"c\",\"do\":[{\"go\":[{\"call\":\"tell\"}]},{\"recv\":\"t\"}]},"
    "{\"select\":[{\"recv\":\"c\",\"do\":[{\"print\":\"%g %v\"}]}]}],"
    "\"tell\":[{\"time.AfterFunc\":\"1ms\",\"do\":[{\"print\":\"%v\"}]}],"
    "\"deaf\":[{\"recv\":\"c\"}]}}";

static int32_t count(const struct case_of *c, const char *word)
{
    int32_t n = 0;

    for (int32_t i = 1; i <= c->nlines; i++)
        n += strstr(c->lines[i], word) != NULL;
    return n;
}

/* Law: a name that Go, an import or a helper needs gets "_" behind it, and no other does. */
static void taken_names_change(void **state)
{
    struct case_of *c = open_case(everything);

    (void)state;
    assert_int_equal(count(c, "var type_ sync.Mutex"), 1);
    assert_int_equal(count(c, "var fmt_ = make(chan struct{}, 1)"), 1);
    assert_int_equal(count(c, "func init_("), 1);
    assert_int_equal(count(c, "var wg sync.WaitGroup"), 1);
    assert_int_equal(count(c, "var c = sync.NewCond(&type_)"), 1);
    close_case(c);
}

/* Law: with a %v in the program channels carry numbers, and who looks at them has a variable: its own where it has received
 * before it looks, a parameter otherwise. */
static void values_are_variables(void **state)
{
    static const char *const lines[] = {
        "var c = make(chan int32, 1)",
        "var never chan int32",
        "var s = make(chan struct{}, 1)",
        "var cSent atomic.Int32",
        "\tgo worker(g)",
        "\tc <- cSent.Add(1) - 1",
        "\tcase c <- cSent.Add(1) - 1:",
        "\tcase <-never:",
        "func worker(g int) {",
        "\tvar v int32",
        "\tfor v = range c {",
        "\tgo func(v int32) {",
        "\t\t\ttell(v)",
        "\t\t}(v)",
        "\t\t<-t.C",
        "\tcase v = <-c:",
        "func tell(v int32) {",
        "\t\tv := v",
        "func deaf() {",
        "\t<-c",
    };
    struct case_of *c = open_case(values);

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (count(c, lines[i]) != 1)
            fail_msg("%d times: %s", (int)count(c, lines[i]), lines[i]);
    assert_int_equal(count(c, "Sent atomic"), 1);
    close_case(c);
}

/* Law: nothing stands where vet sees that nobody comes; it is put behind a condition that vet cannot see through. */
static void nothing_is_unreachable(void **state)
{
    struct case_of *c = open_case(everything);

    (void)state;
    /* before the return, the endless loop and the measure that panics, each followed by something */
    assert_int_equal(count(c, "if always {"), 3);
    close_case(c);
}

/* Law: closures are named as Go does: by the function literals that stand before them in the text. */
static void closures_are_numbered(void **state)
{
    static const char *const names[] = {"main.func1", "main.func3.1", "main.func4", "main.func5"};
    struct case_of *c = open_case(everything);
    size_t n = 0;

    (void)state;
    for (int32_t f = 0; f < c->p->nfuncs; f++)
        if (c->p->funcs[f].outer != NOBODY) {
            assert_in_range(n, 0, 3);
            assert_string_equal(c->p->funcs[f].name, names[n++]);
        }
    assert_int_equal(n, 4);
    close_case(c);
}

/* Law: the map knows the literal around an operation and from where it is called, and the text agrees: the number in its
 * name is how many have begun before it. */
static void literals_are_known(void **state)
{
    struct case_of *c = open_case(everything);

    (void)state;
    for (int32_t i = 0; i < c->p->nops; i++) {
        const struct op *op = &c->p->ops[i];
        const char *func = c->map->op_func[i];

        if (c->map->op_outer[i] == NOBODY) {
            assert_string_equal(func, c->p->funcs[op->func].name);
            continue;
        }
        assert_true(op_is_literal(c->p, c->map->op_outer[i]));
        assert_true(c->map->op_line[c->map->op_outer[i]] < c->map->op_line[i]);
        if (op->kind == OP_SEND)
            assert_string_equal(func, "main.func2");
        if (op->kind == OP_GO)
            assert_string_equal(func, "main.func3");
        if (op->kind == OP_LOG)
            assert_string_equal(func, "work.func1");
    }
    close_case(c);
}

/* Law: a select with one case is that case to Go, and stands in its line. */
static void single_case_is_plain(void **state)
{
    struct case_of *c = open_case(
        "{\"schedlab\":1,\"name\":\"n\",\"objects\":{\"c\":{\"chan\":0}},\"funcs\":{\"main\":["
        "{\"select\":[{\"recv\":\"c\"}]},{\"select\":[{\"recv\":\"c\"},{\"default\":[]}]}]}}");

    (void)state;
    assert_int_equal(c->map->op_line[0], c->map->op_line[1]);
    assert_int_equal(c->map->op_line[2], c->map->op_line[3] - 1);
    close_case(c);
}

/* Law: the same program, the same text. */
static void text_is_the_same(void **state)
{
    struct case_of *a = open_case(everything), *b = open_case(everything);

    (void)state;
    assert_string_equal(sb_text(&a->text), sb_text(&b->text));
    close_case(a);
    close_case(b);
}

/* Law: an empty main is a program. */
static void nothing_is_a_program(void **state)
{
    struct case_of *c = open_case("{\"schedlab\":1,\"name\":\"n\",\"funcs\":{\"main\":[]}}");

    (void)state;
    assert_non_null(strstr(sb_text(&c->text), "package main\n\nfunc main() {\n}\n"));
    close_case(c);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(all_have_lines),
    cmocka_unit_test(lines_ascend),
    cmocka_unit_test(lines_hold_their_operation),
    cmocka_unit_test(taken_names_change),
    cmocka_unit_test(values_are_variables),
    cmocka_unit_test(nothing_is_unreachable),
    cmocka_unit_test(closures_are_numbered),
    cmocka_unit_test(literals_are_known),
    cmocka_unit_test(single_case_is_plain),
    cmocka_unit_test(text_is_the_same),
    cmocka_unit_test(nothing_is_a_program),
};

RUN_TESTS(tests)
