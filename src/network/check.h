/* Inside the network room: what the warnings and the table of claims by source have in common. */
#ifndef ENTENTE_CHECK_H
#define ENTENTE_CHECK_H

#include "network/network.h"

/* "japan -> aukus" */
const char *edge_in_short(const network *n, const edge *e);
/* Whether a node states something: it has a date or a status. */
bool node_is_statement(const node *n);
/* A quote without words, or without source. */
bool quote_is_at_fault(const claim *c);

#endif
