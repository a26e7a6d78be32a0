#include "helpers.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* In these texts @word stands for the name that the helper of that name got. */
static const char *const texts[HELPERS] = {
    [HELP_ALWAYS] = "// @always is true; the compiler does not know it.\n"
                    "var @always = true\n",
    [HELP_NEVER] = "// @never is false; the compiler does not know it.\n"
                   "var @never = false\n",
    [HELP_DICE] = "// @dice is the program's own generator: schedlab draws from another, with the "
                  "same distributions.\n"
                  "var @dice = struct {\n"
                  "\tsync.Mutex\n"
                  "\t*rand.Rand\n"
                  "}{Rand: rand.New(rand.NewSource(@seed))}\n",
    [HELP_SLICES] = "// @slices guards the slices that belong to the whole program.\n"
                    "var @slices sync.Mutex\n",
    [HELP_CONNS] = "// @connections are timers of the kernel that are read like connections.\n"
                   "var @connections struct {\n"
                   "\tsync.Mutex\n"
                   "\tidle []*@connection\n"
                   "}\n",
    [HELP_CONNECTION] = "type @connection struct {\n"
                        "\tfile *os.File\n"
                        "\tfd   uintptr\n"
                        "}\n",
    [HELP_UNTIL] = "// @until is how long it takes until the program is d old.\n"
                   "func @until(d time.Duration) time.Duration {\n"
                   "\treturn d - time.Since(@start)\n"
                   "}\n",
    [HELP_COMPUTE] =
        "// @compute computes for d of processor time. Go can preempt it at each call of @steps.\n"
        "func @compute(d time.Duration) {\n"
        "\tn := int64(d) * @stepsPerMicrosecond / 1000\n"
        "\tfor ; n > 100; n -= 100 {\n"
        "\t\t@steps(100)\n"
        "\t}\n"
        "\t@steps(n)\n"
        "}\n",
    [HELP_TIGHT] = "// @computeTight computes for d of processor time in a loop without calls.\n"
                   "func @computeTight(d time.Duration) {\n"
                   "\t@steps(int64(d) * @stepsPerMicrosecond / 1000)\n"
                   "}\n",
    [HELP_STEPS] =
        "// @steps takes n steps of computing, each of which needs the one before. It calls "
        "something for the\n"
        "// sake of the check at the entry of functions that call: there Go can preempt it.\n"
        "//\n"
        "//go:noinline\n"
        "func @steps(n int64) uint64 {\n"
        "\tif n < 0 {\n"
        "\t\truntime.Gosched()\n"
        "\t}\n"
        "\tx := uint64(n)\n"
        "\tfor ; n > 0; n-- {\n"
        "\t\tx = x*6364136223846793005 + 1442695040888963407\n"
        "\t}\n"
        "\treturn x\n"
        "}\n",
    [HELP_CALIBRATE] = "// @calibrate finds out how many steps this machine takes in a "
                       "microsecond, when it is left alone.\n"
                       "func @calibrate() int64 {\n"
                       "\tconst n = 100000\n"
                       "\tbest := time.Hour\n"
                       "\tfor i := 0; i < 20; i++ {\n"
                       "\t\tt := time.Now()\n"
                       "\t\t@steps(n)\n"
                       "\t\tif d := time.Since(t); d < best {\n"
                       "\t\t\tbest = d\n"
                       "\t\t}\n"
                       "\t}\n"
                       "\treturn n * 1000 / int64(best)\n"
                       "}\n",
    [HELP_BLOCK] =
        "// @block is a system call that takes d: it blocks its thread, and Go knows.\n"
        "func @block(d time.Duration) {\n"
        "\tif d < 0 {\n"
        "\t\td = 0\n"
        "\t}\n"
        "\tleft := syscall.NsecToTimespec(int64(d))\n"
        "\tfor {\n"
        "\t\tp := unsafe.Pointer(&left)\n"
        "\t\t_, _, e := syscall.Syscall(syscall.SYS_NANOSLEEP, uintptr(p), uintptr(p), 0)\n"
        "\t\tif e != syscall.EINTR {\n"
        "\t\t\treturn\n"
        "\t\t}\n"
        "\t}\n"
        "}\n",
    [HELP_CCALL] = "// @callC is a call into C that takes d.\n"
                   "func @callC(d time.Duration) {\n"
                   "\tC.pause_ns(C.longlong(d))\n"
                   "}\n",
    [HELP_POLL] = "// @await parks the goroutine on the network poller for d, as a read from a "
                  "connection does whose answer\n"
                  "// comes then. The answer comes from the kernel: no other goroutine and no "
                  "thread has a part in it.\n"
                  "func @await(d time.Duration) {\n"
                  "\tif d <= 0 {\n"
                  "\t\treturn\n"
                  "\t}\n"
                  "\tc := @takeConnection()\n"
                  "\tspec := [2]syscall.Timespec{1: syscall.NsecToTimespec(int64(d))}\n"
                  "\t_, _, e := syscall.RawSyscall6(syscall.SYS_TIMERFD_SETTIME, c.fd, 0, "
                  "uintptr(unsafe.Pointer(&spec)), 0, 0, 0)\n"
                  "\tif e != 0 {\n"
                  "\t\tpanic(e)\n"
                  "\t}\n"
                  "\tvar answer [8]byte\n"
                  "\tif _, err := c.file.Read(answer[:]); err != nil {\n"
                  "\t\tpanic(err)\n"
                  "\t}\n"
                  "\t@connections.Lock()\n"
                  "\t@connections.idle = append(@connections.idle, c)\n"
                  "\t@connections.Unlock()\n"
                  "}\n",
    [HELP_TAKE] = "// @takeConnection is one that nobody uses, or a new one.\n"
                  "func @takeConnection() *@connection {\n"
                  "\t@connections.Lock()\n"
                  "\tdefer @connections.Unlock()\n"
                  "\tif n := len(@connections.idle); n > 0 {\n"
                  "\t\tc := @connections.idle[n-1]\n"
                  "\t\t@connections.idle = @connections.idle[:n-1]\n"
                  "\t\treturn c\n"
                  "\t}\n"
                  "\tconst monotonic = 1\n"
                  "\tfd, _, e := syscall.RawSyscall(syscall.SYS_TIMERFD_CREATE, monotonic, "
                  "syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)\n"
                  "\tif e != 0 {\n"
                  "\t\tpanic(e)\n"
                  "\t}\n"
                  "\treturn &@connection{os.NewFile(fd, \"connection\"), fd}\n"
                  "}\n",
    [HELP_UNIFORM] = "// @uniform is a duration between the two, each as likely as the other.\n"
                     "func @uniform(least, most time.Duration) time.Duration {\n"
                     "\t@dice.Lock()\n"
                     "\tdefer @dice.Unlock()\n"
                     "\treturn least + time.Duration(@dice.Int63n(int64(most-least)+1))\n"
                     "}\n",
    [HELP_EXP] = "// @exponential is a duration drawn from the exponential distribution.\n"
                 "func @exponential(mean time.Duration) time.Duration {\n"
                 "\t@dice.Lock()\n"
                 "\tdefer @dice.Unlock()\n"
                 "\treturn time.Duration(@dice.ExpFloat64() * float64(mean))\n"
                 "}\n",
    [HELP_NORMAL] =
        "// @normal is a duration drawn from the normal distribution; below 0 counts as 0.\n"
        "func @normal(mean, deviation time.Duration) time.Duration {\n"
        "\t@dice.Lock()\n"
        "\tdefer @dice.Unlock()\n"
        "\td := mean + time.Duration(@dice.NormFloat64()*float64(deviation))\n"
        "\tif d < 0 {\n"
        "\t\treturn 0\n"
        "\t}\n"
        "\treturn d\n"
        "}\n",
    [HELP_PARETO] = "// @pareto is a duration drawn from the Pareto distribution.\n"
                    "func @pareto(least time.Duration, alpha float64) time.Duration {\n"
                    "\t@dice.Lock()\n"
                    "\tdefer @dice.Unlock()\n"
                    "\td := float64(least) * math.Pow(1-@dice.Float64(), -1/alpha)\n"
                    "\treturn time.Duration(math.Min(d, 1<<62))\n"
                    "}\n",
    [HELP_TURNS] = "// @turns are durations that are taken in turn.\n"
                   "type @turns struct {\n"
                   "\tlist []time.Duration\n"
                   "\tnext atomic.Int64\n"
                   "}\n"
                   "\n"
                   "func (t *@turns) take() time.Duration {\n"
                   "\treturn t.list[(t.next.Add(1)-1)%int64(len(t.list))]\n"
                   "}\n",
    [HELP_ALLOC] = "// @allocate is that much memory with pointers in it, on the heap.\n"
                   "//\n"
                   "//go:noinline\n"
                   "func @allocate(bytes int64) []*byte {\n"
                   "\treturn make([]*byte, (bytes+7)/8)\n"
                   "}\n",
    [HELP_NOSCAN] = "// @allocateNoscan is that much memory without pointers in it, on the heap.\n"
                    "//\n"
                    "//go:noinline\n"
                    "func @allocateNoscan(bytes int64) []byte {\n"
                    "\treturn make([]byte, bytes)\n"
                    "}\n",
    [HELP_PUSH] = "// @push appends x to a slice of the program.\n"
                  "func @push[T any](s *[]T, x T) {\n"
                  "\t@slices.Lock()\n"
                  "\tdefer @slices.Unlock()\n"
                  "\t*s = append(*s, x)\n"
                  "}\n",
    [HELP_LAST] = "// @last is the last element of a slice of the program, or nothing.\n"
                  "func @last[T any](s *[]T) (x T) {\n"
                  "\t@slices.Lock()\n"
                  "\tdefer @slices.Unlock()\n"
                  "\tif len(*s) > 0 {\n"
                  "\t\tx = (*s)[len(*s)-1]\n"
                  "\t}\n"
                  "\treturn x\n"
                  "}\n",
    [HELP_WRITE] = "// @write writes that many bytes.\n"
                   "func @write(f *os.File, bytes int64) error {\n"
                   "\tchunk := make([]byte, 32768)\n"
                   "\tfor bytes > 0 {\n"
                   "\t\tif bytes < int64(len(chunk)) {\n"
                   "\t\t\tchunk = chunk[:bytes]\n"
                   "\t\t}\n"
                   "\t\tn, err := f.Write(chunk)\n"
                   "\t\tif err != nil {\n"
                   "\t\t\treturn err\n"
                   "\t\t}\n"
                   "\t\tbytes -= int64(n)\n"
                   "\t}\n"
                   "\treturn nil\n"
                   "}\n",
    [HELP_REMOVE] = "// @remove removes the files whose names match, all but the newest.\n"
                    "func @remove(pattern string, keep int) error {\n"
                    "\tnames, err := filepath.Glob(pattern)\n"
                    "\tif err != nil {\n"
                    "\t\treturn err\n"
                    "\t}\n"
                    "\tage := func(i int) int64 {\n"
                    "\t\tinfo, err := os.Stat(names[i])\n"
                    "\t\tif err != nil {\n"
                    "\t\t\treturn 0\n"
                    "\t\t}\n"
                    "\t\treturn info.ModTime().UnixNano()\n"
                    "\t}\n"
                    "\tsort.SliceStable(names, func(i, j int) bool { return age(i) < age(j) })\n"
                    "\tfor len(names) > keep {\n"
                    "\t\tif err := os.Remove(names[0]); err != nil {\n"
                    "\t\t\treturn err\n"
                    "\t\t}\n"
                    "\t\tnames = names[1:]\n"
                    "\t}\n"
                    "\treturn nil\n"
                    "}\n",
    [HELP_READING] = "// @reading is what a metric says now, if it is a histogram.\n"
                     "func @reading(name string) *metrics.Float64Histogram {\n"
                     "\ts := []metrics.Sample{{Name: name}}\n"
                     "\tmetrics.Read(s)\n"
                     "\tif s[0].Value.Kind() != metrics.KindFloat64Histogram {\n"
                     "\t\treturn nil\n"
                     "\t}\n"
                     "\treturn s[0].Value.Float64Histogram()\n"
                     "}\n",
    [HELP_COUNTS] =
        "// @counts are the events of each bucket since an earlier reading (or nil), and how many "
        "they are.\n"
        "func @counts(h, since *metrics.Float64Histogram) (each []uint64, all uint64) {\n"
        "\tfor i, n := range h.Counts {\n"
        "\t\tif since != nil {\n"
        "\t\t\tn -= since.Counts[i]\n"
        "\t\t}\n"
        "\t\teach = append(each, n)\n"
        "\t\tall += n\n"
        "\t}\n"
        "\treturn each, all\n"
        "}\n",
    [HELP_PERCENTILE] =
        "// @percentile is the upper bound of the bucket that holds the event of that rank.\n"
        "func @percentile(q float64, h, since *metrics.Float64Histogram) float64 {\n"
        "\tsum := uint64(0)\n"
        "\teach, all := @counts(h, since)\n"
        "\tfor i, n := range each {\n"
        "\t\tif sum += n; float64(sum) >= q*float64(all) {\n"
        "\t\t\treturn h.Buckets[i+1]\n"
        "\t\t}\n"
        "\t}\n"
        "\treturn 0\n"
        "}\n",
    [HELP_BY_BUCKETS] =
        "// @percentileByBuckets makes the mistake to take the rank from the number of buckets.\n"
        "func @percentileByBuckets(q float64, h, since *metrics.Float64Histogram) float64 {\n"
        "\tsum := uint64(0)\n"
        "\teach, _ := @counts(h, since)\n"
        "\tfor i, n := range each {\n"
        "\t\tif sum += n; float64(sum) >= q*float64(len(each)) {\n"
        "\t\t\treturn h.Buckets[i+1]\n"
        "\t\t}\n"
        "\t}\n"
        "\treturn 0\n"
        "}\n",
    [HELP_BY_INDEX] =
        "// @percentileByIndex makes the mistake to take the rank for the number of a bucket.\n"
        "func @percentileByIndex(q float64, h, _ *metrics.Float64Histogram) float64 {\n"
        "\treturn h.Buckets[int(q*float64(len(h.Buckets)))]\n"
        "}\n",
};

