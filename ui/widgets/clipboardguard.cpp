#include "ui/widgets/clipboardguard.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QMimeData>

namespace keydeck {

namespace {

QByteArray digestOf(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace

ClipboardGuard::ClipboardGuard(QClipboard &clipboard, QObject *parent, int seconds)
    : QObject(parent)
    , m_clipboard(clipboard)
    , m_seconds(seconds)
{
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &ClipboardGuard::tick);
    connect(&clipboard, &QClipboard::dataChanged, this, [this] {
        if (m_second.isActive() && !isOurs())
            clear();
    });
}

ClipboardGuard::~ClipboardGuard()
{
    if (m_second.isActive() && isOurs())
        m_clipboard.clear();
}

void ClipboardGuard::copy(const QString &secret)
{
    auto data = std::make_unique<QMimeData>();
    data->setText(secret);
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    m_second.stop(); // the change about to be signalled is ours
    m_digest = digestOf(secret);
    m_clipboard.setMimeData(data.release());
    m_left = m_seconds;
    m_second.start();
    Q_EMIT secondsLeft(m_left);
}

void ClipboardGuard::clear()
{
    m_second.stop();
    if (isOurs())
        m_clipboard.clear();
    m_digest.clear();
    Q_EMIT secondsLeft(0);
}

void ClipboardGuard::tick()
{
    if (--m_left > 0)
        Q_EMIT secondsLeft(m_left);
    else
        clear();
}

bool ClipboardGuard::isOurs() const
{
    return digestOf(m_clipboard.text()) == m_digest;
}

} // namespace keydeck
