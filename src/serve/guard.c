#include "serve/guard.h"
#include "base/base.h"

#include <arpa/inet.h>
#include <string.h>

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool is_same_word(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if (small(*a) != small(*b))
            return false;
    return *a == *b;
}

/* ":3683" or nothing. */
static bool is_port(const char *text)
{
    if (!*text)
        return true;
    size_t digits = strspn(text + 1, "0123456789");
    return *text == ':' && digits >= 1 && digits <= 5 && !text[1 + digits];
}

/* Whether a host is no name that others can point here: a number, localhost, or the name of the server. The port may be
   another one, since ports are forwarded. */
static bool is_own_host(const char *host, const char *own_name)
{
    char name[256];
    unsigned char number[sizeof(struct in6_addr)];
    bool bracketed = *host == '[';
    size_t length = bracketed ? strcspn(host, "]") : strcspn(host, ":");
    if (length >= sizeof name || (bracketed && !host[length]) || !is_port(host + length + bracketed))
        return false;
    memcpy(name, host, length);
    name[length] = '\0';
    if (bracketed)
        return inet_pton(AF_INET6, name + 1, number) == 1;
    return inet_pton(AF_INET, name, number) == 1 || is_same_word(name, "localhost") ||
           (own_name && is_same_word(name, own_name));
}

static bool is_own_origin(const char *origin, const char *host)
{
    static const char scheme[] = "http://";
    return strncmp(origin, scheme, sizeof scheme - 1) == 0 && is_same_word(origin + sizeof scheme - 1, host);
}

/* A link of another page may lead to ours, which it cannot look into; nothing else may be asked from there. An editor
   shows the page in a frame; which may is in the policy of the page. */
static bool is_visit(const request *r)
{
    return r->mode && strcmp(r->mode, "navigate") == 0 && strcmp(r->path, "/") == 0 && r->dest &&
           (strcmp(r->dest, "document") == 0 || strcmp(r->dest, "iframe") == 0);
}

unsigned guard_status(const request *r, const char *own_name)
{
    if (strcmp(r->method, "GET") != 0 && strcmp(r->method, "HEAD") != 0)
        return 405;
    if (r->hosts != 1 || !r->host)
        return 400;
    if (!is_own_host(r->host, own_name))
        return 421;
    if (r->origin && !is_own_origin(r->origin, r->host))
        return 403;
    bool own = !r->site || strcmp(r->site, "same-origin") == 0 || strcmp(r->site, "none") == 0;
    return own || is_visit(r) ? 200 : 403;
}
