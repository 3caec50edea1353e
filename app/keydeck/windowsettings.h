// What the window remembers from one time to the next. The only place that knows QSettings.
#pragma once

#include "core/query/savedfilter.h"
#include "core/report/reportspec.h"
#include "ui/shortcuts/shortcutbook.h"
#include "ui/widgets/appearance.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>
#include <QUrl>

namespace keydeck {

class WindowSettings final
{
public:
    static constexpr int MaximumRecent = 8;

    /// file: an INI file; empty: the user's own.
    explicit WindowSettings(const QString &file = {});

    [[nodiscard]] QStringList recentStores() const;
    void addRecentStore(const QString &path);

    /// The gateway that the store was last opened with.
    [[nodiscard]] QUrl gatewayOf(const QString &storePath) const;
    void setGatewayOf(const QString &storePath, const QUrl &gateway);

    /// What is kept below Keys for the store. No query holds a key: such a one is not saved.
    [[nodiscard]] QList<SavedFilter> filtersOf(const QString &storePath) const;
    void setFiltersOf(const QString &storePath, const QList<SavedFilter> &filters);

    /// What is left of them where somebody edited the file.
    [[nodiscard]] QList<ReportTemplate> reportTemplates() const;
    void setReportTemplates(const QList<ReportTemplate> &templates);

    [[nodiscard]] Appearance appearance() const;
    void setAppearance(Appearance appearance);

    /// Whether alerts go to the desktop: they do unless somebody chose otherwise.
    [[nodiscard]] bool notifying() const;
    void setNotifying(bool notifying);

    /// After how many minutes without a touch the window is locked; 0: never, as by default.
    [[nodiscard]] int lockAfter() const;
    void setLockAfter(int minutes);

    /// By the names of actions, as they were written: what differs from the usual.
    [[nodiscard]] ShortcutTexts shortcuts() const;
    void setShortcuts(const ShortcutTexts &shortcuts);

    [[nodiscard]] QByteArray view() const;
    void setView(const QByteArray &view);

private:
    QSettings m_settings;
};

} // namespace keydeck
