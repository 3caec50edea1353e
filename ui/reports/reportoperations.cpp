#include "ui/reports/reportoperations.h"

#include "core/base/whendone.h"
#include "core/query/querymatches.h"
#include "core/report/keystatement.h"
#include "core/report/reportdocument.h"
#include "ui/keys/keyspage.h"
#include "ui/reports/reportwishform.h"
#include "ui/reports/templatebar.h"
#include "ui/session/storesession.h"
#include "ui/widgets/messagebar.h"

#include <QFileInfo>

#include <algorithm>
#include <numeric>

namespace keydeck {

namespace {

constexpr int NoteMs = 6000;

/// What a worker makes of a search.
ReportSource withFound(ReportSource source, const QString &query)
{
    const std::vector<char> fits
        = queryMatches(Query(query), source.keys, source.notes, source.nowMs);
    source.records.clear();
    for (size_t i = 0; i < fits.size(); ++i) {
        if (fits[i])
            source.records.push_back(qsizetype(i));
    }
    return source;
}

/// "weekly-report.html": of letters and digits alone.
QString fileName(const QString &title, const QString &suffix)
{
    QString name;
    for (const QChar c : title.toLower())
        name += c.isLetterOrNumber() ? c : u' ';
    return name.simplified().replace(u' ', u'-').left(60) + u'.' + suffix;
}

ReportStyle withProgress(ReportStyle style, const std::shared_ptr<FileProgress> &progress)
{
    style.pdf.progress = [progress](double done) {
        progress->percent = int(100 * done);
        return !progress->isStopped;
    };
    return style;
}

QString filterOf(ReportFormat format)
{
    return QStringLiteral("%1 (*.%2)").arg(reportFormatTitle(format), reportFormatId(format));
}

} // namespace

ReportOperations::ReportOperations(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMs);
    connect(&m_pause, &QTimer::timeout, this, &ReportOperations::make);
    ReportsPage &page = m_in.page;
    connect(&page, &ReportsPage::shown, this, &ReportOperations::make);
    connect(&page, &ReportsPage::saveRequested, this, &ReportOperations::offer);
    connect(&page.form(), &ReportWishForm::changed, this, [this] {
        m_in.page.setMaking(true);
        m_in.page.setStale(true);
        m_in.page.showReveals(m_in.page.form().revealsKeys());
        m_pause.start();
    });
    connect(&m_in.keysPage, &KeysPage::selectionChanged, this, &ReportOperations::followSelection);
    connect(&page.templates(), &TemplateBar::chosen, &page.form(), &ReportWishForm::setSpec);
    connect(&page.templates(), &TemplateBar::keepRequested, this, &ReportOperations::keep);
    connect(&page.templates(), &TemplateBar::forgetRequested, this, &ReportOperations::forget);
}

void ReportOperations::setSession(StoreSession *session)
{
    m_session = session;
    ++m_run; // what is on its way is of another store
    m_report.reset();
    m_madeMs = 0;
    m_in.page.form().forgetReveal();
    m_pause.stop();
    m_in.page.showNothing({}, {});
    m_in.page.setMaking(false);
    m_in.page.setStale(false);
}

void ReportOperations::setTemplates(const QList<ReportTemplate> &templates)
{
    m_in.page.templates().setTemplates(templates);
}

void ReportOperations::tick()
{
    m_in.page.form().setNow(m_in.clock.nowMs());
    if (m_in.page.isVisible() && m_in.clock.monotonicMs() - m_madeMs >= FreshMs)
        make();
}

void ReportOperations::reportOnSelected()
{
    m_in.page.form().setKeys(ReportKeys::Selected);
    Q_EMIT pageRequested();
}

void ReportOperations::followSelection()
{
    ReportWishForm &form = m_in.page.form();
    form.setSelected(qsizetype(m_in.keysPage.selectedKeys().size()));
    if (form.keys() == ReportKeys::Selected && m_in.page.isVisible())
        m_pause.start();
}

/// Without records: which ones is for the caller to say.
ReportSource ReportOperations::sourceOfAll(const ReportSpec &spec) const
{
    ReportSource source;
    const std::shared_ptr<const KeyRows> &rows = m_in.model.rows();
    source.keys = rows->keys;
    source.notes = rows->notes;
    source.nowMs = m_in.clock.nowMs();
    source.period = periodOf(spec.period, source.nowMs);
    source.storePath = QFileInfo(m_session->settings().storePath).absoluteFilePath();
    const QUrl &gateway = m_session->settings().gateway.baseUrl;
    source.gateway = gateway.isEmpty() ? QString() : gateway.toString(QUrl::RemoveUserInfo);
    return source;
}

ReportSource ReportOperations::source(const ReportSpec &spec) const
{
    ReportSource source = sourceOfAll(spec);
    source.revealsKeys = m_in.page.form().revealsKeys();
    source.records.resize(size_t(source.keys.size()));
    std::iota(source.records.begin(), source.records.end(), 0);
    if (m_in.page.form().keys() == ReportKeys::Selected) {
        source.records.clear();
        for (const int row : m_in.model.rowsOf(m_in.keysPage.selectedKeys())) {
            if (row >= 0)
                source.records.push_back(m_in.model.recordAt(row));
        }
    }
    return source;
}

