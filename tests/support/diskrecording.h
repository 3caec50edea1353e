// What an edit does to the disk, call by call.
#pragma once

#include "tests/support/faultbench.h"

#include <QHash>
#include <QMap>

#include <vector>

namespace keydeck::test {

struct DiskEvent
{
    enum class Kind
    {
        Create, ///< path: of the new file, offset: its mode
        MakeFolder, ///< path
        Link, ///< path, newPath
        Rename, ///< path, newPath, both in one folder
        Remove, ///< path, of a file or a folder
        Write, ///< file, offset (-1: at its end), bytes
        Truncate, ///< file, offset: its new length
        ChangeMode, ///< file, offset: its new mode
        Sync, ///< file
        SyncFolder, ///< path
        Say, ///< bytes: on standard output
    };
    Kind kind;
    QByteArray path = {};
    QByteArray newPath = {};
    int file = -1; ///< a number for each file, however it is named
    qint64 offset = 0;
    QByteArray bytes = {};
};

/// The files that were there before, by path: all on the disk.
struct FoundFile
{
    int file = -1;
    QByteArray bytes;
    qint64 mode = 0;
};

/// The system calls of one edit by keydeckctl that change a file or a folder of the bench, or make
/// it last; recorded with strace, which sees the calls themselves, whoever makes them and through
/// whatever library.
class DiskRecording final
{
public:
    /// Runs the edit.
    DiskRecording(const FaultBench &bench, const QStringList &words);

    /// Empty; or which call the recording does not understand.
    [[nodiscard]] QString trouble() const { return m_trouble; }
    [[nodiscard]] const QMap<QByteArray, FoundFile> &found() const { return m_found; }
    [[nodiscard]] const std::vector<DiskEvent> &events() const { return m_events; }

private:
    struct Call
    {
        QByteArray name;
        QByteArrayList arguments; ///< strings without quotes, decoded
        qint64 result = 0;
    };
    struct Open
    {
        int file = -1; ///< -1: a folder
        QByteArray path;
        qint64 offset = 0;
        bool appends = false;
    };

    void find(const QString &folder);
    [[nodiscard]] static Call parse(const QByteArray &line);
    [[nodiscard]] static std::vector<Call> callsIn(const QByteArray &trace);
    void understand(const Call &call);
    void understandThread(const Call &call);
    [[nodiscard]] bool understandNames(const Call &call);
    [[nodiscard]] bool understandContents(const Call &call);
    void open(const Call &call);
    void write(const Call &call);
    void rename(const Call &call, const QByteArray &from, const QByteArray &to);
    /// The path that a name means which comes after a folder's descriptor.
    [[nodiscard]] QByteArray pathIn(const QByteArray &folder, const QByteArray &name) const;
    [[nodiscard]] bool isOurs(const QByteArray &path) const;
    void add(DiskEvent event) { m_events.push_back(std::move(event)); }

    QByteArrayList m_roots;
    QMap<QByteArray, FoundFile> m_found;
    QHash<QByteArray, int> m_names; ///< of files, as they are now
    QHash<qint64, Open> m_open; ///< by descriptor
    QList<qint64> m_threads; ///< of the program
    int m_files = 0;
    std::vector<DiskEvent> m_events;
    QString m_trouble;
};

} // namespace keydeck::test
