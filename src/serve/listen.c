#include "serve/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TRIES = 100, WAITING = 32, LAST_PORT = 65535 }; /* ports that are tried; connections that may wait */

static void set_port(struct sockaddr *address, unsigned port)
{
    if (address->sa_family == AF_INET6)
        ((struct sockaddr_in6 *)(void *)address)->sin6_port = htons((uint16_t)port);
    else
        ((struct sockaddr_in *)(void *)address)->sin_port = htons((uint16_t)port);
}

static unsigned port_of(const struct sockaddr *address)
{
    return ntohs(address->sa_family == AF_INET6 ? ((const struct sockaddr_in6 *)(const void *)address)->sin6_port
                                                : ((const struct sockaddr_in *)(const void *)address)->sin_port);
}

static bool is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET6)
        return IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
    return ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr) >> 24 == 127;
}

/* Of all addresses of this machine a browser beside it takes the nearest. */
static const char *host_of(arena *a, const struct sockaddr *address)
{
    char text[INET6_ADDRSTRLEN] = "";
    if (address->sa_family == AF_INET6) {
        const struct in6_addr *number = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
        inet_ntop(AF_INET6, IN6_IS_ADDR_UNSPECIFIED(number) ? &in6addr_loopback : number, text, sizeof text);
        return arena_format(a, "[%s]", text);
    }
    const struct in_addr *number = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
    inet_ntop(AF_INET, number->s_addr ? number : &(struct in_addr){htonl(INADDR_LOOPBACK)}, text, sizeof text);
    return arena_format(a, "%s", text);
}

/* A socket that listens there; -1 where it cannot, and errno says why. */
static int listen_at(const struct addrinfo *to)
{
    int s = socket(to->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (s < 0)
        return -1;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    if (bind(s, to->ai_addr, to->ai_addrlen) == 0 && listen(s, WAITING) == 0)
        return s;
    int why = errno;
    close(s);
    errno = why;
    return -1;
}

/* Listens at the port, or at one near it; -1 where it cannot, and errno says why. */
static int listen_near(const struct addrinfo *to, const serve_options *o)
{
    unsigned tries = o->port ? TRIES : 1;
    int s = -1;
    for (unsigned i = 0; s < 0 && i < tries && o->port + i <= LAST_PORT; i++) {
        set_port(to->ai_addr, o->port + i);
        s = listen_at(to);
        if (s < 0 && errno != EADDRINUSE)
            break;
    }
    return s;
}

static void tell(arena *a, const serve_options *o, const char *name, listening *out)
{
    struct sockaddr_storage where = {0};
    struct sockaddr *address = (struct sockaddr *)(void *)&where;
    getsockname(out->socket, address, &(socklen_t){sizeof where});
    out->url = arena_format(a, "http://%s:%u/", host_of(a, address), port_of(address));
    out->has_port = !o->port || port_of(address) == o->port;
    out->is_open = !is_loopback(address);
    out->name = name;
}

serve_outcome listen_open(arena *a, const serve_options *o, listening *out)
{
    const char *address = o->address ? o->address : "127.0.0.1";
    struct addrinfo wanted = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICHOST}, *found = NULL;
    bool is_number = getaddrinfo(address, NULL, &wanted, &found) == 0;
    wanted.ai_flags = AI_PASSIVE;
    if (!is_number && getaddrinfo(address, NULL, &wanted, &found) != 0)
        return SERVE_NO_ADDRESS;
    out->socket = listen_near(found, o);
    int why = errno;
    freeaddrinfo(found);
    errno = why;
    if (out->socket < 0)
        return why == EADDRNOTAVAIL                 ? SERVE_NO_ADDRESS
               : why == EADDRINUSE || why == EACCES ? SERVE_NO_PORT
                                                    : SERVE_FAILED;
    tell(a, o, is_number ? NULL : address, out);
    return SERVE_READY;
}
