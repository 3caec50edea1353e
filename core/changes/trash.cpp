#include "core/changes/trash.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/changes/changeentry.h"
#include "core/rules/selector.h"
#include "core/store/durablefile.h"
#include "core/store/keycodec.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;
constexpr int MomentDigits = 14; // milliseconds since 1970 until the year 5138

/// "01768732200000-3f2a9c01b7d4.json": in the order of time.
QString fileName(qint64 atMs)
{
    const QString moment = QString::number(atMs).rightJustified(MomentDigits, u'0');
    return u"%1-%2.json"_s.arg(moment, ChangeEntry::newId());
}

qint64 momentOf(const QString &file)
{
    return file.section(u'-', 0, 0).toLongLong();
}

} // namespace

/// A line about the deletion, and then a store of the records alone.
struct Trash::Kept
{
    QString author;
    KeySet keys;
};

Result<> Trash::keep(const ChangeSet &changes, qint64 atMs, const QString &author) const
{
    QByteArrayList records;
    for (const KeyChange &change : changes) {
        if (change.kind == ChangeKind::Removed)
            records += change.record.text().toByteArray();
    }
    if (records.isEmpty())
        return {};
    if (const auto made = makePrivateFolder(m_folder); !made)
        return made;
    const QByteArray about
        = QJsonDocument(QJsonObject{{u"author"_s, author}}).toJson(QJsonDocument::Compact);
    return writeDurableFile(
        m_folder + u'/' + fileName(atMs), about + "\n{\"keys\":[" + records.join(',') + "]}\n");
}

QStringList Trash::files() const
{
    QStringList files = QDir(m_folder).entryList({u"*-*.json"_s}, QDir::Files, QDir::Name);
    std::reverse(files.begin(), files.end());
    return files;
}

Result<Trash::Kept> Trash::load(const QString &file) const
{
    return readWholeFile(m_folder + u'/' + file, MaximumStoreBytes).map([](const QByteArray &text) {
        const qsizetype end = std::max<qsizetype>(0, text.indexOf('\n'));
        const QJsonObject about = QJsonDocument::fromJson(text.first(end)).object();
        return Kept{about["author"_L1].toString(), decodeStore(text.sliced(end).trimmed())};
    });
}

QList<TrashedKey> Trash::list(const KeySet &current) const
{
    QSet<QString> known;
    for (qsizetype i = 0; i < current.size(); ++i)
        known.insert(current.at(i).key());
    QList<TrashedKey> list;
    for (const QString &file : files()) {
        const auto kept = load(file);
        if (!kept)
            continue; // another Keydeck took it away meanwhile
        for (qsizetype i = 0; i < kept->keys.size(); ++i) {
            const ApiKey record = kept->keys.at(i);
            const QString key = record.key();
            if (known.contains(key))
                continue;
            known.insert(key);
            list.append({u"%1/%2"_s.arg(file).arg(i), fullFingerprint(key), maskedKey(key),
                record.name(), momentOf(file), kept->author});
        }
    }
    return list;
}

Result<std::vector<ApiKey>> Trash::read(const QStringList &ids) const
{
    std::vector<ApiKey> records;
    const QStringList present = files();
    for (const QString &id : ids) {
        const QString file = id.section(u'/', 0, 0);
        const qsizetype index = id.section(u'/', 1, 1).toLongLong();
        const auto kept
            = present.contains(file) ? load(file) : failure(ErrorCode::NotFound, u"no such file"_s);
        if (!kept || index < 0 || index >= kept->keys.size()) {
            return failure(ErrorCode::NotFound,
                u"Nothing was given back: the trash in %1 does not hold that key any more."_s.arg(
                    displayText(m_folder)));
        }
        records.push_back(kept->keys.at(index).detached());
    }
    return records;
}

void Trash::prune(qint64 nowMs) const
{
    for (const QString &file : files()) {
        if (nowMs - momentOf(file) > DaysKept * DayMs)
            QFile::remove(m_folder + u'/' + file);
    }
}

Result<TrashedKey> selectTrashed(const QList<TrashedKey> &keys, const QString &selector)
{
    QList<TrashedKey> found;
    const auto take = [&](auto fits) {
        std::copy_if(keys.begin(), keys.end(), std::back_inserter(found), fits);
    };
    take([&](const TrashedKey &key) { return key.name == selector; });
    if (found.isEmpty() && selector.size() >= FingerprintMinimumDigits)
        take([&](const TrashedKey &key) { return key.fingerprint.startsWith(selector.toLower()); });
    if (found.size() == 1)
        return found.front();
    if (found.isEmpty()) {
        return failure(ErrorCode::NotFound,
            u"No deleted key has the name “%1” or an id that begins so (8 digits at least); trash "
            u"list shows them."_s.arg(safeEcho(selector)));
    }
    return failure(ErrorCode::Ambiguous,
        u"%1 deleted keys fit “%2”: name one by its id, as trash list shows it."_s.arg(
            QString::number(found.size()), safeEcho(selector)));
}

} // namespace keydeck
