#define _GNU_SOURCE
#include "reactor.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

_Static_assert((int)csystem_readable == (int)EPOLLIN, "the kernel's bit");
_Static_assert((int)csystem_writable == (int)EPOLLOUT, "the kernel's bit");
_Static_assert((int)csystem_once == (int)EPOLLONESHOT, "the kernel's bit");
_Static_assert((int)csystem_gone == (int)(EPOLLERR | EPOLLHUP), "the kernel's bits");

static const int64_t second = 1000000000;

int csystem_watch_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static int control(int set, int operation, int descriptor, uint32_t readiness, uint64_t tag) {
    struct epoll_event event = {.events = readiness, .data.u64 = tag};
    return epoll_ctl(set, operation, descriptor, &event);
}

int csystem_watch_add(int set, int descriptor, uint32_t readiness, uint64_t tag) {
    return control(set, EPOLL_CTL_ADD, descriptor, readiness, tag);
}

int csystem_watch_change(int set, int descriptor, uint32_t readiness, uint64_t tag) {
    return control(set, EPOLL_CTL_MOD, descriptor, readiness, tag);
}

int csystem_watch_remove(int set, int descriptor) {
    return control(set, EPOLL_CTL_DEL, descriptor, 0, 0);
}

int csystem_watch_wait(int set, struct csystem_event *events, int capacity, int now) {
    struct epoll_event buffer[64];
    if (capacity > 64) capacity = 64;
    int count = epoll_wait(set, buffer, capacity, now ? 0 : -1);
    if (count < 0) return errno == EINTR ? 0 : -1;
    for (int i = 0; i < count; i++) {
        events[i].tag = buffer[i].data.u64;
        events[i].readiness = buffer[i].events;
    }
    return count;
}

int csystem_timer_create(void) {
    return timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK);
}

int csystem_timer_set(int timer, int64_t instant) {
    struct itimerspec setting;
    memset(&setting, 0, sizeof setting);
    setting.it_value.tv_sec = instant / second;
    setting.it_value.tv_nsec = instant % second;
    return timerfd_settime(timer, TFD_TIMER_ABSTIME, &setting, NULL);
}

int64_t csystem_boot_time(void) {
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return now.tv_sec * second + now.tv_nsec;
}

int csystem_signals_open(void) {
    const int wanted[] = {SIGINT, SIGTERM, SIGHUP, SIGCHLD};
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct sigaction action;
        if (sigaction(wanted[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&set, wanted[i]);
    }
    int error = pthread_sigmask(SIG_BLOCK, &set, NULL);
    if (error != 0) {
        errno = error;
        return -1;
    }
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int csystem_signals_next(int descriptor) {
    struct signalfd_siginfo info;
    return read(descriptor, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

void csystem_signals_ignore(void) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}
