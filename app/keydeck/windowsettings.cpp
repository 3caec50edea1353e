#include "app/keydeck/windowsettings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

const auto ShortcutGroup = u"shortcuts/"_s;

constexpr int MostMinutes = 24 * 60;

QString entryOf(const QString &group, const QString &storePath)
{
    return group + u'/' + QString::fromLatin1(QUrl::toPercentEncoding(storePath));
}

QString gatewayEntry(const QString &storePath)
{
    return entryOf(u"gateways"_s, storePath);
}

QString filtersEntry(const QString &storePath)
{
    return entryOf(u"filters"_s, storePath);
}

} // namespace

WindowSettings::WindowSettings(const QString &file)
    : m_settings(file.isEmpty()
            ? QSettings(QSettings::IniFormat, QSettings::UserScope, u"Keydeck"_s, u"keydeck"_s)
                  .fileName()
            : file,
        QSettings::IniFormat)
{ }

QStringList WindowSettings::recentStores() const
{
    return m_settings.value(u"recentStores"_s).toStringList();
}

void WindowSettings::addRecentStore(const QString &path)
{
    QStringList paths = recentStores();
    paths.removeAll(path);
    paths.prepend(path);
    m_settings.setValue(u"recentStores"_s, paths.mid(0, MaximumRecent));
}

QUrl WindowSettings::gatewayOf(const QString &storePath) const
{
    return m_settings.value(gatewayEntry(storePath)).toUrl();
}

void WindowSettings::setGatewayOf(const QString &storePath, const QUrl &gateway)
{
    if (gateway.isEmpty())
        m_settings.remove(gatewayEntry(storePath));
    else
        m_settings.setValue(gatewayEntry(storePath), gateway.adjusted(QUrl::RemoveUserInfo));
}

QList<SavedFilter> WindowSettings::filtersOf(const QString &storePath) const
{
    const QStringList texts = m_settings.value(filtersEntry(storePath)).toStringList();
    QList<SavedFilter> filters;
    for (qsizetype i = 0; i + 1 < texts.size(); i += 2) {
        // Somebody may have edited the file.
        if (const auto name = checkFilterName(texts[i], filters); name && !texts[i + 1].isEmpty())
            filters.append({*name, texts[i + 1]});
    }
    return filters;
}

void WindowSettings::setFiltersOf(const QString &storePath, const QList<SavedFilter> &filters)
{
    QStringList texts; // name, query, name, query, …
    for (const SavedFilter &filter : filters)
        texts.append({filter.name, filter.query});
    if (texts.isEmpty())
        m_settings.remove(filtersEntry(storePath));
    else
        m_settings.setValue(filtersEntry(storePath), texts);
}

QList<ReportTemplate> WindowSettings::reportTemplates() const
{
    QList<ReportTemplate> templates;
    const QByteArray text = m_settings.value(u"reports"_s).toString().toUtf8();
    for (const QJsonValue &each : QJsonDocument::fromJson(text).array()) {
        const QString name = each[u"name"_s].toString();
        if (!name.isEmpty())
            templates.append({name, specFromJson(each[u"report"_s].toObject())});
    }
    return templates;
}

void WindowSettings::setReportTemplates(const QList<ReportTemplate> &templates)
{
    QJsonArray array;
    for (const ReportTemplate &each : templates)
        array.append(QJsonObject{{u"name"_s, each.name}, {u"report"_s, specJson(each.spec)}});
    m_settings.setValue(
        u"reports"_s, QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact)));
}

Appearance WindowSettings::appearance() const
{
    return appearanceFromId(m_settings.value(u"appearance"_s).toString())
        .value_or(Appearance::System);
}

void WindowSettings::setAppearance(Appearance appearance)
{
    m_settings.setValue(u"appearance"_s, appearanceId(appearance));
}

bool WindowSettings::notifying() const
{
    return m_settings.value(u"notifying"_s, true).toBool();
}

void WindowSettings::setNotifying(bool notifying)
{
    m_settings.setValue(u"notifying"_s, notifying);
}

int WindowSettings::lockAfter() const
{
    return std::clamp(m_settings.value(u"lockAfterMinutes"_s).toInt(), 0, MostMinutes);
}

void WindowSettings::setLockAfter(int minutes)
{
    m_settings.setValue(u"lockAfterMinutes"_s, minutes);
}

ShortcutTexts WindowSettings::shortcuts() const
{
    ShortcutTexts texts;
    for (const QString &entry : m_settings.allKeys()) {
        // A list is what an unquoted comma makes of a text: "Ctrl+,".
        if (entry.startsWith(ShortcutGroup))
            texts.insert(
                entry.mid(ShortcutGroup.size()), m_settings.value(entry).toStringList().join(u','));
    }
    return texts;
}

void WindowSettings::setShortcuts(const ShortcutTexts &shortcuts)
{
    m_settings.remove(ShortcutGroup.chopped(1));
    for (auto each = shortcuts.cbegin(); each != shortcuts.cend(); ++each)
        m_settings.setValue(ShortcutGroup + each.key(), each.value());
}

QByteArray WindowSettings::view() const
{
    return m_settings.value(u"view"_s).toByteArray();
}

void WindowSettings::setView(const QByteArray &view)
{
    m_settings.setValue(u"view"_s, view);
}

} // namespace keydeck
