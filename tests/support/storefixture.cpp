#include "tests/support/storefixture.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

constexpr int LongestMs = 120'000;

QByteArray quoted(const QString &plain)
{
    return '"' + plain.toUtf8() + '"';
}

QByteArray windowsText(const std::vector<SampleWindow> &windows)
{
    if (windows.empty())
        return "[]"_ba;
    QByteArrayList entries;
    for (const SampleWindow &window : windows) {
        entries += "        {\n          \"window_start\": " + quoted(window.windowStart)
            + ",\n          \"tokens_used\": " + QByteArray::number(window.tokensUsed)
            + "\n        }";
    }
    return "[\n" + entries.join(",\n") + "\n      ]";
}

QByteArray recordText(const SampleKey &key)
{
    QByteArrayList members{"\"key\": " + quoted(key.key), "\"name\": " + quoted(key.name)};
    if (!key.model.isEmpty())
        members += "\"model\": " + quoted(key.model);
    members += "\"token_limit_per_5h\": " + QByteArray::number(key.tokenLimitPer5h);
    members += "\"expiry_date\": " + quoted(key.expiryDate);
    members += "\"created_at\": " + quoted(key.createdAt);
    members += "\"last_used\": " + quoted(key.lastUsed);
    members += "\"total_lifetime_tokens\": " + QByteArray::number(key.totalLifetimeTokens);
    members += "\"usage_windows\": " + windowsText(key.usageWindows);
    return "    {\n      " + members.join(",\n      ") + "\n    }";
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QFile::WriteOnly | QFile::Truncate) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace

QString sampleKeyText(int n)
{
    return u"pk_example_%1"_s.arg(n, 5, 10, QChar(u'0'));
}

SampleKey sampleKey(int n)
{
    SampleKey key;
    key.key = sampleKeyText(n);
    key.name = u"Example %1"_s.arg(n);
    key.model = u"glm-4.7"_s;
    key.usageWindows = {{u"2026-01-18T08:00:00.000Z"_s, 45'000}};
    return key;
}

QByteArray storeBytes(const std::vector<SampleKey> &keys)
{
    if (keys.empty())
        return "{\n  \"keys\": []\n}"_ba;
    QByteArrayList records;
    for (const SampleKey &key : keys)
        records += recordText(key);
    return "{\n  \"keys\": [\n" + records.join(",\n") + "\n  ]\n}";
}

QByteArray storeBytes(int keyCount)
{
    std::vector<SampleKey> keys;
    for (int n = 0; n < keyCount; ++n)
        keys.push_back(sampleKey(n));
    return storeBytes(keys);
}

StoreFixture::StoreFixture(int keyCount) : StoreFixture(storeBytes(keyCount)) { }

StoreFixture::StoreFixture(const QByteArray &bytes, const QString &within)
    : m_directory((within.isEmpty() ? QDir::tempPath() : within) + u"/store-XXXXXX"_s)
{
    write(bytes);
}

QByteArray StoreFixture::bytes() const
{
    QFile file(path());
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

void StoreFixture::write(const QByteArray &bytes) const
{
    writeFile(path(), bytes);
}

void StoreFixture::replace(const QByteArray &bytes) const
{
    const QString temporary = path() + u".tmp"_s;
    writeFile(temporary, bytes);
    if (std::rename(qPrintable(temporary), qPrintable(path())) != 0)
        qFatal("cannot replace %s", qPrintable(path()));
}

QStringList StoreFixture::listing() const
{
    return QDir(directory())
        .entryList(
            QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
}

bool StoreFixture::isTidy() const
{
    return listing() == QStringList{u"apikeys.json"_s};
}

GatewayWriter::~GatewayWriter()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

void GatewayWriter::start(const Job &job)
{
    m_isEndless = job.bookings == 0;
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(u"node"_s, {QStringLiteral(KEYDECK_TEST_SUPPORT "/gatewaywriter.mjs")});
    const QJsonObject text{{u"store"_s, job.store}, {u"key"_s, job.key},
        {u"bookings"_s, job.bookings}, {u"tokens"_s, job.tokens}, {u"pauseMs"_s, job.pauseMs},
        {u"nowMs"_s, job.nowMs}};
    m_process.write(QJsonDocument(text).toJson());
    m_process.closeWriteChannel();
}

GatewayWriter::Outcome GatewayWriter::soFar()
{
    m_process.waitForReadyRead(0);
    while (m_process.canReadLine()) {
        const QByteArray line = m_process.readLine().trimmed();
        m_soFar.acknowledged += line == "booked";
        m_soFar.refused += line == "refused";
    }
    return m_soFar;
}

bool GatewayWriter::awaitBooking()
{
    const int before = soFar().acknowledged;
    while (soFar().acknowledged == before) {
        if (!m_process.waitForReadyRead(LongestMs))
            return false;
    }
    return true;
}

GatewayWriter::Outcome GatewayWriter::finish()
{
    if (m_isEndless)
        m_process.terminate();
    const bool ended
        = m_process.state() == QProcess::NotRunning || m_process.waitForFinished(LongestMs);
    const QByteArray lastLine = m_process.readAllStandardOutput().trimmed().split('\n').last();
    const QJsonObject outcome = QJsonDocument::fromJson(lastLine).object();
    if (!ended || m_process.exitCode() != 0 || outcome.isEmpty()) {
        QTest::qFail("the gateway writer did not end well", __FILE__, __LINE__);
        return {};
    }
    return {outcome["acknowledged"_L1].toInt(), outcome["refused"_L1].toInt(),
        outcome["failure"_L1].toString()};
}

} // namespace keydeck::test
