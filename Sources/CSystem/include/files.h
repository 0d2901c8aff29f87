#ifndef CSYSTEM_FILES_H
#define CSYSTEM_FILES_H

#include <stdint.h>

// Each returns -1 and sets errno on failure, unless it says otherwise.

/// Opens a file without a name in `folder`, for reading and appending, mode 0600 (O_TMPFILE).
int csystem_open_unnamed(int folder);

/// Gives a file without a name the name `name`; EEXIST where that is taken.
int csystem_link_unnamed(int file, int folder, const char *name);

/// Renames within `folder`; EEXIST where `to` is taken (RENAME_NOREPLACE).
int csystem_rename_new(int folder, const char *from, const char *to);

/// Takes `count` bytes of disk for `file`, so that they can be given back when it is full.
int csystem_allocate(int file, int64_t count);

/// The kernel's magic number of the file system that holds `file`; -1 where it will not say.
int64_t csystem_file_system(int file);

/// Marks `file` as owned by its open file description, until that is closed (F_OFD_SETLK).
int csystem_mark_owned(int file);

/// 1 if another open file description has marked `file` as owned, else 0. Takes no lock itself.
int csystem_is_owned(int file);

#endif
