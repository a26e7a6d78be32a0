#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file.h"
#include "sb.h"
#include "test.h"

/* Each test has a folder of its own, which is its *state. */
static int make_folder(void **state)
{
    char *folder = strdup("/tmp/schedlab-test-XXXXXX");

    *state = mkdtemp(folder);
    return *state ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

static int remove_folder(void **state)
{
    int failed = nftw(*state, remove_one, 8, FTW_DEPTH | FTW_PHYS);

    free(*state);
    return failed;
}

static char *in(void **state, const char *name)
{
    static char path[400];

    snprintf(path, sizeof path, "%s/%s", (const char *)*state, name);
    return path;
}

static void assert_content(const char *path, const char *want)
{
    struct diags ds = {0};
    char *bytes;
    size_t len;

    assert_true(file_read(path, 1 << 20, &bytes, &len, &ds));
    assert_int_equal(len, strlen(want));
    assert_string_equal(bytes, want);
    free(bytes);
}

static int entries(void **state)
{
    char command[500];
    int n = -1;
    FILE *p;

    snprintf(command, sizeof command, "ls -A %s | wc -l", (const char *)*state);
    p = popen(command, "r");
    assert_non_null(p);
    assert_int_equal(fscanf(p, "%d", &n), 1);
    pclose(p);
    return n;
}

static void write_text(const char *path, const char *text)
{
    struct diags ds = {0};
    struct writer *w = writer_open(path, &ds);

    assert_non_null(w);
    writer_put(w, text, strlen(text));
    assert_true(writer_close(w, &ds));
}

/* Law: until it is closed, what stood under the name stands there; then all of the new, with the old permissions. */
static void file_appears_whole(void **state)
{
    struct diags ds = {0};
    char *path = in(state, "out");
    struct writer *w;
    struct stat st;

    write_text(path, "old");
    assert_int_equal(chmod(path, 0640), 0);
    w = writer_open(path, &ds);
    for (int i = 0; i < 100000; i++)
        writer_put(w, "0123456789", 10);
    assert_int_equal(writer_count(w), 1000000);
    assert_content(path, "old");
    assert_true(writer_close(w, &ds));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_size, 1000000);
    assert_int_equal(st.st_mode & 07777, 0640);
    assert_int_equal(entries(state), 1);
}

static void new_file_obeys_umask(void **state)
{
    mode_t old = umask(027);
    struct stat st;

    write_text(in(state, "new"), "x");
    umask(old);
    assert_int_equal(stat(in(state, "new"), &st), 0);
    assert_int_equal(st.st_mode & 07777, 0640);
}

/* Law: giving up leaves what was there, and nothing else. */
static void abandoned_file_leaves_nothing(void **state)
{
    struct diags ds = {0};
    struct writer *w;

    write_text(in(state, "kept"), "old");
    w = writer_open(in(state, "kept"), &ds);
    writer_put(w, "new", 3);
    writer_abandon(w);
    assert_content(in(state, "kept"), "old");
    assert_int_equal(entries(state), 1);
}

