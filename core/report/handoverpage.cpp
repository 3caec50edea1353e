#include "core/report/handoverpage.h"

#include "core/base/format.h"
#include "core/report/htmlpage.h"
#include "core/report/reportdocument.h"
#include "core/rules/jsdate.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("HandOverPage", text);
}

/// For text: a key or a name may look like markup.
QString html(const QString &text)
{
    return displayText(text).toHtmlEscaped();
}

/// For others: without a name and password of ours, and without the slash at its end, which QUrl
/// leaves where it stands alone.
QString addressOf(const QUrl &gateway, QUrl::FormattingOptions format)
{
    const QString address = gateway.toString(format | QUrl::RemoveUserInfo);
    return address.endsWith(u'/') ? address.chopped(1) : address;
}

QString shellQuoted(const QString &text)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9:/._~%-]+$"_s);
    if (plain.match(text).hasMatch())
        return text;
    return u"'"_s + QString(text).replace(u'\'', u"'\\''"_s) + u"'"_s;
}

constexpr char Style[] = R"(
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44em; margin: 2em auto; padding: 0 1em; }
section { margin-bottom: 4em; }
h1 { font-size: 1.5em; line-height: 1.25; }
h2 { font-size: 1em; margin: 1.5em 0 .25em; }
code, pre { font-family: ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
.key, pre { display: block; padding: .6em .8em; border: 1px solid GrayText; border-radius: 4px;
  user-select: all; margin: 0; }
.key { font-size: 1.15em; }
th { text-align: left; font-weight: normal; padding-right: 1.5em; vertical-align: top; }
th, footer { color: GrayText; }
footer { font-size: .85em; }
@media print { body { margin: 0; max-width: none; }
  section { break-after: page; margin: 0; } section:last-of-type { break-after: auto; }
  th, footer { color: #444; } .key, pre { border-color: #444; } }
)";

QString fact(const QString &what, const QString &value)
{
    return value.isEmpty() ? QString()
                           : u"<tr><th scope=\"row\">%1</th><td>%2</td></tr>\n"_s.arg(
                               what.toHtmlEscaped(), html(value));
}

QString expiryOf(const NewKey &key)
{
    const auto at = parseJsDate(key.expiryDate);
    return at ? formatExact(qint64(*at)) : QString();
}

QString factsOf(const NewKey &key, const QUrl &gateway)
{
    const QString limit = key.tokenLimitPer5h < 0
        ? QString()
        : tr("%1 tokens in five hours").arg(formatCount(double(key.tokenLimitPer5h)));
    return u"<table>\n"_s + fact(tr("Gateway"), addressOf(gateway, QUrl::PrettyDecoded))
        + fact(tr("Model"), key.model.isEmpty() ? tr("the gateway’s own choice") : key.model)
        + fact(tr("Limit"), limit) + fact(tr("Valid until"), expiryOf(key)) + u"</table>\n"_s;
}

QString section(const NewKey &key, const QUrl &gateway)
{
    QString text = u"<section>\n<h1>%1</h1>\n<code class=\"key\">%2</code>\n"_s.arg(
        html(tr("API key for “%1”").arg(key.name)), key.key.toHtmlEscaped());
    text += factsOf(key, gateway);
    text += u"<h2>%1</h2>\n"_s.arg(tr("Try it").toHtmlEscaped());
    text += gateway.isEmpty()
        ? u"<p>%1</p>\n"_s.arg(
            html(tr("Whoever gave you this page tells you the gateway’s address. Send the key "
                    "with each request, as “Authorization: Bearer” and the key.")))
        : u"<pre>%1</pre>\n"_s.arg(tryCommand(gateway, key.key).toHtmlEscaped());
    text += u"<h2>%1</h2>\n<p>%2</p>\n</section>\n"_s.arg(tr("Keep it to yourself").toHtmlEscaped(),
        html(tr("Whoever has the key can use its whole limit. Keep it where passwords are kept, "
                "not in source code, and delete this page once you have done so. If somebody else "
                "may have seen it, ask for a new one: that takes a minute.")));
    return text;
}

} // namespace

QString tryCommand(const QUrl &gateway, const QString &key)
{
    const QString base
        = gateway.isEmpty() ? u"http://127.0.0.1:3000"_s : addressOf(gateway, QUrl::FullyEncoded);
    return u"curl -H %1 \\\n     %2"_s.arg(
        shellQuoted(u"Authorization: Bearer "_s + key), shellQuoted(base + u"/stats"_s));
}

QByteArray handOverPage(const std::vector<NewKey> &keys, const QUrl &gateway, qint64 nowMs)
{
    const QString title = keys.size() == 1
        ? tr("API key for “%1”").arg(keys.front().name)
        : tr("%1 API keys").arg(formatCount(double(keys.size())));
    QString body;
    for (const NewKey &key : keys)
        body += section(key, gateway);
    return htmlText(
        {displayText(title), QString::fromLatin1(Style), body, displayText(reportFooter(nowMs))});
}

} // namespace keydeck
