#include "ui/window/statusline.h"

#include "core/base/format.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

namespace keydeck {

namespace {

constexpr qint64 NsPerMs = 1'000'000;
constexpr char NameProperty[] = "name"; ///< of what the label is about

} // namespace

StatusLine::StatusLine(QWidget *parent)
    : QWidget(parent)
    , m_lockLabel(new QLabel(this))
    , m_storeLabel(new QLabel(this))
    , m_gatewayLabel(new QLabel(this))
    , m_cacheLabel(new QLabel(this))
    , m_clipboardLabel(new QLabel(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::Related, 0, theme::Related, 0);
    row->setSpacing(theme::Page);
    const struct
    {
        QLabel *label;
        QString name;
    } pieces[] = {{m_lockLabel, tr("Lock of the store")}, {m_storeLabel, tr("Last change")},
        {m_gatewayLabel, tr("Gateway")}, {m_cacheLabel, tr("Look-up cache")},
        {m_clipboardLabel, tr("Clipboard")}};
    for (const auto &[label, name] : pieces) {
        label->setTextFormat(Qt::PlainText);
        label->setProperty(NameProperty, name);
        row->addWidget(label);
    }
    row->addStretch(1);
    m_clipboardLabel->hide();
    setSession(nullptr);
}

void StatusLine::setSession(StoreSession *session)
{
    m_session = session;
    m_changedMs = 0;
    m_lock = {};
    m_cache = {};
    for (QLabel *label : {m_lockLabel, m_storeLabel, m_gatewayLabel, m_cacheLabel})
        label->setVisible(session != nullptr);
    if (!session)
        return;
    connect(&session->store(), &StoreController::glanced, this, [this](const StoreGlance &glance) {
        m_lock = glance.lock;
        m_cache = glance.cache;
        showLock();
        showCache();
    });
    connect(&session->store(), &StoreController::loaded, this,
        [this](const std::shared_ptr<const KeyRows> &rows) {
            m_changedMs = rows->keys.identity().modifiedNs / NsPerMs;
            showStore();
        });
    connect(&session->gateway(), &GatewayController::stateChanged, this, &StatusLine::showGateway);
    showLock();
    showStore();
    showGateway();
    showCache();
}

void StatusLine::tick(qint64 nowMs)
{
    m_nowMs = nowMs;
    if (!m_session)
        return;
    showStore();
    showGateway();
}

void StatusLine::showClipboard(int secondsLeft)
{
    m_clipboardLabel->setVisible(secondsLeft > 0);
    say(m_clipboardLabel, tr("clipboard %1 s").arg(secondsLeft),
        tr("The copied key is taken off the clipboard again in %1 s.").arg(secondsLeft));
}

void StatusLine::say(QLabel *label, const QString &text, const QString &toolTip)
{
    if (label->text() != text)
        label->setText(text);
    label->setAccessibleName(tr("%1: %2").arg(label->property(NameProperty).toString(), text));
    setPlainToolTip(*label, toolTip);
}

void StatusLine::showLock()
{
    const QString path = displayText(FileLock::lockPath(m_session->settings().storePath));
    const QString toolTip = tr("Lock: %1\n%2").arg(path, m_lock.gatewayEffect());
    if (m_lock.isAlarming())
        say(m_lockLabel, tr("⚠ lock %1").arg(m_lock.summary()),
            tr("%1\n%2").arg(toolTip, m_lock.nextStep()));
    else
        say(m_lockLabel, tr("lock %1").arg(m_lock.summary()), toolTip);
}

void StatusLine::showStore()
{
    if (m_changedMs == 0) {
        say(m_storeLabel, tr("store: not read"), {});
        return;
    }
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(m_changedMs);
    const bool today = at.date() == QDateTime::fromMSecsSinceEpoch(m_nowMs).date();
    const QString text = today ? at.time().toString(QStringLiteral("HH:mm:ss"))
                               : QLocale().toString(at, QLocale::ShortFormat);
    say(m_storeLabel, tr("store %1").arg(text),
        tr("%1 was last changed at %2.")
            .arg(displayText(m_session->settings().storePath), formatExact(m_changedMs)));
}

void StatusLine::showGateway()
{
    const GatewayState &state = m_session->gateway().state();
    const QString url = state.url.toDisplayString();
    if (!m_session->gateway().isConfigured()) {
        say(m_gatewayLabel, tr("no gateway"),
            tr("No gateway is configured: Keydeck shows what the store says."));
    } else if (!state.blindness.isEmpty()) {
        say(m_gatewayLabel, tr("⚠ gateway sees no keys"), state.blindness);
    } else if (state.failure.isEmpty()) {
        say(m_gatewayLabel,
            state.latencyMs ? tr("gateway %1 ms").arg(*state.latencyMs) : tr("gateway…"),
            tr("%1, by the time that its last /health took to answer.\n%2\nIt is asked for keys %3 "
               "times a minute at most.%4")
                .arg(url, buildAdvice(m_session->gateway().traits()))
                .arg(m_session->gateway().pollsPerMinute())
                .arg(state.clockSkewMs == 0 ? QString() : u'\n' + skewText(state.clockSkewMs)));
    } else {
        QString text = tr("⚠ gateway fails");
        if (const qint64 left = state.retryAtMs - m_nowMs; left > 0)
            text = tr("%1, retry in %2").arg(text, formatDuration(left));
        if (state.staleSinceMs > 0)
            text = tr("%1, stale since %2")
                       .arg(text,
                           QDateTime::fromMSecsSinceEpoch(state.staleSinceMs)
                               .toString(QStringLiteral("HH:mm:ss")));
        say(m_gatewayLabel, text, state.failure);
    }
}

void StatusLine::showCache()
{
    if (!m_cache.enabled) {
        say(m_cacheLabel, tr("cache off"),
            tr("CACHE_ENABLED is false: every look-up reads the file."));
        return;
    }
    const quint64 asked = m_cache.hits + m_cache.misses;
    say(m_cacheLabel,
        asked == 0 ? tr("cache –")
                   : tr("cache %1 %").arg(QString::number(m_cache.hitRate(), 'f', 0)),
        tr("%1 of %2 look-ups were answered from the cache; %3 of %4 places are taken. Every "
           "change of the store empties it.")
            .arg(formatCount(double(m_cache.hits)), formatCount(double(asked)),
                formatCount(double(m_cache.size)), formatCount(double(m_cache.maxSize))));
}

} // namespace keydeck
