// Stores for tests, as the gateway writes them, and a gateway that writes beside us.
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <vector>

namespace keydeck::test {

struct SampleWindow
{
    QString windowStart;
    qint64 tokensUsed = 0;
};

/// One record with the gateway's fields.
struct SampleKey
{
    QString key;
    QString name;
    QString model; ///< empty: the field is left out
    qint64 tokenLimitPer5h = 100'000;
    QString expiryDate = QStringLiteral("2027-12-31T23:59:59.000Z");
    QString createdAt = QStringLiteral("2026-01-01T00:00:00.000Z");
    QString lastUsed = QStringLiteral("2026-01-18T10:30:00.000Z");
    qint64 totalLifetimeTokens = 1'500'000;
    std::vector<SampleWindow> usageWindows;
};

/// The n-th of a series, from 0: key "pk_example_0000n", name "Example n", with one window that is
/// active at SomeNowMs (manualclock.h).
[[nodiscard]] SampleKey sampleKey(int n);
[[nodiscard]] QString sampleKeyText(int n);

/// The bytes of JSON.stringify({ keys }, null, 2).
[[nodiscard]] QByteArray storeBytes(const std::vector<SampleKey> &keys);
[[nodiscard]] QByteArray storeBytes(int keyCount);

/// A store of its own in a temporary folder that goes with it.
class StoreFixture final
{
public:
    explicit StoreFixture(int keyCount = 3);
    /// within: the folder to make the temporary one in, where it is not to be the system's.
    explicit StoreFixture(const QByteArray &bytes, const QString &within = {});

    [[nodiscard]] QString directory() const { return m_directory.path(); }
    [[nodiscard]] QString path() const
    {
        return m_directory.filePath(QStringLiteral("apikeys.json"));
    }
    [[nodiscard]] QString lockPath() const { return path() + QStringLiteral(".lock"); }

    [[nodiscard]] QByteArray bytes() const;
    /// Writes in place, which neither the gateway nor Keydeck ever does.
    void write(const QByteArray &bytes) const;
    /// As the gateway does: a temporary file beside it, then rename.
    void replace(const QByteArray &bytes) const;

    /// Everything in the folder, hidden files included, sorted.
    [[nodiscard]] QStringList listing() const;
    /// Nothing but the store: no lock and no temporary file was left behind.
    [[nodiscard]] bool isTidy() const;

private:
    QTemporaryDir m_directory;
};

/// tests/support/gatewaywriter.mjs on Node.js: an implementation of the gateway's usage write that
/// shares no line with ours, in a process of its own.
class GatewayWriter final
{
public:
    struct Job
    {
        QString store;
        QString key;
        int bookings = 0; ///< 0: until it is stopped
        int tokens = 0; ///< for each booking
        int pauseMs = 0; ///< between two bookings
        qint64 nowMs = 0; ///< what the writer takes for now; 0: the real time
    };
    struct Outcome
    {
        int acknowledged = 0; ///< bookings that it wrote
        int refused = 0; ///< bookings that it gave up on, since the lock could not be had
        QString failure = {}; ///< the TypeError that a record of the wrong shape ended it with
    };

    ~GatewayWriter();
    void start(const Job &job);
    /// Of one that goes on until it is stopped: what it said so far, and a wait for its next word.
    [[nodiscard]] Outcome soFar();
    [[nodiscard]] bool awaitBooking();
    /// Stops one that would go on, and waits for its end; a failure of the running test when it did
    /// not end well.
    [[nodiscard]] Outcome finish();

private:
    QProcess m_process;
    bool m_isEndless = false;
    Outcome m_soFar;
};

} // namespace keydeck::test
