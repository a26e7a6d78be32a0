/* gen.h: random scenarios, for laws that must hold of every run.
 *
 *     struct sb text = {0};
 *     gen_scenario(&text, seed);        the same text for the same seed, everywhere
 *
 * They have every operation of op.def, are structurally valid, and mostly nonsense: they deadlock, unlock what nobody
 * locked, close twice, fill the disk. Their limit is short, since many would go on for ever. */
#ifndef TESTS_GEN_H
#define TESTS_GEN_H

#include <stdbool.h>

#include "model.h"
#include "rng.h"
#include "sb.h"

struct gen {
    struct rng rng;
    struct sb *out;
    int left;  /* operations that may still be written */
    int depth; /* blocks around */
    int loops; /* loops around, in this function or closure */
    int func; /* f0 … f2; 3 is main. A call goes to a smaller one, since there is no end to recursion */
};

static inline int gen_below(struct gen *g, int n)
{
    return (int)rng_below(&g->rng, (uint64_t)n);
}

static inline const char *gen_one(struct gen *g, const char *const *of, int n)
{
    return of[gen_below(g, n)];
}

static inline void gen_duration(struct gen *g)
{
    static const char *const some[] = {
        "'0s'",
        "'100ns'",
        "'3us'",
        "'20us'",
        "'150us'",
        "'1ms'",
        "'4ms'",
        "'15ms'",
        "'30ms'",
        "{'uniform': ['1us', '2ms']}",
        "{'exp': '100us'}",
        "{'normal': ['1ms', '200us']}",
        "{'pareto': ['10us', 1.5]}",
        "{'cycle': ['1us', '5ms', '30us']}",
    };

    sb_puts(g->out, gen_one(g, some, sizeof some / sizeof *some));
}

/* Of what may end at a moment, too. */
static inline void gen_until(struct gen *g)
{
    if (gen_below(g, 5) == 0)
        sb_printf(g->out, "{'until': '%dms'}", gen_below(g, 30));
    else
        gen_duration(g);
}

static inline void gen_block(struct gen *g);

/* A closure: loops around it are not its own. */
static inline void gen_closure(struct gen *g)
{
    int loops = g->loops;

    g->loops = 0;
    gen_block(g);
    g->loops = loops;
}

static inline void gen_do(struct gen *g)
{
    sb_puts(g->out, ", 'do': ");
    gen_block(g);
}

static inline void gen_else(struct gen *g)
{
    if (gen_below(g, 3))
        return;
    sb_puts(g->out, ", 'else': ");
    gen_block(g);
}

static inline void gen_select(struct gen *g)
{
    int cases = gen_below(g, 4);

    sb_puts(g->out, "'select': [");
    for (int i = 0; i < cases; i++) {
        sb_puts(g->out, i ? ", {" : "{");
        switch (gen_below(g, 3)) {
        case 0:
            sb_printf(g->out, "'send': 'c%d'", gen_below(g, 4));
            break;
        case 1:
            sb_printf(g->out, "'recv': '%s'", gen_below(g, 5) ? "c1" : "tick");
            break;
        default:
            sb_puts(g->out, "'after': ");
            gen_duration(g);
        }
        gen_do(g);
        sb_putc(g->out, '}');
    }
    if (gen_below(g, 2)) {
        sb_puts(g->out, cases ? ", {'default': " : "{'default': ");
        gen_block(g);
        sb_putc(g->out, '}');
    }
    sb_putc(g->out, ']');
}

static inline void gen_for(struct gen *g)
{
    sb_puts(g->out, "'for': ");
    switch (gen_below(g, 8)) {
    case 0:
        sb_puts(g->out, "'forever'");
        break;
    case 1:
        sb_puts(g->out, "{'until': '10ms'}");
        break;
    default:
        sb_printf(g->out, "%d", gen_below(g, 40));
    }
    g->loops++;
    /* a turn that takes no time would go on for ever at one moment */
    sb_puts(g->out, ", 'do': [{'cpu': '2us'}, {'if': true");
    gen_do(g);
    sb_puts(g->out, "}]");
    g->loops--;
}

