// Stores that no gateway would write but somebody might, for differential and property tests.
#pragma once

#include <QByteArrayList>

#include <random>

namespace keydeck::test {

/// The same seed makes the same stores on every machine.
class OddStores final
{
public:
    explicit OddStores(quint32 seed) : m_random(seed) { }

    /// A store that the gateway reads: odd spacing, unknown, missing, escaped and doubled fields,
    /// numbers as nobody else writes them.
    [[nodiscard]] QByteArray valid();

    /// A store damaged in one to four places; some of it is still valid.
    [[nodiscard]] QByteArray damaged();

    /// One JSON value.
    [[nodiscard]] QByteArray value(int depth = 0);

    /// At least 0, less than bound.
    [[nodiscard]] int below(int bound) { return int(m_random() % quint32(bound)); }

private:
    /// White space and line breaks, alike within one list.
    struct Spacing
    {
        QByteArray beforeItem;
        QByteArray afterList;
        QByteArray colon;
    };
    QByteArray space();
    Spacing spacing();
    QByteArray list(char open, const QByteArrayList &items, char close, const Spacing &spacing);
    QByteArray record();
    QByteArray window();
    QByteArray string();
    QByteArray text();
    void damage(QByteArray &store);
    const QByteArray &pick(const QByteArrayList &from) { return from[below(int(from.size()))]; }

    std::mt19937 m_random; // whose output the standard fixes, unlike that of its distributions
};

} // namespace keydeck::test
