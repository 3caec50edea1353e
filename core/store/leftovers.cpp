#include "core/store/leftovers.h"

#include "core/store/ioerror.h"
#include "core/store/processidentity.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <ctime>
#include <functional>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 OldS = 60;

bool isOld(const QString &path)
{
    struct stat status
    { };
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0
        && ::time(nullptr) - status.st_mtime > OldS;
}

void remove(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    if (::unlink(name.constData()) != 0)
        ::rmdir(name.constData());
}

QStringList leftoversOf(
    const QString &storePath, const std::function<bool(qint64 pid, const QString &path)> &isMeant)
{
    QStringList found;
    const QDir folder(folderOf(storePath));
    const QString prefix = u'.' + QFileInfo(storePath).fileName() + u".keydeck-"_s;
    const QRegularExpression rest(u"\\A(?:[a-z]+-)?([0-9]+)-[0-9a-f]{8}\\z"_s);
    const QStringList names
        = folder.entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        if (!name.startsWith(prefix))
            continue;
        const auto match = rest.match(name.mid(prefix.size()));
        const QString path = folder.filePath(name);
        if (match.hasMatch() && isMeant(match.captured(1).toLongLong(), path))
            found += path;
    }
    return found;
}

} // namespace

QString privatePathBeside(const QString &storePath, const QString &purpose)
{
    const QString name = u".%1.keydeck-%2%3-%4"_s.arg(QFileInfo(storePath).fileName(),
        purpose.isEmpty() ? QString() : purpose + u'-', QString::number(::getpid()),
        u"%1"_s.arg(QRandomGenerator::global()->generate(), 8, 16, QChar(u'0')));
    return folderOf(storePath) + u'/' + name;
}

void removeLeftovers(const QString &storePath, qint64 ended)
{
    for (const QString &path :
        leftoversOf(storePath, [&](qint64 pid, const QString &) { return pid == ended; }))
        remove(path);
}

void removeOldLeftovers(const QString &storePath)
{
    for (const QString &path : oldLeftovers(storePath))
        remove(path);
}

QStringList oldLeftovers(const QString &storePath)
{
    return leftoversOf(storePath, [](qint64 pid, const QString &path) {
        return isOld(path) && !ProcessIdentity{pid, 0, {}}.mayBeAlive();
    });
}

} // namespace keydeck
