/* libmicrohttpd, loaded by name. Private to the serve room. */
#ifndef ENTENTE_MICROHTTPD_H
#define ENTENTE_MICROHTTPD_H

#include <microhttpd.h>
#include <stdbool.h>

/* call(FUNCTION) for each function that is used. */
/* clang-format off */
#define MICROHTTPD_CALLS(call) \
    call(MHD_start_daemon) \
    call(MHD_stop_daemon) \
    call(MHD_run) \
    call(MHD_get_timeout) \
    call(MHD_get_daemon_info) \
    call(MHD_get_connection_info) \
    call(MHD_get_connection_values) \
    call(MHD_create_response_from_buffer) \
    call(MHD_create_response_from_callback) \
    call(MHD_add_response_header) \
    call(MHD_queue_response) \
    call(MHD_destroy_response) \
    call(MHD_suspend_connection) \
    call(MHD_resume_connection)
/* clang-format on */

typedef struct microhttpd {
#define MICROHTTPD_FIELD(name) __typeof__(&name) name;
    MICROHTTPD_CALLS(MICROHTTPD_FIELD)
} microhttpd;

/* False where it, or a function in it, is not there. */
bool microhttpd_load(microhttpd *m);

#endif
