#ifndef CSYSTEM_REACTOR_H
#define CSYSTEM_REACTOR_H

#include <stddef.h>
#include <stdint.h>

// Each returns -1 and sets errno on failure, unless it says otherwise.

/// What a descriptor is watched for, and what has come.
enum csystem_readiness {
    csystem_readable = 1,
    csystem_writable = 4,
    /// Watched for until something has come.
    csystem_once = 1 << 30,
    /// Failed or hung up; always watched for.
    csystem_gone = 8 | 16,
};

/// What has come, and the tag that was given with the descriptor.
struct csystem_event {
    uint64_t tag;
    uint32_t readiness;
};

/// A set of watched descriptors (epoll), level-triggered.
int csystem_watch_create(void);
int csystem_watch_add(int set, int descriptor, uint32_t readiness, uint64_t tag);
int csystem_watch_change(int set, int descriptor, uint32_t readiness, uint64_t tag);
int csystem_watch_remove(int set, int descriptor);

/// Waits until something has come, for ever or, with `now`, not at all; the number of events.
///
/// An interruption by a signal counts as none.
int csystem_watch_wait(int set, struct csystem_event *events, int capacity, int now);

/// A timer on CLOCK_BOOTTIME, which goes on while the machine sleeps.
int csystem_timer_create(void);
/// Sets it to an instant, in nanoseconds since boot; 0 stops it.
int csystem_timer_set(int timer, int64_t instant);
/// Nanoseconds since boot by the same clock. Cannot fail.
int64_t csystem_boot_time(void);

/// Blocks those of INT, TERM, HUP and CHLD that are not ignored and makes them readable.
///
/// A signal that this process was told to ignore when it began (by `nohup`, say) stays ignored.
int csystem_signals_open(void);
/// The number of the next signal; 0 when there is none.
int csystem_signals_next(int descriptor);
/// Ignores PIPE and XFSZ, so that a lost reader or a limit of a file's size is an errno.
void csystem_signals_ignore(void);

#endif
