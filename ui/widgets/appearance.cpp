#include "ui/widgets/appearance.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QApplication>

namespace keydeck {

QString appearanceId(Appearance appearance)
{
    switch (appearance) {
    case Appearance::Light:
        return QStringLiteral("light");
    case Appearance::Dark:
        return QStringLiteral("dark");
    default:
        return QStringLiteral("system");
    }
}

std::optional<Appearance> appearanceFromId(const QString &id)
{
    for (const Appearance appearance : {Appearance::System, Appearance::Light, Appearance::Dark}) {
        if (id == appearanceId(appearance))
            return appearance;
    }
    return std::nullopt;
}

void applyAppearance(Appearance appearance)
{
    if (appearance == Appearance::System && hasDesktopTheme())
        QApplication::setPalette(QPalette());
    else
        QApplication::setPalette(
            appearance == Appearance::Dark ? theme::darkPalette() : theme::lightPalette());
}

} // namespace keydeck
