#include "core/history/historylocation.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <sys/stat.h>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

Result<> makeDirectory(const QString &path)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    if (::mkdir(QFile::encodeName(path).constData(), 0700) == 0 || errno == EEXIST)
        return {};
    return failure(ErrorCode::Failed,
        u"The directory of the usage history, %1, could not be made: %2. Check that you may write "
        "to the one above it."_s.arg(path, qt_error_string(errno)));
}

/// The store may be gone for the moment; its directory then still tells which one it is.
QString canonicalPath(const QString &path)
{
    const QFileInfo store(path);
    if (store.exists())
        return store.canonicalFilePath();
    const QString directory = QFileInfo(store.absolutePath()).canonicalFilePath();
    return directory.isEmpty() ? QDir::cleanPath(store.absoluteFilePath())
                               : directory + u'/' + store.fileName();
}

QString databaseName(const QString &storePath)
{
    const QByteArray hash
        = QCryptographicHash::hash(canonicalPath(storePath).toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().left(16)) + u".sqlite"_s;
}

} // namespace

Result<QString> historyPath(const HistoryLocation &location)
{
    return makeDirectory(location.directory).map([&] {
        return QString(location.directory + u'/' + databaseName(location.storePath));
    });
}

} // namespace keydeck