/* Law: a link is followed; what it leads to is replaced, and the link stays one. */
static void link_stays_a_link(void **state)
{
    char target[400];
    struct stat st;

    snprintf(target, sizeof target, "%s", in(state, "target"));
    write_text(target, "old");
    assert_int_equal(symlink("target", in(state, "link")), 0);
    write_text(in(state, "link"), "new");
    assert_content(target, "new");
    assert_int_equal(lstat(in(state, "link"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
}

static void name_as_long_as_names_can_be(void **state)
{
    char name[256];

    memset(name, 'n', 255);
    name[255] = '\0';
    write_text(in(state, name), "x");
    assert_content(in(state, name), "x");
}

static void assert_refused(const char *path, const char *why)
{
    struct diags ds = {0};

    assert_null(writer_open(path, &ds));
    assert_int_equal(ds.list.len, 1);
    assert_string_equal(ds.list.at[0].file, path);
    if (!strstr(ds.list.at[0].message, why))
        fail_msg("\"%s\" does not say \"%s\"", ds.list.at[0].message, why);
    diags_free(&ds);
}

static void impossible_names_are_refused_at_once(void **state)
{
    assert_refused(*state, "Is a directory");
    assert_refused(in(state, "none/out"), "No such file or directory");
    assert_refused("", "No such file or directory");
    write_text(in(state, "file"), "x");
    assert_refused(in(state, "file/out"), "Not a directory");
    assert_int_equal(symlink("nowhere", in(state, "dangling")), 0);
    assert_refused(in(state, "dangling"), "No such file or directory");
    if (geteuid() != 0) {
        assert_int_equal(chmod(in(state, "file"), 0444), 0);
        assert_refused(in(state, "file"), "Permission denied");
    }
}

/* Law: a disk that is full is told once, by writer_close, with its reason. */
static void full_disk_is_told(void **state)
{
    struct diags ds = {0};
    struct writer *w = writer_open("/dev/full", &ds);

    (void)state;
    assert_non_null(w);
    for (int i = 0; i < 10000; i++)
        writer_put(w, "0123456789abcdef", 16);
    assert_true(writer_failed(w));
    assert_int_equal(writer_error(w), ENOSPC);
    assert_false(writer_close(w, &ds));
    assert_int_equal(ds.list.len, 1);
    assert_string_equal(ds.list.at[0].message, "cannot write it: No space left on device");
    diags_free(&ds);
}

static void broken_pipe_is_told(void **state)
{
    struct diags ds = {0};
    struct writer *w;
    char path[30];
    int fd[2];

    (void)state;
    assert_int_equal(pipe(fd), 0);
    signal(SIGPIPE, SIG_IGN);
    snprintf(path, sizeof path, "/dev/fd/%d", fd[1]);
    w = writer_open(path, &ds);
    close(fd[0]);
    writer_put(w, "x", 1);
    writer_flush(w);
    assert_int_equal(writer_error(w), EPIPE);
    assert_false(writer_close(w, &ds));
    close(fd[1]);
    diags_free(&ds);
}

/* Law: ending by exit or by a signal's handler leaves no temporary file; kill -9 leaves at least the final name alone. */
static void ends_in_the_middle(void **state)
{
    for (int how = 0; how < 3; how++) {
        pid_t pid = fork();
        int status;

        if (pid == 0) {
            struct diags ds = {0};
            struct writer *w = writer_open(in(state, "out"), &ds);
            struct writer *v = writer_open(in(state, "two"), &ds);

            writer_put(w, "half", 4);
            writer_put(v, "half", 4);
            if (how == 0)
                exit(2);
            if (how == 1) {
                writer_abandon_all();
                _exit(2);
            }
            raise(SIGKILL);
        }
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_int_equal(entries(state), how < 2 ? 0 : 2);
        assert_int_not_equal(access(in(state, "out"), F_OK), 0);
    }
}

static void reading_refuses_what_is_too_long(void **state)
{
    struct diags ds = {0};
    char *bytes;
    size_t len;

    write_text(in(state, "ten"), "0123456789");
    assert_true(file_read(in(state, "ten"), 10, &bytes, &len, &ds));
    assert_int_equal(len, 10);
    free(bytes);
    assert_false(file_read(in(state, "ten"), 9, &bytes, &len, &ds));
    assert_false(file_read(in(state, "none"), 9, &bytes, &len, &ds));
    assert_false(file_read(*state, 9, &bytes, &len, &ds));
    assert_int_equal(ds.list.len, 3);
    assert_string_equal(ds.list.at[2].message, "cannot read it: Is a directory");
    diags_free(&ds);
}

static void memory_writer_keeps_bytes(void **state)
{
    struct diags ds = {0};
    struct writer *w = writer_to_memory();
    size_t len;

    (void)state;
    writer_put(w, "ab\0c", 4);
    assert_memory_equal(writer_bytes(w, &len), "ab\0c", 4);
    assert_int_equal(len, 4);
    assert_true(writer_close(w, &ds));
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

static const struct CMUnitTest tests[] = {
    IN_FOLDER(file_appears_whole),
    IN_FOLDER(new_file_obeys_umask),
    IN_FOLDER(abandoned_file_leaves_nothing),
    IN_FOLDER(link_stays_a_link),
    IN_FOLDER(name_as_long_as_names_can_be),
    IN_FOLDER(impossible_names_are_refused_at_once),
    cmocka_unit_test(full_disk_is_told),
    cmocka_unit_test(broken_pipe_is_told),
    IN_FOLDER(ends_in_the_middle),
    IN_FOLDER(reading_refuses_what_is_too_long),
    cmocka_unit_test(memory_writer_keeps_bytes),
};

RUN_TESTS(tests)
