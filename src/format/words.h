/* What words are in lines of text. Private to the format room. */
#ifndef ENTENTE_WORDS_H
#define ENTENTE_WORDS_H

#include "base/base.h"

/* A blank or an end of a line, of any kind. */
bool word_blank(uint32_t c);
/* What is left out of text: control characters, and what would set the text behind it in another order. */
bool word_left_out(uint32_t c);
/* As text or the value of an attribute in XML and HTML: five characters escaped, blanks of any kind as blanks. */
void words_escaped(buffer *out, const char *text);

#endif
