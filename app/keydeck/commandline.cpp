#include "app/keydeck/commandline.h"

#include <QCommandLineParser>
#include <QRegularExpression>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int SmallestSide = 200, LargestSide = 16'000;

tl::unexpected<Error> invalid(const QString &message)
{
    return failure(ErrorCode::InvalidInput, message);
}

void addOptions(QCommandLineParser &parser)
{
    parser.addPositionalArgument(u"FILE"_s, QString());
    parser.addOption({u"profile"_s, QString(), u"NAME"_s});
    parser.addOption({u"gateway"_s, QString(), u"URL"_s});
    parser.addOption({u"snapshot"_s, QString(), u"DIR"_s});
    parser.addOption({u"appearance"_s, QString(), u"WHICH"_s});
    parser.addOption({u"size"_s, QString(), u"WxH"_s});
    for (const QString &flag : {u"read-only"_s, u"demo"_s, u"allow-plain-http"_s})
        parser.addOption(QCommandLineOption(flag));
    parser.addOption(QCommandLineOption(QStringList{u"h"_s, u"help"_s}));
    parser.addOption(QCommandLineOption(QStringList{u"v"_s, u"version"_s}));
}

Result<QSize> parseSize(const QString &text)
{
    static const QRegularExpression form(u"^(\\d{1,5})x(\\d{1,5})$"_s);
    const auto match = form.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    const auto fits = [](int side) { return side >= SmallestSide && side <= LargestSide; };
    if (!match.hasMatch() || !fits(size.width()) || !fits(size.height()))
        return invalid(
            u"--size takes a width and a height from %1 to %2, like 1280x800."_s.arg(SmallestSide)
                .arg(LargestSide));
    return size;
}

Result<> takeValues(const QCommandLineParser &parser, Options &options)
{
    options.snapshotDirectory = parser.value(u"snapshot"_s);
    if (parser.isSet(u"snapshot"_s) && options.snapshotDirectory.isEmpty())
        return invalid(u"--snapshot takes a directory to write the pictures to."_s);
    options.profileName = parser.value(u"profile"_s).trimmed();
    if (parser.isSet(u"profile"_s) && options.profileName.isEmpty())
        return invalid(u"--profile takes the name of a profile."_s);
    if (parser.isSet(u"gateway"_s)) {
        options.gateway = QUrl(parser.value(u"gateway"_s), QUrl::StrictMode);
        if (!options.gateway.isValid() || options.gateway.host().isEmpty())
            return invalid(u"--gateway takes a URL like http://127.0.0.1:3000."_s);
    }
    if (parser.isSet(u"appearance"_s)) {
        options.appearance = appearanceFromId(parser.value(u"appearance"_s));
        if (!options.appearance)
            return invalid(u"--appearance is one of system, light and dark."_s);
    }
    if (parser.isSet(u"size"_s)) {
        const Result<QSize> size = parseSize(parser.value(u"size"_s));
        if (!size)
            return tl::make_unexpected(size.error());
        options.size = *size;
    }
    return {};
}

} // namespace

Result<Options> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments))
        return invalid(parser.errorText());
    Options options;
    options.help = parser.isSet(u"help"_s);
    options.version = parser.isSet(u"version"_s);
    options.readOnly = parser.isSet(u"read-only"_s);
    options.demo = parser.isSet(u"demo"_s);
    options.allowPlainHttp = parser.isSet(u"allow-plain-http"_s);
    if (const Result<> taken = takeValues(parser, options); !taken)
        return tl::make_unexpected(taken.error());

    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return invalid(u"One store at a time: %1 files were given."_s.arg(files.size()));
    const bool namesAnother
        = !files.isEmpty() || !options.gateway.isEmpty() || !options.profileName.isEmpty();
    if (options.demo && namesAnother)
        return invalid(u"--demo brings a store and a gateway of its own: leave out the others."_s);
    options.storePath = files.value(0);
    return options;
}

QString helpText()
{
    return uR"(Usage: keydeck [FILE] [options]
Administers the API keys of a small self-hosted LLM gateway, beside the running gateway.

FILE                 the gateway's key store (its DATA_FILE); without it the welcome page
--profile NAME       the store and the gateway of a profile, as File → Profiles keeps them; other
                     options win
--gateway URL        where the gateway answers, to ask it for live figures
--read-only          change nothing in the store
--demo               made-up keys, history, gateway and traffic, all removed at the end
--appearance WHICH   system, light or dark
--size WxH           the window's size, like 1280x800: for this run, and no larger than the screen
--allow-plain-http   let keys travel to another machine unencrypted
--snapshot DIR       render every page to DIR/<page>.png and exit; needs no display
--help, --version

Examples:
  keydeck data/apikeys.json --gateway http://127.0.0.1:3000
  keydeck --profile Production --read-only
)"_s;
}

} // namespace keydeck