static inline void gen_go(struct gen *g)
{
    sb_puts(g->out, "'go': ");
    if (gen_below(g, 2)) {
        gen_closure(g);
        sb_printf(g->out, ", 'n': %d", gen_below(g, 6));
    } else {
        sb_printf(g->out, "'f%d', 'n': %d%s", gen_below(g, 3), gen_below(g, 12),
                  gen_below(g, 2) ? ", 'ctx': true" : "");
    }
}

/* Channels, locks and what else has an object. */
static inline void gen_on_object(struct gen *g)
{
    static const char *const locks[] = {"mu", "rw"}, *const waits[] = {"wg", "cond", "rcond"},
                             *const conds[] = {"cond", "rcond"};

    switch (gen_below(g, 16)) {
    case 0:
        sb_printf(g->out, "'send': 'c%d'", gen_below(g, 4));
        break;
    case 1:
        sb_printf(g->out, "'recv': 'c%d'", gen_below(g, 4));
        break;
    case 2:
        sb_printf(g->out, "'%s': 'c%d'", gen_below(g, 6) ? "recv" : "close", gen_below(g, 4));
        break;
    case 3:
        sb_printf(g->out, "'range': '%s'", gen_below(g, 3) ? "c2" : "tick");
        g->loops++;
        gen_do(g);
        g->loops--;
        break;
    case 4:
        gen_select(g);
        break;
    case 5:
    case 6:
        sb_printf(g->out, "'Lock': '%s'", gen_one(g, locks, 2));
        break;
    case 7:
        sb_printf(g->out, "'Unlock': '%s'", gen_one(g, locks, 2));
        break;
    case 8:
        sb_printf(g->out, "'%s': 'rw'", gen_below(g, 2) ? "RLock" : "RUnlock");
        break;
    case 9:
        sb_printf(g->out, "'Add': 'wg', 'n': %d", gen_below(g, 5) - (gen_below(g, 8) == 0));
        break;
    case 10:
        sb_puts(g->out, "'Done': 'wg'");
        break;
    case 11:
        sb_printf(g->out, "'Wait': '%s'", gen_one(g, waits, 3));
        break;
    case 12:
        sb_printf(g->out, "'%s': '%s'", gen_below(g, 2) ? "Signal" : "Broadcast",
                  gen_one(g, conds, 2));
        break;
    case 13:
        sb_printf(g->out, "'%s': 'sem'", gen_below(g, 2) ? "Acquire" : "Release");
        break;
    case 14:
        sb_puts(g->out, "'Do': 'once'");
        gen_do(g);
        break;
    default:
        sb_puts(g->out, "'recv': 'tick'");
    }
}

/* What takes time, and what starts and ends goroutines. */
static inline void gen_on_time(struct gen *g)
{
    switch (gen_below(g, 14)) {
    case 0:
    case 1:
        sb_puts(g->out, "'cpu': ");
        gen_duration(g);
        if (gen_below(g, 3) == 0)
            sb_puts(g->out, ", 'tight': true");
        break;
    case 2:
        gen_for(g);
        break;
    case 3:
        sb_puts(g->out, gen_below(g, 2) ? "'if': true" : "'if': false");
        gen_do(g);
        gen_else(g);
        break;
    case 4:
        if (g->func == 0) {
            sb_puts(g->out, "'runtime.Gosched': true");
            break;
        }
        sb_printf(g->out, "'call': 'f%d'%s", gen_below(g, g->func),
                  gen_below(g, 2) ? ", 'ctx': true" : "");
        break;
    case 5:
        gen_go(g);
        break;
    case 6:
        sb_puts(g->out, "'time.Sleep': ");
        gen_until(g);
        break;
    case 7:
        sb_puts(g->out, "'time.AfterFunc': ");
        gen_duration(g);
        sb_puts(g->out, ", 'do': ");
        gen_closure(g);
        break;
    case 8:
        sb_puts(g->out, "'syscall': ");
        gen_until(g);
        break;
    case 9:
        sb_puts(g->out, "'cgo': ");
        gen_duration(g);
        break;
    case 10:
        sb_puts(g->out, "'netpoll': ");
        gen_until(g);
        break;
    case 11:
        sb_puts(g->out, "'runtime.Gosched': true");
        break;
    case 12:
        if (g->loops) {
            sb_printf(g->out, "'every': %d", 1 + gen_below(g, 4));
            gen_do(g);
            gen_else(g);
            break;
        }
        /* fall through */
    default:
        gen_go(g);
    }
}