void ReportOperations::make()
{
    if (!m_session || !m_in.page.isVisible() || m_in.model.rows()->keys.bytes().isEmpty())
        return;
    m_pause.stop();
    const ReportSpec spec = m_in.page.form().spec();
    if (spec.fields.isEmpty()) {
        m_report.reset();
        m_in.page.showNothing(tr("No columns"), tr("Check at least one column to see a report."));
        m_in.page.setMaking(false);
        m_in.page.setStale(false);
        return;
    }
    const Query query(spec.query);
    m_in.page.form().showQueryError(
        query.errors().isEmpty() ? QString() : query.errors().constFirst().message);
    m_in.page.setMaking(true);
    m_madeMs = m_in.clock.monotonicMs();
    const int run = ++m_run;
    const auto found
        = QtFuture::makeReadyFuture(source(spec))
              .then(QtFuture::Launch::Async, [query = spec.query](const ReportSource &all) {
                  return query.isEmpty() ? all : withFound(all, query);
              });
    whenDone(found, this, [this, spec, run](const ReportSource &chosen) {
        if (run != m_run || !m_session)
            return;
        const auto report = m_session->fillReport(spec, chosen)
                                .then(QtFuture::Launch::Async, [spec](const ReportSource &filled) {
                                    const auto made = std::make_shared<const UsageReport>(
                                        usageReport(spec, filled));
                                    return Made{made, reportDocument(withMaskedKeys(*made))};
                                });
        whenDone(report, this, [this, run](const Made &made) { take(made, run); });
    });
}

void ReportOperations::take(const Made &made, int run)
{
    if (run != m_run)
        return;
    m_report = made.report;
    m_in.page.showDocument(made.document);
    m_in.page.setMaking(m_pause.isActive());
    m_in.page.setStale(m_pause.isActive());
}

void ReportOperations::offer()
{
    if (!m_report)
        return;
    const ReportFormat format = m_in.page.format();
    OfferedFile file;
    file.title = tr("Save report");
    file.what = tr("report");
    file.name = fileName(m_report->title, reportFormatId(format));
    file.filter = filterOf(format);
    file.suffix = reportFormatId(format);
    file.isPrivate = m_report->revealsKeys;
    file.progress = std::make_shared<FileProgress>();
    file.content
        = [report = m_report, format, style = withProgress(m_in.page.style(), file.progress)] {
              return reportBytes(*report, format, style);
          };
    Q_EMIT fileOffered(file);
}

void ReportOperations::makeStatement(const KeyRef &ref, ReportFormat format)
{
    const int row = m_in.model.rowOf(ref);
    if (!m_session || row < 0)
        return;
    const ReportSpec spec = statementSpec({PeriodChoice::Kind::Month});
    ReportSource wanted = sourceOfAll(spec);
    wanted.records = {m_in.model.recordAt(row)};
    const QString name = wanted.keys.at(wanted.records.front()).name();
    const auto page
        = m_session->fillReport(spec, wanted).then(QtFuture::Launch::Async, keyStatement);
    const QPointer<StoreSession> session = m_session;
    whenDone(page, this, [this, session, name, format](const Document &document) {
        if (session && session == m_session) // else another store is open by now
            offerStatement(document, name, format);
    });
}

void ReportOperations::offerStatement(
    const Document &document, const QString &name, ReportFormat format)
{
    OfferedFile file;
    file.title = tr("Save statement");
    file.what = tr("statement");
    file.name = fileName(tr("statement %1").arg(name), reportFormatId(format));
    file.filter = filterOf(format);
    file.suffix = reportFormatId(format);
    file.content = [document, format, style = m_in.page.style()] {
        return documentBytes(document, format, style);
    };
    Q_EMIT fileOffered(file);
}

void ReportOperations::keep(const QString &name)
{
    const ReportSpec spec = m_in.page.form().spec();
    if (holdsKey(spec.query, m_in.model.rows()->keys)) {
        m_in.messages.showMessage({theme::Role::Warning,
            tr("The search holds what looks like a whole key, and templates are kept as they are: "
               "look for the key's name or its last four characters."),
            {}, 0, true});
        return;
    }
    QList<ReportTemplate> templates = m_in.page.templates().templates();
    const auto same = std::find_if(templates.begin(), templates.end(),
        [&name](const ReportTemplate &each) { return each.name == name; });
    if (same == templates.end())
        templates.append({name, spec});
    else if (same->spec == spec)
        return; // it is kept
    else
        same->spec = spec;
    changeTemplates(templates, tr("Kept as “%1”.").arg(name));
}

void ReportOperations::forget(const QString &name)
{
    QList<ReportTemplate> templates = m_in.page.templates().templates();
    templates.removeIf([&name](const ReportTemplate &each) { return each.name == name; });
    changeTemplates(templates, tr("Forgot the template “%1”.").arg(name));
}

void ReportOperations::changeTemplates(const QList<ReportTemplate> &templates, const QString &did)
{
    const QList<ReportTemplate> before = m_in.page.templates().templates();
    const auto set = [this](const QList<ReportTemplate> &to) {
        m_in.page.templates().setTemplates(to);
        Q_EMIT templatesChanged(to);
    };
    set(templates);
    m_in.messages.showMessage(
        {theme::Role::Ok, did, {{tr("Undo"), [set, before] { set(before); }}}, NoteMs, true});
}

} // namespace keydeck
