#include "app/keydeckctl/profileoptions.h"

#include "core/base/format.h"

namespace keydeck {

using namespace Qt::StringLiterals;

std::optional<GatewaySettings> gatewayOf(const Context &context)
{
    Profile profile = context.profile.value_or(Profile());
    if (context.has(Option::Gateway))
        profile.gateway = QUrl(context.value(Option::Gateway), QUrl::StrictMode);
    else if (profile.gateway.isEmpty())
        return std::nullopt;
    GatewaySettings settings = gatewaySettings(profile);
    if (context.has(Option::AllowPlainHttp))
        settings.allowPlainHttp = true;
    return settings;
}

Result<GatewaySettings> neededGateway(const Context &context)
{
    if (const auto gateway = gatewayOf(context))
        return *gateway;
    return failure(ErrorCode::InvalidInput,
        u"The profile “%1” has no gateway: give --gateway URL, or add one to the profile in the "
        "window."_s.arg(displayText(context.profile.value_or(Profile()).name)));
}

Result<> checkWritable(const Context &context)
{
    if (!context.profile || !context.profile->readOnly)
        return {};
    return failure(ErrorCode::Failed,
        u"The profile “%1” is read-only, and nothing was changed: use another profile, or change "
        "this one in the window, under File → Profiles."_s.arg(displayText(context.profile->name)));
}

} // namespace keydeck
