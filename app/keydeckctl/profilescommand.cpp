#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/terminal.h"
#include "app/profiles/profilecodec.h"
#include "app/profiles/profilefile.h"
#include "core/base/format.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

Result<> tell(const Context &context, const QList<Profile> &profiles)
{
    TextTable table({{u"NAME"_s, false, true}, {u"COLOUR"_s, false, false, 2}, {u"STORE"_s},
        {u"GATEWAY"_s, false, false, 1}, {u"ACCESS"_s}});
    QJsonArray array;
    for (const Profile &profile : profiles) {
        table.addRow({displayText(profile.name), profileColorId(profile.color),
            displayText(profile.storePath),
            profile.gateway.isEmpty()
                ? u"–"_s
                : displayText(profile.gateway.toDisplayString(QUrl::RemoveUserInfo)),
            profile.readOnly ? u"read-only"_s : u"edit"_s});
        array.append(profileToJson(profile));
    }
    if (context.json())
        return print(QJsonDocument(array));
    if (profiles.isEmpty())
        return print(u"There are no profiles yet: make one in the window, under File → "
                     u"Profiles.\n"_s);
    return print(table.text(terminalColumns()));
}

} // namespace

Result<> runProfiles(const Context &context)
{
    return ProfileFile(context.profilesPath).read().and_then([&](const QList<Profile> &profiles) {
        return tell(context, profiles);
    });
}

} // namespace keydeck
