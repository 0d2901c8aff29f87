#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "reference.h"

static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                             "Content-Length: 11\r\n\r\n{\"ok\":true}";

// The bytes of the first request in a buffer, 0 when it is not all there.
static size_t request_bytes(const char *buffer, size_t filled) {
    const char *head = memmem(buffer, filled, "\r\n\r\n", 4);
    if (!head) return 0;
    size_t total = head + 4 - buffer;
    const char *length = strcasestr(buffer, "\r\ncontent-length:");
    if (length && length < head) total += strtoul(length + 17, NULL, 10);
    return total <= filled ? total : 0;
}

static void *answer_requests(void *context) {
    int connection = (int)(long)context;
    char buffer[65536] = "";
    size_t filled = 0;
    ssize_t received;
    while ((received = read(connection, buffer + filled, sizeof buffer - 1 - filled)) > 0) {
        filled += received;
        buffer[filled] = 0;
        for (size_t bytes; (bytes = request_bytes(buffer, filled)) > 0;) {
            if (write(connection, answer, sizeof answer - 1) < 0) break;
            memmove(buffer, buffer + bytes, filled - bytes + 1);
            filled -= bytes;
        }
    }
    close(connection);
    return NULL;
}

static void tell_port(int listener, const char *port_file) {
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    REQUIRE(getsockname(listener, (struct sockaddr *)&address, &length) == 0);
    FILE *file = fopen(port_file, "w");
    REQUIRE(file && fprintf(file, "%d\n", ntohs(address.sin_port)) > 0 && fclose(file) == 0);
}

int serve(const char *port_file) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    REQUIRE(listener >= 0);
    REQUIRE(bind(listener, (struct sockaddr *)&address, sizeof address) == 0);
    REQUIRE(listen(listener, 128) == 0);
    tell_port(listener, port_file);
    for (;;) {
        int connection = accept(listener, NULL, NULL);
        int yes = 1;
        pthread_t thread;
        REQUIRE(connection >= 0);
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        REQUIRE(pthread_create(&thread, NULL, answer_requests, (void *)(long)connection) == 0);
        pthread_detach(thread);
    }
}
