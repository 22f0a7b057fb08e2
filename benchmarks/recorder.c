/* What one process really does to the files under a folder, in order: loaded before the C library (LD_PRELOAD).
 *
 * RECORDED_FOLDER names the folder, RECORDED_LOG the file that is written; `power.py` reads it. Each call is made and noted
 * under one lock, so that the order in the log is the order in which the calls were done; a call that failed is not noted.
 * Children are not recorded, nor are programs that they start. A call that is not listed here would be missed: the trial
 * compares what the log makes with what lies on the disk in the end, and a sync that is missed only makes it stricter.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static size_t folder_length;
static int log_file = -1;
static pid_t recorded;

struct entry {
    char action[8];
    uint64_t node, holder, at, length;
};

__attribute__((constructor)) static void begin(void) {
    const char *where = getenv("RECORDED_FOLDER"), *log_name = getenv("RECORDED_LOG");
    if (!where || !log_name || !realpath(where, folder)) return;
    folder_length = strlen(folder);
    log_file = syscall(SYS_openat, AT_FDCWD, log_name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    recorded = getpid();
    unsetenv("LD_PRELOAD");
}

static int here(void) { return log_file >= 0 && getpid() == recorded; }

/* A child may have been forked while another thread held the lock: it never asks for it. */
static void hold(void) {
    if (here()) pthread_mutex_lock(&lock);
}
static void release(void) {
    if (here()) pthread_mutex_unlock(&lock);
}

static int within(const char *path) {
    return !strncmp(path, folder, folder_length) && (path[folder_length] == '/' || !path[folder_length]);
}

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return within(path);
}

static int watched(int fd) {
    char path[PATH_MAX];
    return here() && path_of(fd, path);
}

static uint64_t node_of(int fd) {
    struct stat held;
    return fstat(fd, &held) ? 0 : held.st_ino;
}

static void note(char action, uint64_t node, uint64_t holder, uint64_t at, const void *data, size_t length) {
    struct entry entry = {{action}, node, holder, at, length};
    struct iovec parts[2] = {{&entry, sizeof entry}, {(void *)data, length}};
    if (syscall(SYS_writev, log_file, parts, 2) != (ssize_t)(sizeof entry + length)) abort();
}

/* The node of the folder that holds `path`, and its name there; 0 where that is not under the recorded one. */
static uint64_t place(int at, const char *path, const char **name) {
    char whole[2 * PATH_MAX], real[PATH_MAX], base[PATH_MAX] = "";
    struct stat held;
    if (!here()) return 0;
    if (path[0] != '/' && at != AT_FDCWD) {
        path_of(at, base);
        strcat(base, "/");
    }
    snprintf(whole, sizeof whole, "%s%s", base, path);
    char *last = strrchr(whole, '/');
    *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    if (last) last[last == whole] = 0;
    if (!realpath(last ? whole : ".", real) || !within(real) || stat(real, &held)) return 0;
    return held.st_ino;
}

static uint64_t node_at(int at, const char *path) {
    struct stat held;
    return fstatat(at, path, &held, AT_SYMLINK_NOFOLLOW) ? 0 : held.st_ino;
}

static int opened(int at, const char *path, int flags, mode_t mode) {
    const char *name = "";
    hold();
    int saved = errno;
    uint64_t holder = flags & (O_CREAT | O_TRUNC) ? place(at, path, &name) : 0;
    int existed = holder && node_at(at, path);
    errno = saved;
    int fd = syscall(SYS_openat, at, path, flags, mode);
    if (fd >= 0 && holder && !existed) note('c', node_of(fd), holder, 0, name, strlen(name));
    if (fd >= 0 && holder && existed && flags & O_TRUNC) note('t', node_of(fd), 0, 0, "", 0);
    release();
    return fd;
}

#define MODE(last) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, last); \
        mode = va_arg(rest, int); \
        va_end(rest); \
    }

int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags) return opened(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags) return opened(at, path, flags, mode); }

