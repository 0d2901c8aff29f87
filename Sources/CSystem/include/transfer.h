#ifndef CSYSTEM_TRANSFER_H
#define CSYSTEM_TRANSFER_H

#include <stddef.h>
#include <stdint.h>

/// HTTP by the system's libcurl, which is opened when it is first wanted. All on one thread.
typedef struct csystem_http_client csystem_http_client;

/// What the client asks of its owner, the first argument of each.
struct csystem_http_calls {
    /// Tell of `socket` being readable or writable, or no longer of either.
    void (*watch)(void *owner, int socket, int reading, int writing);
    /// `socket` was just opened, or is about to be closed.
    void (*opened)(void *owner, int socket);
    void (*closing)(void *owner, int socket);
    /// Act after so many milliseconds; -1 takes the wish back.
    void (*timer)(void *owner, int64_t milliseconds);
    /// A line of the header, with its end, or a piece of the body; 0 breaks the transfer off.
    int (*header)(void *owner, uint64_t id, const uint8_t *bytes, size_t count);
    int (*body)(void *owner, uint64_t id, const uint8_t *bytes, size_t count);
    /// Whether a connection to this address (4 or 16 bytes) may be made.
    int (*allows)(void *owner, uint64_t id, const uint8_t *address, size_t count);
};

struct csystem_http_request {
    uint64_t id;
    const char *url;
    const char *method;
    /// `Name: value`, each ended by a NUL.
    const char *headers;
    size_t header_count;
    /// Copied.
    const void *body;
    size_t body_count;
    /// Whether there is a body, an empty one too.
    int has_body;
    int https_only;
    int64_t connect_milliseconds;
    /// Certificates to trust instead of the system's, or null.
    const char *ca_file;
};

/// How a transfer ended.
struct csystem_http_end {
    uint64_t id;
    /// Whether the response came whole.
    int succeeded;
    /// Bytes of the request that were sent, over all connections that were tried.
    int64_t sent;
    /// What went wrong, in libcurl's words.
    char reason[256];
};

/// Opens the library; 0, or -1 and the loader's words in `reason`.
int csystem_http_open(const char *library, char *reason, size_t capacity);

/// A client; null when memory is short. `csystem_http_open` has succeeded before.
csystem_http_client *csystem_http_create(void *owner, const struct csystem_http_calls *calls);
/// Drops what is under way and closes all connections; asks nothing of the owner any more.
void csystem_http_destroy(csystem_http_client *client);

/// Starts a request; -1 when it cannot be set up. Some end in this call: ask for ends after it.
int csystem_http_start(csystem_http_client *client, const struct csystem_http_request *request);
/// Forgets a request that has not ended, and closes its connection.
void csystem_http_drop(csystem_http_client *client, uint64_t id);

/// Acts on what a socket is ready for, or with -1 on the time that has come.
void csystem_http_act(csystem_http_client *client, int socket, int readable, int writable);
/// The next transfer that has ended and was not told yet: 1, or 0 when there is none.
int csystem_http_next_end(csystem_http_client *client, struct csystem_http_end *end);

#endif
