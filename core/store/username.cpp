#include "core/store/username.h"

#include "core/base/format.h"

#include <array>

#include <pwd.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString entryOf(uint id, char *passwd::*field)
{
    passwd entry{};
    passwd *found = nullptr;
    std::array<char, 4096> text{};
    if (::getpwuid_r(id, &entry, text.data(), text.size(), &found) != 0 || !found)
        return {};
    return QString::fromLocal8Bit(found->*field);
}

} // namespace

QString userName(uint id)
{
    return entryOf(id, &passwd::pw_name);
}

QString userHome(uint id)
{
    return entryOf(id, &passwd::pw_dir);
}

QString userText(uint id)
{
    const QString name = userName(id);
    const QString number = QString::number(id);
    return name.isEmpty() ? number : u"%1 (%2)"_s.arg(displayText(name), number);
}

} // namespace keydeck
