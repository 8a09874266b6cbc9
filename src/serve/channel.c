#include "serve/channel.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

enum { PATIENCE = 5 }; /* seconds that a sender waits for a server that does not listen */

/* A message with room for one descriptor. */
typedef struct parcel {
    struct msghdr message;
    struct iovec part;
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
} parcel;

static void prepare(parcel *p, frame *f)
{
    memset(p, 0, sizeof *p);
    p->part = (struct iovec){f, sizeof *f};
    p->message.msg_iov = &p->part;
    p->message.msg_iovlen = 1;
    p->message.msg_control = p->control.room;
    p->message.msg_controllen = sizeof p->control.room;
}

bool channel_open(int ends[2])
{
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    setsockopt(ends[0], SOL_SOCKET, SO_SNDTIMEO, &(struct timeval){.tv_sec = PATIENCE}, sizeof(struct timeval));
    return true;
}

static bool write_all(int file, const char *bytes, size_t length)
{
    while (length) {
        ssize_t done = write(file, bytes, length);
        if (done < 0 && errno != EINTR)
            return false;
        if (done > 0) {
            bytes += done;
            length -= (size_t)done;
        }
    }
    return true;
}

/* Memory with these bytes, as a descriptor; -1 where there is none to be had. */
static int lend(const char *bytes, size_t length)
{
    int memory = memfd_create("entente", MFD_CLOEXEC);
    if (memory >= 0 && !write_all(memory, bytes, length)) {
        close(memory);
        return -1;
    }
    return memory;
}

void channel_send(int end, const frame *f)
{
    parcel p;
    frame head = *f;
    int memory = f->length ? lend(f->bytes, f->length) : -1;
    prepare(&p, &head);
    if (memory >= 0) {
        struct cmsghdr *header = CMSG_FIRSTHDR(&p.message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof memory);
        memcpy(CMSG_DATA(header), &memory, sizeof memory);
    } else {
        p.message.msg_control = NULL;
        p.message.msg_controllen = 0;
    }
    while (sendmsg(end, &p.message, MSG_NOSIGNAL) < 0 && errno == EINTR)
        ;
    if (memory >= 0)
        close(memory);
}

/* The bytes of memory that was handed over; none where something is wrong with it. */
static void borrow(frame *f, int memory)
{
    struct stat about;
    bool well = fstat(memory, &about) == 0 && about.st_size > 0;
    void *bytes = well ? mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, memory, 0) : MAP_FAILED;
    if (bytes != MAP_FAILED) {
        f->bytes = bytes;
        f->length = (size_t)about.st_size;
    }
    close(memory);
}

bool channel_take(int end, frame *f)
{
    parcel p;
    prepare(&p, f);
    ssize_t got = recvmsg(end, &p.message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got != (ssize_t)sizeof *f)
        return false;
    f->bytes = NULL;
    f->length = 0;
    struct cmsghdr *header = CMSG_FIRSTHDR(&p.message);
    if (header && header->cmsg_type == SCM_RIGHTS) {
        int memory;
        memcpy(&memory, CMSG_DATA(header), sizeof memory);
        borrow(f, memory);
    }
    return true;
}

void channel_release(frame *f)
{
    if (f->length)
        munmap((void *)f->bytes, f->length);
    f->bytes = NULL;
    f->length = 0;
}
