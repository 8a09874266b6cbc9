#include "command/command.h"

#include <sys/ioctl.h>
#include <unistd.h>

size_t terminal_columns(void)
{
    struct winsize size;
    return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
