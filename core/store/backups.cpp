#include "core/store/backups.h"

#include "core/base/format.h"
#include "core/store/durablefile.h"
#include "core/store/ioerror.h"
#include "core/store/keyset.h"

#include <QDateTime>
#include <QDir>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr QStringView IdFormat = u"yyyyMMdd-HHmmss-zzz";
constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;
constexpr int IdTries = 1000;

QString idOf(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(IdFormat);
}

} // namespace

qint64 Backups::momentOf(const QString &id)
{
    const QDateTime moment = QDateTime::fromString(QStringView(id), IdFormat);
    if (!moment.isValid())
        return 0;
    return QDateTime(moment.date(), moment.time(), Qt::UTC).toMSecsSinceEpoch();
}

QString Backups::pathOf(const QString &id) const
{
    return m_folder + u'/' + id + u".json"_s;
}

Result<Backup> Backups::keep(const QByteArray &bytes, qint64 nowMs) const
{
    if (const auto made = makePrivateFolder(m_folder); !made)
        return tl::make_unexpected(made.error());
    // Later than all others, so that the order of ids is the order in which they were taken even
    // where the clock was set back.
    const QList<Backup> others = list();
    qint64 takenMs = others.isEmpty() ? nowMs : std::max(nowMs, others.front().takenMs + 1);
    for (int tries = 0; tries < IdTries; ++tries, ++takenMs) {
        const QString id = idOf(takenMs);
        const auto written = writeDurableFile(pathOf(id), bytes);
        if (written)
            return Backup{id, takenMs, bytes.size()};
        if (written.error().code != ErrorCode::InvalidInput)
            return tl::make_unexpected(written.error());
    }
    return failure(ErrorCode::Failed,
        u"There is no room for another copy in %1: remove what is there."_s.arg(
            displayText(m_folder)));
}

QList<Backup> Backups::list() const
{
    QList<Backup> backups;
    const QDir folder(m_folder);
    for (const QFileInfo &file : folder.entryInfoList({u"*.json"_s}, QDir::Files)) {
        const QString id = file.completeBaseName();
        if (const qint64 moment = momentOf(id))
            backups.append({id, moment, file.size()});
    }
    std::sort(backups.begin(), backups.end(),
        [](const Backup &a, const Backup &b) { return a.takenMs > b.takenMs; });
    return backups;
}

Result<QByteArray> Backups::read(const QString &id) const
{
    if (momentOf(id) == 0 || !QFileInfo::exists(pathOf(id))) {
        return failure(ErrorCode::NotFound,
            u"There is no backup “%1” in %2."_s.arg(displayText(id), displayText(m_folder)));
    }
    return readWholeFile(pathOf(id), MaximumStoreBytes);
}

void Backups::remove(const QString &id) const
{
    if (momentOf(id) != 0)
        QFile::remove(pathOf(id));
}

void Backups::prune(qint64 nowMs) const
{
    const QList<Backup> backups = list();
    QSet<qint64> days;
    for (qsizetype i = 0; i < backups.size(); ++i) {
        const qint64 day = backups[i].takenMs / DayMs;
        const bool isLastOfDay = !days.contains(day);
        days.insert(day);
        const bool isRecent = nowMs / DayMs - day < DaysKept;
        if (i >= NewestKept && !(isLastOfDay && isRecent))
            remove(backups[i].id);
    }
}

} // namespace keydeck
