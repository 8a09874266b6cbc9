/** @file membership.h  How a membership is kept. */

/** A claim that somebody makes. */
struct claim {
    const char *source; /**< where it says so */
};

/** That somebody is a member of something. */
struct membership {
    struct claim claim; /**< what it rests on */
    int since;          /**< the year */
};
