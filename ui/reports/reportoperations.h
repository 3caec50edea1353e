// Makes reports while somebody puts them together, and hands them over to be saved.
#pragma once

#include "core/base/clock.h"
#include "core/report/usagereport.h"
#include "ui/keys/keymodel.h"
#include "ui/reports/reportspage.h"
#include "ui/widgets/offeredfile.h"

#include <QPointer>
#include <QTimer>

namespace keydeck {

class KeysPage;
class MessageBar;
class StoreSession;

/// The preview follows the wish at once, and the store once a minute; what is saved is what is
/// shown. Figures are read in the history's thread and arranged on a worker; of several wishes in a
/// row the last one counts.
///
/// Thread: the GUI's. One session at a time.
class ReportOperations final : public QObject
{
    Q_OBJECT

public:
    static constexpr int PauseMs = 150; ///< after a change of the wish
    static constexpr int FreshMs = 60'000;

    /// All must outlive it.
    struct Surroundings
    {
        ReportsPage &page;
        const KeyModel &model;
        const KeysPage &keysPage;
        MessageBar &messages;
        const Clock &clock;
    };

    explicit ReportOperations(const Surroundings &surroundings, QObject *parent = nullptr);

    /// nullptr: none is open.
    void setSession(StoreSession *session);
    void setTemplates(const QList<ReportTemplate> &templates);
    /// A second went by.
    void tick();

    /// The keys that are selected there.
    void reportOnSelected();
    /// A page about the key, to be saved.
    void makeStatement(const KeyRef &ref, ReportFormat format);

Q_SIGNALS:
    void fileOffered(const keydeck::OfferedFile &file);
    /// A person kept or forgot one.
    void templatesChanged(const QList<keydeck::ReportTemplate> &templates);
    void pageRequested();

private:
    [[nodiscard]] ReportSource sourceOfAll(const ReportSpec &spec) const;
    [[nodiscard]] ReportSource source(const ReportSpec &spec) const;
    void followSelection();
    void make();
    /// What workers made of a wish.
    struct Made
    {
        std::shared_ptr<const UsageReport> report;
        Document document;
    };
    void take(const Made &made, int run);
    void offer();
    void offerStatement(const Document &document, const QString &name, ReportFormat format);
    void keep(const QString &name);
    void forget(const QString &name);
    void changeTemplates(const QList<ReportTemplate> &templates, const QString &did);

    Surroundings m_in;
    QPointer<StoreSession> m_session;
    std::shared_ptr<const UsageReport> m_report;
    QTimer m_pause;
    int m_run = 0; ///< of the newest wish
    qint64 m_madeMs = 0;
};

} // namespace keydeck
