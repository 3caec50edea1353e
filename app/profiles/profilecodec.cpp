#include "app/profiles/profilecodec.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

int wholeNumber(const QJsonValue &value, int usual, int least, int most)
{
    return std::clamp(value.toInt(usual), least, most);
}

} // namespace

std::optional<Profile> profileFromJson(const QJsonObject &object)
{
    Profile profile;
    profile.name = object[u"name"_s].toString().trimmed();
    if (profile.name.isEmpty())
        return std::nullopt;
    profile.id = object[u"id"_s].toString(profile.name);
    profile.color = profileColorFromId(object[u"colour"_s].toString()).value_or(profile.color);
    profile.storePath = object[u"store"_s].toString();
    profile.gateway = QUrl(object[u"gateway"_s].toString(), QUrl::StrictMode);
    profile.caCertificateFile = object[u"ca_certificate_file"_s].toString();
    profile.timeoutS = wholeNumber(
        object[u"timeout_s"_s], profile.timeoutS, Profile::LeastTimeoutS, Profile::MostTimeoutS);
    profile.plainHttpOrigin = object[u"plain_http_allowed_for"_s].toString();
    profile.build = buildFromId(object[u"build"_s].toString()).value_or(profile.build);
    profile.ttlS = wholeNumber(
        object[u"cache_ttl_s"_s], profile.ttlS, Profile::LeastTtlS, Profile::MostTtlS);
    profile.pollsPerMinute = wholeNumber(
        object[u"polls_per_minute"_s], profile.pollsPerMinute, 0, Profile::MostPollsPerMinute);
    // What is no yes or no was meant for something: rather for the careful one.
    const QJsonValue readOnly = object[u"read_only"_s];
    profile.readOnly = readOnly.isUndefined() ? false : readOnly.toBool(true);
    return profile;
}

QJsonObject profileToJson(const Profile &profile, QJsonObject kept)
{
    kept[u"id"_s] = profile.id;
    kept[u"name"_s] = profile.name;
    kept[u"colour"_s] = profileColorId(profile.color);
    kept[u"store"_s] = profile.storePath;
    // A password in a URL is a secret, and has no business in this file.
    kept[u"gateway"_s] = profile.gateway.adjusted(QUrl::RemoveUserInfo).toString();
    kept[u"ca_certificate_file"_s] = profile.caCertificateFile;
    kept[u"timeout_s"_s] = profile.timeoutS;
    kept[u"plain_http_allowed_for"_s]
        = profile.allowsPlainHttp() ? profile.plainHttpOrigin : QString();
    kept[u"build"_s] = buildId(profile.build);
    kept[u"cache_ttl_s"_s] = profile.ttlS;
    kept[u"polls_per_minute"_s] = profile.pollsPerMinute;
    kept[u"read_only"_s] = profile.readOnly;
    return kept;
}

} // namespace keydeck
