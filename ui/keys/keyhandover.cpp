#include "ui/keys/keyhandover.h"

#include "core/report/handoverpage.h"
#include "ui/keys/createdkeycard.h"
#include "ui/keys/createdkeyscard.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/clipboardguard.h"

#include <QRegularExpression>

namespace keydeck {

namespace {

/// Of letters and digits, so that it is the same file on every disk.
QString fileNameFor(const std::vector<NewKey> &keys)
{
    static const QRegularExpression others(
        QStringLiteral("[^\\p{L}\\p{N}]+"), QRegularExpression::UseUnicodePropertiesOption);
    QString name = keys.size() == 1 ? keys.front().name.toLower() : keyCount(qint64(keys.size()));
    name = name.replace(others, QStringLiteral(" ")).simplified().left(60).replace(u' ', u'-');
    return QStringLiteral("api-key-%1.html").arg(name);
}

} // namespace

KeyHandOver::KeyHandOver(QWidget &window, ClipboardGuard &clipboard, const Clock &clock)
    : QObject(&window)
    , m_window(window)
    , m_clipboard(clipboard)
    , m_clock(clock)
{ }

void KeyHandOver::show(const std::vector<NewKey> &keys, const QUrl &gateway)
{
    const auto serve = [&](auto *card) {
        using Card = std::remove_pointer_t<decltype(card)>;
        connect(card, &Card::copyRequested, &m_clipboard, &ClipboardGuard::copy);
        connect(
            card, &Card::pageRequested, this, [this, keys, gateway] { offerPage(keys, gateway); });
        card->open();
    };
    if (keys.size() == 1)
        serve(new CreatedKeyCard(keys.front(), gateway, &m_window));
    else
        serve(new CreatedKeysCard(keys, &m_window));
}

void KeyHandOver::offerPage(const std::vector<NewKey> &keys, const QUrl &gateway)
{
    OfferedFile file;
    file.title = tr("Save page to hand over");
    file.what = keys.size() == 1 ? tr("page with the key") : tr("page with the keys");
    file.name = fileNameFor(keys);
    file.filter = tr("Web pages (*.html)");
    file.suffix = QStringLiteral("html");
    file.content
        = [keys, gateway, now = m_clock.nowMs()] { return handOverPage(keys, gateway, now); };
    file.isPrivate = true;
    Q_EMIT fileOffered(file);
}

} // namespace keydeck