ssize_t write(int fd, const void *data, size_t length) {
    if (!watched(fd)) return syscall(SYS_write, fd, data, length);
    hold();
    ssize_t done = syscall(SYS_write, fd, data, length);
    if (done > 0) note('w', node_of(fd), 0, lseek(fd, 0, SEEK_CUR) - done, data, done);
    release();
    return done;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) {
    if (!watched(fd)) return syscall(SYS_pwrite64, fd, data, length, at);
    hold();
    ssize_t done = syscall(SYS_pwrite64, fd, data, length, at);
    if (done > 0) note('w', node_of(fd), 0, at, data, done);
    release();
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return pwrite64(fd, data, length, at); }

int ftruncate64(int fd, off64_t size) {
    if (!watched(fd)) return syscall(SYS_ftruncate, fd, size);
    hold();
    int failed = syscall(SYS_ftruncate, fd, size);
    if (!failed) note('t', node_of(fd), 0, size, "", 0);
    release();
    return failed;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int synced(int fd, int call) {
    if (!watched(fd)) return syscall(call, fd);
    hold();
    int failed = syscall(call, fd);
    if (!failed) note('s', node_of(fd), 0, 0, "", 0);
    release();
    return failed;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int mkdirat(int at, const char *path, mode_t mode) {
    const char *name = "";
    hold();
    uint64_t holder = place(at, path, &name);
    int failed = syscall(SYS_mkdirat, at, path, mode);
    if (!failed && holder) note('d', node_at(at, path), holder, 0, name, strlen(name));
    release();
    return failed;
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int unlinkat(int at, const char *path, int flags) {
    const char *name = "";
    hold();
    uint64_t holder = place(at, path, &name);
    int failed = syscall(SYS_unlinkat, at, path, flags);
    if (!failed && holder) note('u', 0, holder, 0, name, strlen(name));
    release();
    return failed;
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int linkat(int from, const char *old, int to, const char *new, int flags) {
    const char *name = "";
    hold();
    uint64_t holder = place(to, new, &name);
    int failed = syscall(SYS_linkat, from, old, to, new, flags);
    if (!failed && holder) note('l', node_at(to, new), holder, 0, name, strlen(name));
    release();
    return failed;
}
int link(const char *old, const char *new) { return linkat(AT_FDCWD, old, AT_FDCWD, new, 0); }

int renameat(int from, const char *old, int to, const char *new) {
    const char *before = "", *after = "";
    char names[2 * NAME_MAX + 2];
    hold();
    uint64_t left = place(from, old, &before), holder = place(to, new, &after);
    int failed = syscall(SYS_renameat2, from, old, to, new, 0);
    int length = snprintf(names, sizeof names, "%s/%s", before, after);
    if (!failed && (left || holder)) note('r', node_at(to, new), holder, left, names, length);
    release();
    return failed;
}
int rename(const char *old, const char *new) { return renameat(AT_FDCWD, old, AT_FDCWD, new); }

/* A mapping that is written to cannot be recorded: it is noted with its name, and the trial judges. */
void *mmap64(void *at, size_t length, int kind, int flags, int fd, off64_t offset) {
    char path[PATH_MAX];
    if (fd >= 0 && kind & PROT_WRITE && flags & MAP_SHARED && here() && path_of(fd, path)) {
        hold();
        note('m', node_of(fd), 0, 0, path, strlen(path));
        release();
    }
    return (void *)syscall(SYS_mmap, at, length, kind, flags, fd, offset);
}
void *mmap(void *at, size_t length, int kind, int flags, int fd, off_t offset) {
    return mmap64(at, length, kind, flags, fd, offset);
}

/* Copies inside the kernel show no bytes: whoever asks for one is told to read and write. */
ssize_t sendfile64(int out, int in, off64_t *at, size_t length) {
    if (!watched(out)) return syscall(SYS_sendfile, out, in, at, length);
    errno = ENOTSOCK;
    return -1;
}
ssize_t sendfile(int out, int in, off_t *at, size_t length) { return sendfile64(out, in, at, length); }
ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t length, unsigned flags) {
    if (!watched(out)) return syscall(SYS_copy_file_range, in, from, out, to, length, flags);
    errno = EXDEV;
    return -1;
}
