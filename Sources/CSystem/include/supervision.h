#ifndef CSYSTEM_SUPERVISION_H
#define CSYSTEM_SUPERVISION_H

#include <stddef.h>
#include <stdint.h>

// Each returns -1 and sets errno on failure, unless it says otherwise.

/// Two connected ends of a stream, closed on exec, that never block.
int csystem_socket_pair(int ends[2]);

/// Listens in `folder` under `name`, where nothing may stand; a descriptor that never blocks.
int csystem_listen(int folder, const char *name);

/// Connects to who listens in `folder` under `name`; a descriptor that never blocks.
int csystem_connect(int folder, const char *name);

/// The next connection of a process of the same user; -1 where there is none.
int csystem_accept(int listener);

/// The number of the process at the other end of a connection, as it was when that was made.
int csystem_peer(int connection);

/// Sends bytes; no signal where nobody will read them. EAGAIN where there is no room now.
ptrdiff_t csystem_send(int connection, const void *bytes, size_t count);

/// Makes orphaned descendants fall to this process, and makes it deaf to INT, TERM and HUP, which
/// its children are not.
int csystem_become_supervisor(void);

/// The children of this process, at most `capacity`; how many there are.
///
/// A process that is the only one to have been orphaned to this one counts as a child.
int csystem_children(int *children, int capacity);

/// Whether a child that was orphaned to this process has ended; then it is gone for good.
int csystem_bury(int child);

/// All processes, at most `capacity`; how many there are.
int csystem_processes(int *processes, int capacity);

/// Whether a process began with a variable in its environment whose `NAME=value` begins like this.
///
/// 0 as well where this user may not look.
int csystem_has_variable(int process, const char *beginning);

/// Whether a process runs the file that this one runs, with `verb` as its first argument; 0 as well
/// where this user may not look.
int csystem_runs_verb(int process, const char *verb);

/// What `/proc/PID/stat` says of a process.
struct csystem_kinship {
    int parent;
    int group;
    /// 1 unless only its remains are left.
    int lives;
};

/// 0, or -1 where there is no such process.
int csystem_kinship(int process, struct csystem_kinship *kinship);

#endif
