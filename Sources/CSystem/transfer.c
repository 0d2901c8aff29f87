#define _GNU_SOURCE
#define CURL_DISABLE_TYPECHECK
#include "transfer.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// The header also has macros of these names, which would get in the way of the members.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

#define EACH_FUNCTION(X)                                                                          \
    X(curl_global_init) X(curl_easy_init) X(curl_easy_cleanup) X(curl_easy_reset)                 \
    X(curl_easy_setopt) X(curl_easy_getinfo) X(curl_easy_strerror) X(curl_slist_append)           \
    X(curl_slist_free_all) X(curl_multi_init) X(curl_multi_cleanup) X(curl_multi_setopt)          \
    X(curl_multi_add_handle) X(curl_multi_remove_handle) X(curl_multi_socket_action)              \
    X(curl_multi_info_read) X(curl_version_info)

#define MEMBER(name) __typeof__(name) *name;
struct library {
    EACH_FUNCTION(MEMBER)
};

static struct library curl;
static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

struct transfer {
    csystem_http_client *client;
    uint64_t id;
    CURL *easy;
    struct curl_slist *headers;
    char error[CURL_ERROR_SIZE];
    struct transfer *next;
};

struct csystem_http_client {
    void *owner;
    struct csystem_http_calls calls;
    CURLM *multi;
    // All transfers by a list, and those not in use, whose handles are kept for the next.
    struct transfer *running, *idle;
};

static int load(const char *name, char *reason, size_t capacity) {
    void *file = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (file == NULL) {
        snprintf(reason, capacity, "%s", dlerror());
        return -1;
    }
    struct library found;
#define FIND(name)                                                                                \
    *(void **)&found.name = dlsym(file, #name);                                                   \
    if (found.name == NULL) {                                                                     \
        snprintf(reason, capacity, "no function %s", #name);                                      \
        return -1;                                                                                \
    }
    EACH_FUNCTION(FIND)
    if (found.curl_version_info(CURLVERSION_NOW)->version_num < 0x075500) {
        snprintf(reason, capacity, "it is older than 7.85");
        return -1;
    }
    if (curl.curl_easy_init == NULL && found.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        snprintf(reason, capacity, "it cannot set itself up");
        return -1;
    }
    curl = found;
    return 0;
}

int csystem_http_open(const char *library, char *reason, size_t capacity) {
    pthread_mutex_lock(&opening);
    int result = load(library, reason, capacity);
    pthread_mutex_unlock(&opening);
    return result;
}

static int on_socket(CURL *easy, curl_socket_t socket, int what, void *user, void *socket_user) {
    (void)easy, (void)socket_user;
    csystem_http_client *client = user;
    int is_removal = what == CURL_POLL_REMOVE;
    client->calls.watch(client->owner, socket, !is_removal && (what & CURL_POLL_IN),
                        !is_removal && (what & CURL_POLL_OUT));
    return 0;
}

static int on_timer(CURLM *multi, long milliseconds, void *user) {
    (void)multi;
    csystem_http_client *client = user;
    client->calls.timer(client->owner, milliseconds);
    return 0;
}

static size_t on_header(char *bytes, size_t size, size_t count, void *user) {
    struct transfer *transfer = user;
    const struct csystem_http_calls *calls = &transfer->client->calls;
    return calls->header(transfer->client->owner, transfer->id, (uint8_t *)bytes, size * count)
        ? size * count : 0;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *user) {
    struct transfer *transfer = user;
    const struct csystem_http_calls *calls = &transfer->client->calls;
    return calls->body(transfer->client->owner, transfer->id, (uint8_t *)bytes, size * count)
        ? size * count : 0;
}

static curl_socket_t on_open(void *user, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)purpose;
    struct transfer *transfer = user;
    csystem_http_client *client = transfer->client;
    const void *bytes = NULL;
    size_t count = 0;
    if (address->family == AF_INET) {
        bytes = &((const struct sockaddr_in *)&address->addr)->sin_addr;
        count = 4;
    } else if (address->family == AF_INET6) {
        bytes = &((const struct sockaddr_in6 *)&address->addr)->sin6_addr;
        count = 16;
    }
    if (bytes == NULL || !client->calls.allows(client->owner, transfer->id, bytes, count))
        return CURL_SOCKET_BAD;
    int descriptor =
        socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (descriptor >= 0) client->calls.opened(client->owner, descriptor);
    return descriptor;
}

// Connections outlive transfers, so this gets the client.
static int on_close(void *user, curl_socket_t socket) {
    csystem_http_client *client = user;
    if (client->owner != NULL) client->calls.closing(client->owner, socket);
    return close(socket);
}

csystem_http_client *csystem_http_create(void *owner, const struct csystem_http_calls *calls) {
    csystem_http_client *client = calloc(1, sizeof *client);
    if (client == NULL) return NULL;
    client->owner = owner;
    client->calls = *calls;
    client->multi = curl.curl_multi_init();
    if (client->multi == NULL) {
        free(client);
        return NULL;
    }
    curl.curl_multi_setopt(client->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl.curl_multi_setopt(client->multi, CURLMOPT_SOCKETDATA, client);
    curl.curl_multi_setopt(client->multi, CURLMOPT_TIMERFUNCTION, on_timer);
    curl.curl_multi_setopt(client->multi, CURLMOPT_TIMERDATA, client);
    return client;
}

static void discard(struct transfer *list) {
    while (list != NULL) {
        struct transfer *next = list->next;
        curl.curl_easy_cleanup(list->easy);
        curl.curl_slist_free_all(list->headers);
        free(list);
        list = next;
    }
}

void csystem_http_destroy(csystem_http_client *client) {
    client->owner = NULL;
    curl.curl_multi_setopt(client->multi, CURLMOPT_SOCKETFUNCTION, NULL);
    curl.curl_multi_setopt(client->multi, CURLMOPT_TIMERFUNCTION, NULL);
    for (struct transfer *each = client->running; each != NULL; each = each->next)
        curl.curl_multi_remove_handle(client->multi, each->easy);
    curl.curl_multi_cleanup(client->multi);
    discard(client->running);
    discard(client->idle);
    free(client);
}

static struct transfer *take_transfer(csystem_http_client *client) {
    struct transfer *transfer = client->idle;
    if (transfer != NULL) {
        client->idle = transfer->next;
    } else {
        transfer = calloc(1, sizeof *transfer);
        if (transfer == NULL) return NULL;
        transfer->client = client;
        transfer->easy = curl.curl_easy_init();
        if (transfer->easy == NULL) {
            free(transfer);
            return NULL;
        }
    }
    transfer->next = client->running;
    client->running = transfer;
    return transfer;
}

static void put_back(struct transfer *transfer) {
    csystem_http_client *client = transfer->client;
    struct transfer **place = &client->running;
    while (*place != transfer) place = &(*place)->next;
    *place = transfer->next;
    curl.curl_slist_free_all(transfer->headers);
    transfer->headers = NULL;
    curl.curl_easy_reset(transfer->easy);
    transfer->next = client->idle;
    client->idle = transfer;
}

static int add_headers(struct transfer *transfer, const struct csystem_http_request *from) {
    const char *line = from->headers;
    for (size_t i = 0; i < from->header_count; i++, line += strlen(line) + 1) {
        struct curl_slist *longer = curl.curl_slist_append(transfer->headers, line);
        if (longer == NULL) return -1;
        transfer->headers = longer;
    }
    return 0;
}

// What holds for every request: no proxy of the environment, no redirect, no decompression, no
// signal, certificates checked; HTTP/1.1, so that one connection carries one request at a time.
static void set_fixed(struct transfer *transfer) {
    CURL *easy = transfer->easy;
    curl.curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl.curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl.curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl.curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl.curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    curl.curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl.curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->error);
    curl.curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl.curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl.curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl.curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl.curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl.curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open);
    curl.curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
    curl.curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, on_close);
    curl.curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, transfer->client);
}

