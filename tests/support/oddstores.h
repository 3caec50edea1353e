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

    /// A store that the gateway reads, and of one of its records the place in the list.
    struct StoreWithField
    {
        QByteArray bytes;
        int index = 0;
    };
    /// That record has a member of that name with that value, which is the last of its name and so
    /// the one that counts.
    [[nodiscard]] StoreWithField validWithField(const QByteArray &name, const QByteArray &value);

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
    QByteArrayList records();
    QByteArray storeOf(const QByteArrayList &records);
    QByteArrayList members(const Spacing &look);
    QByteArray record();
    QByteArray recordWith(const QByteArray &name, const QByteArray &value);
    QByteArray window();
    QByteArray string();
    QByteArray text();
    void damage(QByteArray &store);
    const QByteArray &pick(const QByteArrayList &from) { return from[below(int(from.size()))]; }

    std::mt19937 m_random; // whose output the standard fixes, unlike that of its distributions
};

} // namespace keydeck::test