/* What ends or changes the whole program: seldom. */
static inline void gen_on_program(struct gen *g)
{
    switch (gen_below(g, 20)) {
    case 0:
        sb_puts(g->out, "'return': true");
        break;
    case 1:
        sb_puts(g->out, "'runtime.Goexit': true");
        break;
    case 2:
        if (gen_below(g, 3) == 0) {
            sb_puts(g->out, "'panic': 'random'");
            break;
        }
        sb_printf(g->out, "'debug.SetMaxThreads': %d", gen_below(g, 4) ? 10000 : 6);
        break;
    case 3:
        if (gen_below(g, 3) == 0) {
            sb_puts(g->out, "'os.Exit': 3");
            break;
        }
        /* fall through */
    case 4:
    case 5:
    case 6:
        sb_printf(g->out, "'runtime.GOMAXPROCS': %d", gen_below(g, 9));
        break;
    case 7:
    case 8:
    case 9:
        sb_puts(g->out, "'runtime.LockOSThread': true");
        break;
    case 10:
    case 11:
        sb_puts(g->out, "'runtime.UnlockOSThread': true");
        break;
    case 12:
    case 13:
    case 14:
        sb_puts(g->out, "'runtime.GC': true");
        break;
    case 15:
        sb_puts(g->out, "'mark': 'here'");
        break;
    case 16:
        sb_puts(g->out, "'measure': 'took'");
        gen_do(g);
        break;
    default:
        sb_printf(g->out, "'print': '%%t %%g'%s", gen_below(g, 2) ? ", 'to': 'stderr'" : "");
    }
}

/* Memory, files, traces, annotations, metrics: variables are used where one has been set. */
static inline void gen_on_variable(struct gen *g)
{
    switch (gen_below(g, 16)) {
    case 0:
    case 1:
        sb_printf(g->out, "'alloc': '%dKiB'", 1 << gen_below(g, 14));
        if (gen_below(g, 2))
            sb_puts(g->out, gen_below(g, 2) ? ", 'as': 'mem'" : ", 'as': 'mems[]'");
        if (gen_below(g, 3) == 0)
            sb_puts(g->out, ", 'noscan': true");
        break;
    case 2:
    case 3:
        sb_printf(g->out, "'os.Create': 'file-%s', 'as': 'f'", gen_below(g, 2) ? "%t" : "one");
        gen_else(g);
        break;
    case 4:
        sb_printf(g->out, "'write': 'f', 'bytes': %d", gen_below(g, 100000));
        gen_else(g);
        break;
    case 5:
        sb_puts(g->out, "'Close': 'f'");
        gen_else(g);
        break;
    case 6:
        sb_printf(g->out, "'os.Remove': 'file-*', 'keep': %d", gen_below(g, 3));
        break;
    case 7:
    case 8:
        sb_puts(g->out, "'trace.Start': 'f'");
        gen_else(g);
        break;
    case 9:
        sb_puts(g->out, "'trace.Stop': true");
        break;
    case 10:
        sb_puts(g->out, "'trace.NewTask': 'task', 'as': 't'");
        break;
    case 11:
        sb_printf(g->out, "'End': '%s'", gen_below(g, 2) ? "t" : "r");
        break;
    case 12:
        sb_puts(g->out, "'trace.WithRegion': 'with'");
        gen_do(g);
        break;
    case 13:
        sb_puts(g->out, "'trace.StartRegion': 'start', 'as': 'r'");
        break;
    case 14:
        sb_printf(g->out, "'trace.Log': ['category', 'text']%s",
                  gen_below(g, 2) ? ", 'ctx': 'background'" : "");
        break;
    default:
        if (gen_below(g, 2))
            sb_puts(g->out, "'metrics.Read': '/sched/latencies:seconds', 'as': 's'");
        else
            sb_puts(g->out, "'percentile': 0.99, 'of': 's'");
    }
}

