#include "app/profiles/profilefile.h"

#include "app/profiles/profilecodec.h"
#include "core/base/format.h"
#include "core/store/advisorylock.h"
#include "core/store/durablefile.h"
#include "core/store/ioerror.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 MaximumBytes = 1024 * 1024;
constexpr std::chrono::milliseconds ClaimWait(3000);
const QString List = u"profiles"_s;

QList<Profile> profilesIn(const QJsonObject &root)
{
    QList<Profile> profiles;
    for (const QJsonValue &value : root[List].toArray()) {
        if (const auto profile = profileFromJson(value.toObject()))
            profiles.append(*profile);
    }
    std::stable_sort(profiles.begin(), profiles.end(), [](const Profile &a, const Profile &b) {
        return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    return profiles;
}

qsizetype indexOf(const QJsonArray &entries, const QString &id)
{
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const auto profile = profileFromJson(entries[i].toObject());
        if (profile && profile->id == id)
            return i;
    }
    return -1;
}

/// Where dotfiles are kept elsewhere, the file is a link to them and stays one.
QString behindLinks(const QString &path)
{
    const QString real = QFileInfo(path).canonicalFilePath();
    return real.isEmpty() ? path : real;
}

Result<> renameFile(const QString &from, const QString &to)
{
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0)
        return {};
    return ioFailure(ErrorCode::Failed, u"replace"_s, to, errno);
}

/// An flock on the folder, which ends with the process however that ends.
Result<FileDescriptor> claim(const QString &path)
{
    if (path.isEmpty())
        return failure(ErrorCode::Failed,
            u"Keydeck has no folder to keep profiles in: set HOME or XDG_CONFIG_HOME."_s);
    const QString folder = QFileInfo(path).absolutePath();
    if (const Result<> made = makePrivateFolder(folder); !made)
        return tl::make_unexpected(made.error());
    FileDescriptor descriptor
        = FileDescriptor::open(QFile::encodeName(folder), O_RDONLY | O_DIRECTORY);
    const AdvisoryLock taken
        = descriptor.isOpen() ? lockWithin(descriptor, ClaimWait) : AdvisoryLock::Failed;
    if (taken == AdvisoryLock::Failed)
        return ioFailure(ErrorCode::Failed, u"lock"_s, folder, errno);
    if (taken == AdvisoryLock::Busy)
        return failure(ErrorCode::LockBusy,
            u"Another Keydeck of yours is changing %1, and has been for three seconds: look for a "
            "stopped one, or try again."_s.arg(displayText(path)));
    return descriptor;
}

} // namespace

ProfileFile::ProfileFile(QString path) : m_path(std::move(path)) { }

Result<ProfileFile::Content> ProfileFile::content() const
{
    if (m_path.isEmpty() || !QFileInfo::exists(m_path))
        return Content();
    return readWholeFile(behindLinks(m_path), MaximumBytes).map([](const QByteArray &bytes) {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
        if (error.error != QJsonParseError::NoError)
            return Content{
                {}, u"%1 at byte %2"_s.arg(error.errorString(), QString::number(error.offset))};
        if (!document.isObject() || !document[List].isArray())
            return Content{{}, u"it has no list of profiles"_s};
        return Content{document.object(), {}};
    });
}

Result<QJsonObject> ProfileFile::load() const
{
    return content().and_then([this](const Content &content) -> Result<QJsonObject> {
        if (content.damage.isEmpty())
            return content.root;
        return failure(ErrorCode::Failed,
            u"The profiles in %1 cannot be read (%2): mend the file, or save a profile to begin "
            "anew, which keeps the damaged file beside the new one."_s.arg(
                displayText(m_path), content.damage));
    });
}

Result<QJsonObject> ProfileFile::loadOrBegin() const
{
    return content().and_then([this](const Content &content) -> Result<QJsonObject> {
        if (content.damage.isEmpty())
            return content.root;
        const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
        const QString file = behindLinks(m_path);
        return renameFile(file, u"%1.damaged-%2"_s.arg(file, stamp)).map([] {
            return QJsonObject();
        });
    });
}

Result<> ProfileFile::write(const QJsonObject &root) const
{
    const QString target = behindLinks(m_path);
    const QString beside = u"%1.%2"_s.arg(target, QString::number(::getpid()));
    QFile::remove(beside); // of one that was killed
    return writeDurableFile(beside, QJsonDocument(root).toJson()).and_then([&] {
        const Result<> done = renameFile(beside, target);
        if (!done)
            QFile::remove(beside);
        return done;
    });
}

Result<QList<Profile>> ProfileFile::read() const
{
    return load().map(profilesIn);
}

Result<> ProfileFile::save(const Profile &profile) const
{
    const Result<FileDescriptor> claimed = claim(m_path);
    if (!claimed)
        return tl::make_unexpected(claimed.error());
    return loadOrBegin().and_then([&](QJsonObject root) -> Result<> {
        if (const Result<> named = checkProfileName(profile, profilesIn(root)); !named)
            return named;
        QJsonArray entries = root[List].toArray();
        if (const qsizetype at = indexOf(entries, profile.id); at >= 0)
            entries[at] = profileToJson(profile, entries[at].toObject());
        else
            entries.append(profileToJson(profile));
        root[List] = entries;
        return write(root);
    });
}

Result<> ProfileFile::remove(const QString &id) const
{
    const Result<FileDescriptor> claimed = claim(m_path);
    if (!claimed)
        return tl::make_unexpected(claimed.error());
    return load().and_then([&](QJsonObject root) -> Result<> {
        QJsonArray entries = root[List].toArray();
        const qsizetype at = indexOf(entries, id);
        if (at < 0)
            return {};
        entries.removeAt(at);
        root[List] = entries;
        return write(root);
    });
}

} // namespace keydeck
