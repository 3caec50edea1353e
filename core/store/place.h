// Where a file is: a path, or a name in a folder that is held open.
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

namespace keydeck {

class FileDescriptor;

/// What the system calls that end in "at" take. Who may write to a folder above can make a path
/// mean something else from one call to the next; a name in a held folder stays in it. A value:
/// copies share the descriptor.
class Place final
{
public:
    /// Implicit, since a path is a place; only one that may move.
    Place(QByteArray path) : m_name(std::move(path)) { }

    /// The file's name in its folder, which is opened as the path leads to it now. Nothing with
    /// errno's value where it does not lead to a folder.
    [[nodiscard]] static std::optional<Place> hold(const QString &path);

    /// Another name in the same folder; "." is the folder itself.
    [[nodiscard]] Place beside(const QByteArray &name) const;

    /// AT_FDCWD for a path.
    [[nodiscard]] int folder() const;
    [[nodiscard]] const char *name() const { return m_name.constData(); }

    /// Whether what stands there, a link not followed, is what the descriptor has open. While it is
    /// open, nothing else can have its inode number. When not, errno is ENOENT if nothing is there,
    /// 0 if something else is.
    [[nodiscard]] bool isOf(int descriptor) const;

private:
    std::shared_ptr<const FileDescriptor> m_folder; ///< null: the name is a path
    QByteArray m_name;
};

} // namespace keydeck
