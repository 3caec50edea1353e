// What may be on a disk after the power went.
#pragma once

#include "tests/support/diskrecording.h"

#include <QSet>

#include <optional>

namespace keydeck::test {

/// Two ways to lose what was not synced. In both the content of a file, and its mode, may be lost,
/// whole or in part, unless that file was synced.
enum class DiskOrder
{
    /// As a journaling file system such as ext4 does: names change in the order in which they were
    /// changed, up to some point that is not before the last sync of anything.
    Journaled,
    /// What POSIX promises: the names in a folder change up to some point that is not before the
    /// last sync of that folder, each folder on its own.
    Loose,
};

struct SurvivingFile
{
    QByteArray bytes;
    qint64 mode = 0;

    friend bool operator==(const SurvivingFile &, const SurvivingFile &) = default;
};

/// A disk that a recorded edit was under way on when the power was cut.
class CrashModel final
{
public:
    /// mainFolder: where every possible cut of the names is looked at; the other folders are at
    /// their worst.
    CrashModel(const DiskRecording &recording, DiskOrder order, QByteArray mainFolder);

    /// The power may go before each event, and after the last one.
    [[nodiscard]] int cuts() const { return int(m_events.size()) + 1; }
    [[nodiscard]] const std::vector<DiskEvent> &events() const { return m_events; }
    /// For a look at whether the model sees what it should: without the events that are meant.
    void forgetIf(const std::function<bool(const DiskEvent &event)> &isMeant);

    /// The names that may be left when the power goes before that event, once for each number of
    /// events that count in the main folder.
    [[nodiscard]] std::vector<int> survivors(int cut) const;
    /// The paths of files and of new folders that are there in that case.
    [[nodiscard]] QSet<QByteArray> pathsAt(int cut, int survivor) const;
    /// All that the file at that path may hold; nothing where there is none.
    [[nodiscard]] std::vector<SurvivingFile> filesAt(
        const QByteArray &path, int cut, int survivor) const;

private:
    struct Names
    {
        QHash<QByteArray, int> files;
        QSet<QByteArray> folders; ///< that were not there before
        QSet<QByteArray> lostFolders;
    };
    [[nodiscard]] int syncedBefore(int cut, const QByteArray &folder) const;
    [[nodiscard]] Names namesAt(int cut, int survivor) const;
    [[nodiscard]] std::vector<SurvivingFile> contentsOf(int file, int cut) const;

    QMap<QByteArray, FoundFile> m_found;
    std::vector<DiskEvent> m_events;
    DiskOrder m_order;
    QByteArray m_mainFolder;
};

} // namespace keydeck::test
