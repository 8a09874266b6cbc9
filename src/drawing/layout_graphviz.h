/* The libraries of Graphviz as one header, with what differs between their releases from 2.42 (Debian 12 calls
   it 2.43.0) on. Private to the layout. */
#ifndef ENTENTE_LAYOUT_GRAPHVIZ_H
#define ENTENTE_LAYOUT_GRAPHVIZ_H

#include <stdbool.h>

/* Graphviz has types named point and box too. */
#define point graphviz_point
#define box   graphviz_box
#include <gvc.h>
#include <gvplugin_textlayout.h>
#undef point
#undef box

/* What functions of plug-ins return. */
#if ENTENTE_GRAPHVIZ_VERSION < 30000
typedef boolean graphviz_bool;
#else
typedef bool graphviz_bool;
#endif

/* An Agdisc_t that has ids of its own; until 9.0 there was one for memory as well. */
#if ENTENTE_GRAPHVIZ_VERSION < 90000
#define GRAPHVIZ_DISCIPLINE(ids)                                                                                       \
    {                                                                                                                  \
        &AgMemDisc, (ids), &AgIoDisc                                                                                   \
    }
#else
#define GRAPHVIZ_DISCIPLINE(ids)                                                                                       \
    {                                                                                                                  \
        (ids), &AgIoDisc                                                                                               \
    }
#endif

#endif
