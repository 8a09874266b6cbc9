# awk -f claims.awk -v count=10000: an invented network of so many claims, its keys in no order and with comments
BEGIN {
    print "title: Many claims\nsources:"
    for (i = 0; i < 500; i++)
        printf "  s%d:\n    url: https://example.org/%d\n    title: Report %d\n    date: 2021-01-%02d\n", i, i, i, i % 28 + 1
    print "nodes:\n  countries:"
    for (i = 0; i < count / 5; i++)
        printf "    c%d: {source: s%d, name: Country %d, note: a note}\n", i, i % 500, i
    print "edges:"
    for (i = 0; i < count; i++) {
        printf "  - c%d -> c%d:", i % (count / 5), i * 7 % (count / 5)
        if (i % 3)
            printf " {since: 2021, relation: member, source: [s%d, s%d]} # as told\n", i % 500, (i + 1) % 500
        else
            printf "\n      source: s%d\n      relation: talks-with\n      # word for word\n      quote: >-\n" \
                "        Country %d said that it would talk with the others in a fortnight, if it was asked to.\n", i % 500, i
    }
}