static inline void gen_op(struct gen *g)
{
    int kind = gen_below(g, 20);

    g->left--;
    sb_putc(g->out, '{');
    if (kind < 7)
        gen_on_object(g);
    else if (kind < 14)
        gen_on_time(g);
    else if (kind < 15)
        gen_on_program(g);
    else if (kind < 19)
        gen_on_variable(g);
    else if (gen_below(g, 2))
        sb_puts(g->out, "'defer': {'Unlock': 'mu'}");
    else
        sb_puts(g->out, "'defer': {'Done': 'wg'}");
    sb_putc(g->out, '}');
}

static inline void gen_block(struct gen *g)
{
    int n = g->depth > 3 ? 0 : gen_below(g, 4);

    g->depth++;
    sb_putc(g->out, '[');
    for (int i = 0; i < n && g->left > 0; i++) {
        if (i)
            sb_puts(g->out, ", ");
        gen_op(g);
    }
    sb_putc(g->out, ']');
    g->depth--;
}

static inline void gen_func(struct gen *g, const char *name, int ops)
{
    /* every variable is set once, or nothing could be written that uses it */
    sb_printf(g->out,
              "'%s': [{'os.Create': 'file-%s', 'as': 'f'}, {'trace.NewTask': 'first', 'as': 't'}, "
              "{'trace.StartRegion': 'first', 'as': 'r'}, "
              "{'metrics.Read': '/sched/latencies:seconds', 'as': 's'}",
              name, name);
    g->func = name[0] == 'f' ? name[1] - '0' : 3;
    g->left = 4 * ops;
    for (int i = 0; i < ops && g->left > 0; i++) {
        sb_puts(g->out, ", ");
        gen_op(g);
    }
    sb_puts(g->out, "]");
}

/* Appends the scenario of a seed. */
static inline void gen_scenario(struct sb *out, uint64_t seed)
{
    static const char *const gogc[] = {"off", "1", "20", "100"};
    struct gen g = {.out = out};
    size_t begin = out->len;

    rng_seed(&g.rng, seed);
    sb_printf(out, "{'schedlab': 1, 'name': 'random', 'model': '%s', 'seed': %d, 'limit': '50ms', ",
              model_names[gen_below(&g, MODELS)], 1 + gen_below(&g, 1000));
    sb_printf(out, "'machine': {'cores': %d, 'fds': %d", 1 + gen_below(&g, 8),
              gen_below(&g, 3) ? 1024 : 8);
    if (gen_below(&g, 3) == 0)
        sb_printf(out, ", 'disk': '%dKiB'", 1 + gen_below(&g, 200));
    sb_printf(out, "}, 'env': {'GOMAXPROCS': '%d', 'GOGC': '%s', 'GODEBUG': '",
              1 + gen_below(&g, 8), gen_one(&g, gogc, 4));
    sb_printf(out, "schedtrace=%d,scheddetail=%d,asyncpreemptoff=%d'}, ",
              gen_below(&g, 3) ? 1 + gen_below(&g, 10) : 0, gen_below(&g, 2),
              gen_below(&g, 4) == 0);
    sb_puts(out, "'objects': {'c0': {'chan': 0}, 'c1': {'chan': 1}, 'c2': {'chan': 5}, "
                 "'c3': {'chan': 'nil'}, 'mu': 'mutex', 'rw': 'rwmutex', 'wg': 'waitgroup', "
                 "'once': 'once', 'cond': {'cond': 'mu'}, 'rcond': {'cond': 'rw'}, "
                 "'sem': {'semaphore': 2}, 'tick': {'ticker': '3ms'}}, 'funcs': {");
    gen_func(&g, "main", 4 + gen_below(&g, 20));
    for (int i = 0; i < 3; i++) {
        const char name[] = {'f', (char)('0' + i), '\0'};

        sb_puts(out, ", ");
        gen_func(&g, name, 1 + gen_below(&g, 8));
    }
    sb_puts(out, "}}");
    for (size_t i = begin; i < out->len; i++)
        if (out->text[i] == '\'')
            out->text[i] = '"';
}

#endif
