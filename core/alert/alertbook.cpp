#include "core/alert/alertbook.h"

#include "core/base/fingerprint.h"
#include "core/store/durablefile.h"
#include "core/store/ioerror.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <cstdio>

#include <unistd.h>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int Version = 1;
constexpr qint64 MaximumBytes = 64LL * 1024 * 1024;

tl::unexpected<Error> unreadable(const QString &path, const QString &why)
{
    return failure(ErrorCode::Failed,
        u"The list of alerts that were given, %1, cannot be read: %2. Alerts may come again; move "
        "the file away to start a new one."_s.arg(path, why));
}

} // namespace

QString AlertBook::id(const Alert &alert)
{
    if (!alert.bookId.isEmpty())
        return alert.bookId;
    return u"%1 %2 %3"_s.arg(alertKindId(alert.kind),
        alert.key.isEmpty() ? u"-"_s : fullFingerprint(alert.key), QString::number(alert.periodMs));
}

QList<Alert> AlertBook::entered(QList<Alert> alerts)
{
    for (Alert &alert : alerts)
        alert.bookId = id(alert);
    return alerts;
}

bool AlertBook::isAcknowledged(const Alert &alert) const
{
    return m_entries.value(id(alert)).acknowledged;
}

void AlertBook::give(const Alert &alert, qint64 nowMs)
{
    const QString name = id(alert);
    if (!m_entries.contains(name))
        m_entries.insert(name, {nowMs, false});
}

QList<Alert> AlertBook::giveAll(const QList<Alert> &alerts, qint64 nowMs)
{
    QList<Alert> fresh;
    for (const Alert &alert : alerts) {
        if (isGiven(alert))
            continue;
        fresh.append(alert);
        give(alert, nowMs);
        if (alert.kind == AlertKind::LimitReached) {
            Alert passed = alert;
            passed.kind = AlertKind::NearLimit;
            passed.bookId.clear();
            give(passed, nowMs);
        }
    }
    return fresh;
}

void AlertBook::acknowledge(const Alert &alert, qint64 nowMs)
{
    m_entries[id(alert)] = {nowMs, true};
}

void AlertBook::merge(const AlertBook &other)
{
    for (auto it = other.m_entries.begin(); it != other.m_entries.end(); ++it) {
        Entry &entry = m_entries[it.key()];
        entry.givenMs = std::max(entry.givenMs, it->givenMs);
        entry.acknowledged = entry.acknowledged || it->acknowledged;
    }
}

Result<AlertBook> AlertBook::read(const QString &path)
{
    AlertBook book;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return file.exists() ? Result<AlertBook>(unreadable(path, file.errorString())) : book;
    const QJsonDocument document = QJsonDocument::fromJson(file.read(MaximumBytes));
    if (document[u"version"].toInt() != Version)
        return unreadable(path, u"it is no such list"_s);
    for (const QJsonValue value : document[u"alerts"].toArray()) {
        const QJsonObject alert = value.toObject();
        book.m_entries.insert(alert[u"id"].toString(),
            {alert[u"given_ms"].toInteger(), alert[u"acknowledged"].toBool()});
    }
    return book;
}

Result<> AlertBook::write(const QString &path, qint64 nowMs)
{
    if (const Result<> made = makePrivateFolder(QFileInfo(path).absolutePath()); !made)
        return made;
    const Result<AlertBook> present = read(path);
    if (!present)
        return tl::make_unexpected(present.error());
    merge(*present);
    m_entries.removeIf([nowMs](const auto &it) {
        const qint64 periodMs = it.key().section(u' ', -1).toLongLong();
        return std::max(it->givenMs, periodMs) < nowMs - KeptMs;
    });
    QJsonArray alerts;
    for (auto it = m_entries.cbegin(); it != m_entries.cend(); ++it)
        alerts.append(QJsonObject{{u"id"_s, it.key()}, {u"given_ms"_s, it->givenMs},
            {u"acknowledged"_s, it->acknowledged}});
    const QJsonDocument document(QJsonObject{{u"version"_s, Version}, {u"alerts"_s, alerts}});
    const QString beside = u"%1.%2"_s.arg(path, QString::number(::getpid()));
    QFile::remove(beside);
    return writeDurableFile(beside, document.toJson()).and_then([&]() -> Result<> {
        if (std::rename(QFile::encodeName(beside).constData(), QFile::encodeName(path).constData())
            == 0)
            return {};
        return ioFailure(ErrorCode::Failed, u"replace"_s, path, errno);
    });
}

} // namespace keydeck