static CURLcode set_request(
    struct transfer *transfer, const struct csystem_http_request *request) {
    CURL *easy = transfer->easy;
    curl.curl_easy_setopt(
        easy, CURLOPT_PROTOCOLS_STR, request->https_only ? "https" : "http,https");
    curl.curl_easy_setopt(
        easy, CURLOPT_CONNECTTIMEOUT_MS, (long)request->connect_milliseconds);
    if (request->ca_file != NULL) curl.curl_easy_setopt(easy, CURLOPT_CAINFO, request->ca_file);
    if (strcmp(request->method, "HEAD") == 0) {
        curl.curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else if (request->has_body) {
        curl.curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl.curl_easy_setopt(
            easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_count);
        CURLcode result = curl.curl_easy_setopt(
            easy, CURLOPT_COPYPOSTFIELDS, request->body_count > 0 ? request->body : "");
        if (result != CURLE_OK) return result;
    }
    if (transfer->headers != NULL)
        curl.curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers);
    curl.curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
    return curl.curl_easy_setopt(easy, CURLOPT_URL, request->url);
}

int csystem_http_start(csystem_http_client *client, const struct csystem_http_request *request) {
    struct transfer *transfer = take_transfer(client);
    if (transfer == NULL) return -1;
    transfer->id = request->id;
    transfer->error[0] = 0;
    set_fixed(transfer);
    if (add_headers(transfer, request) != 0 || set_request(transfer, request) != CURLE_OK ||
        curl.curl_multi_add_handle(client->multi, transfer->easy) != CURLM_OK) {
        put_back(transfer);
        return -1;
    }
    csystem_http_act(client, -1, 0, 0);
    return 0;
}

static void drop(struct transfer *transfer) {
    curl.curl_multi_remove_handle(transfer->client->multi, transfer->easy);
    put_back(transfer);
}

void csystem_http_drop(csystem_http_client *client, uint64_t id) {
    struct transfer *transfer = client->running;
    while (transfer != NULL && transfer->id != id) transfer = transfer->next;
    if (transfer != NULL) drop(transfer);
}

void csystem_http_act(csystem_http_client *client, int socket, int readable, int writable) {
    int running = 0;
    int ready = (readable ? CURL_CSELECT_IN : 0) | (writable ? CURL_CSELECT_OUT : 0);
    curl.curl_multi_socket_action(
        client->multi, socket < 0 ? CURL_SOCKET_TIMEOUT : socket, ready, &running);
}

int csystem_http_next_end(csystem_http_client *client, struct csystem_http_end *end) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl.curl_multi_info_read(client->multi, &left)) != NULL) {
        if (message->msg != CURLMSG_DONE) continue;
        CURLcode result = message->data.result;
        struct transfer *transfer = NULL;
        curl.curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
        end->id = transfer->id;
        end->succeeded = result == CURLE_OK;
        long sent = 0;
        curl.curl_easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &sent);
        end->sent = sent;
        snprintf(end->reason, sizeof end->reason, "%s",
                 transfer->error[0] ? transfer->error : curl.curl_easy_strerror(result));
        drop(transfer);
        return 1;
    }
    return 0;
}
