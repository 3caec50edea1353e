#include "core/gateway/profile.h"

#include "core/base/format.h"
#include "core/gateway/certificates.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr QLatin1StringView ColorIds[]
    = {"none"_L1, "blue"_L1, "teal"_L1, "green"_L1, "amber"_L1, "red"_L1, "violet"_L1};
static_assert(std::size(ColorIds) == ProfileColorCount);

tl::unexpected<Error> invalid(const QString &message)
{
    return failure(ErrorCode::InvalidInput, message);
}

bool isSameName(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

QString profileColorId(ProfileColor color)
{
    return ColorIds[size_t(color)];
}

std::optional<ProfileColor> profileColorFromId(QStringView id)
{
    const auto *found = std::find(std::begin(ColorIds), std::end(ColorIds), id);
    if (found == std::end(ColorIds))
        return std::nullopt;
    return ProfileColor(found - std::begin(ColorIds));
}

bool Profile::allowsPlainHttp() const
{
    return !plainHttpOrigin.isEmpty() && plainHttpOrigin == originOf(gateway);
}

Profile newProfile(const QString &name, const QString &storePath)
{
    Profile profile;
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    profile.name = name;
    profile.storePath = storePath;
    return profile;
}

QString originOf(const QUrl &url)
{
    if (url.host().isEmpty())
        return {};
    const int usual = url.scheme() == "https"_L1 ? 443 : 80;
    const QString host = url.host(QUrl::FullyEncoded).toLower();
    return u"%1://%2:%3"_s.arg(url.scheme(), host.contains(u':') ? u'[' + host + u']' : host,
        QString::number(url.port(usual)));
}

GatewaySettings gatewaySettings(const Profile &profile)
{
    GatewaySettings settings;
    settings.baseUrl = profile.gateway;
    settings.deadlineMs = profile.timeoutS * 1000;
    settings.allowPlainHttp = profile.allowsPlainHttp();
    settings.caCertificateFile = profile.caCertificateFile;
    return settings;
}

GatewayTraits gatewayTraits(const Profile &profile)
{
    return {profile.build, qint64(profile.ttlS) * 1000};
}

/// QFileInfo takes any two files that do not exist for the same.
bool isSameStore(const QString &a, const QString &b)
{
    if (a.isEmpty() || b.isEmpty())
        return false;
    const auto real = [](const QString &path) {
        const QFileInfo info(path);
        return info.exists() ? info.canonicalFilePath() : QDir::cleanPath(info.absoluteFilePath());
    };
    return real(a) == real(b);
}

Result<> checkProfileName(const Profile &profile, const QList<Profile> &all)
{
    const QString name = profile.name.trimmed();
    if (name.isEmpty())
        return invalid(u"Give the profile a name, such as Production."_s);
    if (name.size() > Profile::LongestName)
        return invalid(u"The name has %1 characters: shorten it to %2."_s.arg(name.size())
                           .arg(Profile::LongestName));
    if (displayText(name) != name)
        return invalid(u"The name has characters that cannot be seen: type it anew."_s);
    const bool isTaken = std::any_of(all.begin(), all.end(), [&](const Profile &other) {
        return other.id != profile.id && isSameName(other.name, name);
    });
    if (isTaken)
        return invalid(u"There is a profile “%1” already: choose another name."_s.arg(name));
    return {};
}

Result<> checkProfileStore(const QString &path)
{
    if (path.isEmpty())
        return invalid(u"Choose the store: the file that the gateway's DATA_FILE names."_s);
    if (!QFileInfo(path).isAbsolute())
        return invalid(u"Give the whole path of the store, from / on."_s);
    if (QFileInfo(path).isDir())
        return invalid(u"%1 is a folder: choose the file in it."_s.arg(displayText(path)));
    return {};
}

Result<> checkCaCertificate(const QString &path)
{
    if (path.isEmpty())
        return {};
    if (!QFileInfo(path).isAbsolute())
        return invalid(u"Give the whole path of the certificate's file, from / on."_s);
    const auto certificates = readCertificates(path);
    if (!certificates) {
        return invalid(
            u"%1 %2. Choose the file of the authority that signed the gateway's certificate."_s.arg(
                displayText(path), certificates.error()));
    }
    return {};
}

Result<Profile> profileNamed(const QList<Profile> &profiles, const QString &name)
{
    QStringList names;
    QList<Profile> alike;
    for (const Profile &profile : profiles) {
        if (profile.name == name)
            return profile;
        if (isSameName(profile.name, name))
            alike.append(profile);
        names.append(u"“%1”"_s.arg(displayText(profile.name)));
    }
    if (alike.size() == 1)
        return alike.constFirst();
    if (names.isEmpty())
        return invalid(
            u"There is no profile “%1”, nor any other: make one in the window, under File → "
            "Profiles."_s.arg(displayText(name)));
    return invalid(
        u"There is no profile “%1”: there are %2."_s.arg(displayText(name), names.join(u", "_s)));
}

std::optional<Profile> profileOfStore(const QList<Profile> &profiles, const QString &storePath)
{
    const auto found = std::find_if(profiles.begin(), profiles.end(),
        [&](const Profile &profile) { return isSameStore(profile.storePath, storePath); });
    return found == profiles.end() ? std::nullopt : std::optional(*found);
}

} // namespace keydeck
