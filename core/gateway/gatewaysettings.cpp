#include "core/gateway/gatewaysettings.h"

#include "core/base/format.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

Result<> checkUrl(const QUrl &url)
{
    if (url.isEmpty())
        return failure(ErrorCode::InvalidInput,
            u"There is no gateway address. Enter one such as http://127.0.0.1:3000."_s);
    const bool http = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (!url.isValid() || !http || url.host().isEmpty())
        return failure(ErrorCode::InvalidInput,
            u"The gateway address is not an http or https URL. Enter one such as "
            "http://127.0.0.1:3000."_s);
    if (!url.userInfo().isEmpty())
        return failure(ErrorCode::InvalidInput,
            u"%1 is addressed with a user name or password, which would end up in logs. Enter the "
            "address without."_s.arg(gatewayName(url)));
    return {};
}

} // namespace

QString gatewayName(const QUrl &baseUrl)
{
    const QUrl url = baseUrl.adjusted(
        QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    return u"The gateway at "_s + displayText(url.toDisplayString());
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host().toLower();
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1)
        || QHostAddress(host).isLoopback();
}

bool isPlainHttpElsewhere(const QUrl &url)
{
    return url.scheme() == "http"_L1 && !url.host().isEmpty() && !isLoopback(url);
}

Result<> checkGateway(const GatewaySettings &settings)
{
    if (auto url = checkUrl(settings.baseUrl); !url)
        return url;
    if (settings.deadlineMs < GatewaySettings::MinimumDeadlineMs
        || settings.deadlineMs > GatewaySettings::MaximumDeadlineMs) {
        return failure(ErrorCode::InvalidInput,
            u"%1 cannot be given %2 ms to answer. Choose 1 to 10 seconds."_s.arg(
                gatewayName(settings.baseUrl), QString::number(settings.deadlineMs)));
    }
    return {};
}

Result<> checkGatewayForKeys(const GatewaySettings &settings)
{
    if (auto usable = checkGateway(settings); !usable)
        return usable;
    if (isPlainHttpElsewhere(settings.baseUrl) && !settings.allowPlainHttp)
        return failure(ErrorCode::InvalidInput,
            u"%1 would be sent API keys unencrypted over the network. Use https, or allow plain "
            "http for it."_s.arg(gatewayName(settings.baseUrl)));
    return {};
}

} // namespace keydeck
