#include <stddef.h>
#include <sys/types.h>

// Whether a thread that has just been stopped before a system call is about to touch a file below
// `folder` or another process.
//
// `text` is the call and what it touches, in words.
int call_counts(pid_t thread, const char *folder, char *text, size_t size);

// The process that a thread belongs to; 0 when it is gone.
pid_t process_of(pid_t thread);