static const char preamble[] = "/*\n"
                               "#include <errno.h>\n"
                               "#include <time.h>\n"
                               "\n"
                               "static void pause_ns(long long ns) {\n"
                               "\tstruct timespec left = {ns / 1000000000, ns % 1000000000};\n"
                               "\twhile (nanosleep(&left, &left) != 0 && errno == EINTR) {\n"
                               "\t}\n"
                               "}\n"
                               "*/\n"
                               "import \"C\"\n\n";

static const struct {
    const char *name;
    uint32_t imports;
    uint64_t needs;
} helpers_table[HELPERS] = {
#define X(id, name, imports, needs) [id] = {name, imports, needs},
#include "helper.def"
#undef X
};

uint64_t helpers_close(uint64_t helpers)
{
    for (bool news = true; news;) {
        const uint64_t before = helpers;

        for (int i = 0; i < HELPERS; i++)
            if (helpers & BIT(i))
                helpers |= helpers_table[i].needs;
        news = helpers != before;
    }
    return helpers;
}

uint32_t helpers_imports(uint64_t helpers)
{
    uint32_t imports = 0;

    for (int i = 0; i < HELPERS; i++)
        if (helpers & BIT(i))
            imports |= helpers_table[i].imports;
    return imports;
}

void helpers_write_imports(struct sb *out, uint32_t imports)
{
    static const char *const paths[IMPORTS] = {
#define X(id, path, name) path,
#include "import.def"
#undef X
    };
    const uint32_t plain = imports & ~(uint32_t)IMPORT_C;

    if (imports & IMPORT_C)
        sb_puts(out, preamble);
    if (!plain)
        return;
    if ((plain & (plain - 1)) == 0) {
        for (int i = 0; i < IMPORTS; i++)
            if (plain >> i & 1)
                sb_printf(out, "import \"%s\"\n\n", paths[i]);
        return;
    }
    sb_puts(out, "import (\n");
    for (int i = 0; i < IMPORTS; i++)
        if (plain >> i & 1)
            sb_printf(out, "\t\"%s\"\n", paths[i]);
    sb_puts(out, ")\n\n");
}

