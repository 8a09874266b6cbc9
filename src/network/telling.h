/* Pieces of what is told. Private to the network room. */
#ifndef ENTENTE_TELLING_H
#define ENTENTE_TELLING_H

#include "base/paper.h"
#include "network/network.h"

/* Text on one line, single blanks between words. */
void tell(buffer *out, const char *text);
/* ", proposed, since 2024, sources 1 and 3" */
void tell_claim(const selection *s, const claim *c, buffer *out);
/* What was written, in the arena; frees the buffer. Text of a failed buffer is as far as it came. */
const char *told_text(arena *a, buffer *told);
/* Text on one line; NULL stays NULL. */
const char *told_line(arena *a, const char *text);
/* The name of a file as seen from the main file: the same wherever that is read from. */
const char *told_file(const network *n, const source_file *file);
/* A date as it is written; NULL where there is none. */
const char *told_date(arena *a, date d);
/* Title, subtitle and day. */
void tell_head(paper *d, const selection *s);
/* The cited sources under a heading, by their numbers; nothing where none is. */
void tell_sources(paper *d, const selection *s);

#endif
