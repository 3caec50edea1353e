// A disk of two megabytes, to be filled up.
#pragma once

#include <QString>
#include <QTemporaryDir>

namespace keydeck::test {

/// Call it first of all in main(), before there is a second thread: from then on this process sees
/// mounts of its own, which go with it. Empty; or why it cannot have any, in one sentence.
[[nodiscard]] QString enterPrivateMounts();

/// Requires enterPrivateMounts().
class SmallDisk final
{
public:
    enum class Kind
    {
        Tmpfs,
        Ext4, ///< in a file, through a loop device
    };

    explicit SmallDisk(Kind kind);
    ~SmallDisk();
    Q_DISABLE_COPY_MOVE(SmallDisk)

    /// Why there is no such disk; empty: there is one.
    [[nodiscard]] QString obstacle() const { return m_obstacle; }
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString path() const;

    /// Fills it up to that many bytes, or that many files and folders.
    void leaveBytes(qint64 free) const;
    void leaveInodes(quint64 free) const;
    /// Removes what it is filled with.
    void makeRoom() const;

private:
    void mountTmpfs();
    void mountExt4();
    [[nodiscard]] QString fillerPath() const;

    Kind m_kind;
    QTemporaryDir m_folder;
    QString m_obstacle;
};

} // namespace keydeck::test
