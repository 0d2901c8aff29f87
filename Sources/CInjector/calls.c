#define _GNU_SOURCE
#include "calls.h"

#include <limits.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

extern long ptrace(int request, ...);

// What tells whether a call counts.
enum subject {
    subject_none,       // it always does
    subject_descriptor, // the descriptor that is its first argument
    subject_entry,      // the folder's descriptor and the name in it, its first two arguments
    subject_path,       // the path that is its first argument
    subject_process,    // the flags: a thread is no child
    subject_record,     // the same, where they begin a record
};

struct kind {
    long number;
    const char *name;
    enum subject subject;
};

#define KIND(name, subject) {SYS_##name, #name, subject_##subject}

static const struct kind kinds[] = {
    KIND(write, descriptor),
    KIND(writev, descriptor),
    KIND(pwrite64, descriptor),
    KIND(read, descriptor),
    KIND(pread64, descriptor),
    KIND(fdatasync, descriptor),
    KIND(fsync, descriptor),
    KIND(ftruncate, descriptor),
    KIND(fallocate, descriptor),
    KIND(flock, descriptor),
    KIND(close, descriptor),
    KIND(sendto, descriptor),
    KIND(sendmsg, descriptor),
    KIND(recvfrom, descriptor),
    KIND(recvmsg, descriptor),
    KIND(shutdown, descriptor),
    KIND(bind, descriptor),
    KIND(listen, descriptor),
    KIND(connect, descriptor),
    KIND(accept4, descriptor),
    KIND(pidfd_send_signal, descriptor),
    KIND(openat, entry),
    KIND(openat2, entry),
    KIND(mkdirat, entry),
    KIND(linkat, entry),
    KIND(renameat, entry),
    KIND(renameat2, entry),
    KIND(unlinkat, entry),
    KIND(execve, none),
    KIND(execveat, none),
    KIND(clone, process),
    KIND(clone3, record),
    KIND(wait4, none),
    KIND(waitid, none),
    KIND(kill, none),
    KIND(tgkill, none),
    KIND(pidfd_open, none),
    KIND(memfd_create, none),
    KIND(pipe2, none),
    KIND(socketpair, none),
    KIND(epoll_pwait, none),
// Calls that only older machines have.
#ifdef SYS_mkdir
    KIND(mkdir, path),
    KIND(rmdir, path),
    KIND(rename, path),
    KIND(unlink, path),
    KIND(open, path),
    KIND(fork, none),
    KIND(vfork, none),
    KIND(epoll_wait, none),
#endif
};

static const struct kind *kind_of(long number) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].number == number) return &kinds[i];
    return NULL;
}

static size_t copy(pid_t thread, unsigned long address, void *bytes, size_t size) {
    struct iovec here = {bytes, size}, there = {(void *)address, size};
    ssize_t length = process_vm_readv(thread, &here, 1, &there, 1, 0);
    return length < 0 ? 0 : (size_t)length;
}

// A piece at a time, as what lies beyond the end of a string may not be there.
static void copy_text(pid_t thread, unsigned long address, char *text, size_t size) {
    size_t length = 0;
    while (length + 1 < size) {
        size_t piece = 64 - (address + length) % 64;
        if (piece > size - 1 - length) piece = size - 1 - length;
        size_t got = copy(thread, address + length, text + length, piece);
        if (got == 0 || memchr(text + length, 0, got) != NULL) break;
        length += got;
    }
    text[size - 1] = 0;
}

static int read_link(pid_t thread, const char *what, char *target, size_t size) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", thread, what);
    ssize_t length = readlink(path, target, size - 1);
    target[length < 0 ? 0 : length] = 0;
    return length > 0;
}

static int is_below(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int is_of_process(const char *target) {
    return strncmp(target, "socket:", 7) == 0 || strncmp(target, "pipe:", 5) == 0 ||
           strncmp(target, "/memfd:", 7) == 0 || strstr(target, "pidfd") != NULL;
}

static void descriptor_target(pid_t thread, long descriptor, char *target, size_t size) {
    char what[32];
    if ((int)descriptor < 0)
        snprintf(what, sizeof what, "cwd");
    else
        snprintf(what, sizeof what, "fd/%d", (int)descriptor);
    read_link(thread, what, target, size);
}

static int counts_entry(
    pid_t thread, long directory, unsigned long address, const char *folder, char *target,
    size_t size) {
    char name[PATH_MAX];
    memset(name, 0, sizeof name);
    copy_text(thread, address, name, sizeof name);
    if (name[0] == '/') {
        snprintf(target, size, "%s", name);
    } else {
        descriptor_target(thread, directory, target, size);
        size_t length = strlen(target);
        snprintf(target + length, size - length, "/%s", name);
    }
    return is_below(target, folder);
}

static int makes_process(unsigned long flags) { return (flags & CLONE_THREAD) == 0; }

int call_counts(pid_t thread, const char *folder, char *text, size_t size) {
    struct ptrace_syscall_info info;
    memset(&info, 0, sizeof info);
    ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info);
    if (info.op != PTRACE_SYSCALL_INFO_ENTRY) return 0;
    const struct kind *kind = kind_of((long)info.entry.nr);
    if (kind == NULL) return 0;
    const unsigned long long *arguments = (const unsigned long long *)info.entry.args;
    char target[PATH_MAX] = "";
    unsigned long long flags = arguments[0];
    int counts = 1;
    switch (kind->subject) {
    case subject_none: break;
    case subject_descriptor:
        descriptor_target(thread, (long)arguments[0], target, sizeof target);
        counts = is_below(target, folder) || is_of_process(target);
        break;
    case subject_entry:
        counts = counts_entry(
            thread, (long)arguments[0], arguments[1], folder, target, sizeof target);
        break;
    case subject_path:
        counts = counts_entry(thread, -1, arguments[0], folder, target, sizeof target);
        break;
    case subject_record: copy(thread, arguments[0], &flags, sizeof flags); // as `process`
    /* fall through */
    case subject_process: counts = makes_process(flags);
    }
    const char *shown = is_below(target, folder) ? target + strlen(folder) : target;
    snprintf(text, size, "%s%s%.120s", kind->name, *shown ? " " : "", shown);
    return counts;
}

pid_t process_of(pid_t thread) {
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", thread);
    FILE *file = fopen(path, "re");
    int process = 0;
    while (file != NULL && process == 0 && fgets(line, sizeof line, file) != NULL)
        sscanf(line, "Tgid: %d", &process);
    if (file != NULL) fclose(file);
    return process;
}
