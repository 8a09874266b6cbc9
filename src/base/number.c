#include "base/base.h"

bool number_read(const char **at, double *out)
{
    const char *start = *at;
    double unit = 1;
    *out = 0;
    for (; **at >= '0' && **at <= '9'; ++*at)
        *out = *out * 10 + (**at - '0');
    if (*at == start)
        return false;
    if (**at == '.')
        for (++*at; **at >= '0' && **at <= '9'; ++*at)
            *out += (**at - '0') * (unit /= 10);
    return true;
}