/* Writes what a @word stands for; the number of bytes of the word. */
static size_t write_word(struct sb *out, const char *word, const struct names *names,
                         const struct program *p)
{
    size_t len = 0;

    while (isalnum((unsigned char)word[len]))
        len++;
    if (len == 4 && memcmp(word, "seed", 4) == 0) {
        sb_int(out, (int64_t)p->seed);
        return len;
    }
    for (int i = 0; i < HELPERS; i++)
        if (strlen(helpers_table[i].name) == len && memcmp(helpers_table[i].name, word, len) == 0)
            sb_puts(out, names->helpers[i]);
    return len;
}

static void write_text(struct sb *out, const char *text, const struct names *names,
                       const struct program *p)
{
    while (*text) {
        const size_t plain = strcspn(text, "@");

        sb_add(out, text, plain);
        text += plain;
        if (*text == '@')
            text += 1 + write_word(out, text + 1, names, p);
    }
}

void helpers_write_first(struct sb *out, uint64_t helpers, const struct names *names)
{
    if (helpers & BIT(HELP_RATE))
        sb_printf(out, "// %s is how fast this machine computes.\nvar %s = %s()\n\n",
                  names->helpers[HELP_RATE], names->helpers[HELP_RATE],
                  names->helpers[HELP_CALIBRATE]);
    if (helpers & BIT(HELP_START))
        sb_printf(out, "// %s is when the program began.\nvar %s = time.Now()\n\n",
                  names->helpers[HELP_START], names->helpers[HELP_START]);
}

void helpers_write(struct sb *out, uint64_t helpers, const struct names *names,
                   const struct program *p)
{
    for (int i = 0; i < HELPERS; i++)
        if ((helpers & BIT(i)) && texts[i]) {
            sb_putc(out, '\n');
            write_text(out, texts[i], names, p);
        }
}
