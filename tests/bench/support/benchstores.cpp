#include "tests/bench/support/benchstores.h"

#include "tests/support/storefixture.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace keydeck::bench {

namespace {

QString iso(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

test::SampleKey benchKey(int n, QRandomGenerator &random)
{
    static const QStringList people{u"Ada"_s, u"Björn"_s, u"Chidi"_s, u"Dagny"_s, u"Émile"_s,
        u"Fatima"_s, u"Grace"_s, u"Hiroshi"_s, u"Ines"_s, u"Jörg"_s};
    static const QStringList uses{u"chat"_s, u"batch jobs"_s, u"IDE"_s, u"evaluation"_s,
        u"support desk"_s, u"nightly summaries"_s};
    static const QStringList models{u"glm-4.7"_s, u"glm-4.5-air"_s, u"claude-sonnet"_s, QString()};
    constexpr qint64 Now = 1'768'732'200'000; // 2026-01-18
    constexpr qint64 Hour = 3'600'000;
    const QByteArray digest
        = QCryptographicHash::hash(QByteArray::number(n), QCryptographicHash::Sha256).toHex();
    test::SampleKey key;
    key.key = u"pk_"_s + QString::fromLatin1(digest.first(32));
    key.name = u"%1, %2 %3"_s.arg(people.at(random.bounded(people.size())),
        uses.at(random.bounded(uses.size())), QString::number(n));
    key.model = models.at(random.bounded(models.size()));
    key.tokenLimitPer5h = 10'000 * (1 + random.bounded(100));
    key.expiryDate = iso(Now + (random.bounded(900) - 100) * 24 * Hour);
    key.createdAt = iso(Now - random.bounded(400) * 24 * Hour);
    key.lastUsed = iso(Now - random.bounded(72 * 3600) * qint64(1000));
    key.totalLifetimeTokens = random.bounded(100'000'000);
    const int windows = 1 + random.bounded(4);
    for (int window = windows; window > 0; --window)
        key.usageWindows.push_back(
            {iso(Now - window * 5 * Hour + random.bounded(3600) * qint64(1000)),
                random.bounded(int(key.tokenLimitPer5h))});
    return key;
}

} // namespace

QByteArray benchStore(int keyCount)
{
    QRandomGenerator random(20260118);
    std::vector<test::SampleKey> keys;
    keys.reserve(size_t(keyCount));
    for (int n = 0; n < keyCount; ++n)
        keys.push_back(benchKey(n, random));
    return test::storeBytes(keys);
}

} // namespace keydeck::bench
