#include "drawing/stress.h"

/* How many steps along edges each node is from one of them; -1 where no way leads. */
static void count_steps(const part *p, incidence edges, size_t from, size_t *queue, int *steps)
{
    size_t first = 0, last = 0;
    for (size_t n = 0; n < p->node_count; n++)
        steps[n] = -1;
    steps[from] = 0;
    queue[last++] = from;
    while (first < last) {
        size_t n = queue[first++];
        for (size_t i = edges.start[n]; i < edges.start[n + 1]; i++) {
            size_t e = edges.at[i], other = p->tail[e] == n ? p->head[e] : p->tail[e];
            if (steps[other] < 0) {
                steps[other] = steps[n] + 1;
                queue[last++] = other;
            }
        }
    }
}

/* Between all pairs of nodes: n x n. */
static int *all_steps(arena *a, const part *p)
{
    size_t n = p->node_count, *queue = arena_get(a, n * sizeof(size_t));
    int *steps = arena_get(a, n * n * sizeof(int));
    incidence edges = part_incidence(a, p);
    for (size_t i = 0; i < n; i++)
        count_steps(p, edges, i, queue, steps + i * n);
    return steps;
}

/* Where the others would have a node: as far from each as its steps, by how near they are. */
static point wanted(const point *places, size_t i, const int *steps, size_t count)
{
    point sum = {0, 0};
    double weights = 0;
    for (size_t k = 0; k < count; k++) {
        double d = steps[k];
        if (d <= 0)
            continue;
        double x = places[i].x - places[k].x, y = places[i].y - places[k].y, part = d / (length_of(x, y) + 1e-6);
        double weight = 1 / (d * d);
        sum = (point){sum.x + weight * (places[k].x + x * part), sum.y + weight * (places[k].y + y * part)};
        weights += weight;
    }
    return weights > 0 ? (point){sum.x / weights, sum.y / weights} : places[i];
}

const point *stress_places(arena *a, const part *p)
{
    enum { PASSES = 60 };
    const double across = 6.0 / 0x10000; /* steps; so large, about, are the networks that a page holds */
    size_t n = p->node_count;
    const int *steps = all_steps(a, p);
    point *places = arena_get(a, n * sizeof(point)), mean = {0, 0};
    for (size_t i = 0; i < n; i++) {
        uint64_t hash = hash_text(p->selection->nodes.items[p->nodes[i]]->id, 0x57e5);
        places[i] = (point){(double)(hash & 0xffff) * across, (double)(hash >> 16 & 0xffff) * across};
    }
    for (int pass = 0; pass < PASSES; pass++)
        for (size_t i = 0; i < n; i++)
            places[i] = wanted(places, i, steps + i * n, n);
    for (size_t i = 0; i < n; i++)
        mean = (point){mean.x + places[i].x / (double)n, mean.y + places[i].y / (double)n};
    for (size_t i = 0; i < n; i++)
        places[i] = (point){places[i].x - mean.x, places[i].y - mean.y};
    return places;
}
