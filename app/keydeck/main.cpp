#include "app/endsignals.h"
#include "app/filesizelimit.h"
#include "app/keydeck/application.h"
#include "app/keydeck/snapshots.h"
#include "app/keydeck/startlog.h"
#include "app/secrecy.h"
#include "app/settings.h"
#include "core/base/heap.h"
#include "ui/widgets/icons.h"

#include <QApplication>

#include <cstdio>

using namespace keydeck;
using namespace Qt::StringLiterals;

namespace {

constexpr int ExitFailed = 1, ExitUsage = 2;

void print(std::FILE *stream, const QString &text)
{
    std::fputs(text.toLocal8Bit().constData(), stream);
    std::fputc('\n', stream);
}

bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

/// The offscreen platform says this of every window with a size limit; it means nothing for
/// pictures.
void dropPlatformChatter(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (!message.startsWith(u"This plugin does not support"_s))
        print(stderr, qFormatLogMessage(type, context, message));
}

int runSnapshots(QApplication &app, const Options &options, const LockSafeguards &safeguards)
{
    qInstallMessageHandler(dropPlatformChatter);
    const QTemporaryDir scratch; // the person's own settings stay out of pictures
    WindowSettings settings(scratch.filePath(u"keydeck.ini"_s));
    Application application(options, settings, safeguards);
    const EndSignals signal;
    QObject::connect(&signal, &EndSignals::asked, &app, [] { QCoreApplication::exit(ExitFailed); });
    Snapshots snapshots(application, options);
    QObject::connect(
        &snapshots, &Snapshots::finished, &app,
        [](const QString &message) {
            if (!message.isEmpty())
                print(stderr, u"keydeck: "_s + message);
            QCoreApplication::exit(message.isEmpty() ? 0 : ExitFailed);
        },
        Qt::QueuedConnection);
    QMetaObject::invokeMethod(&snapshots, &Snapshots::start, Qt::QueuedConnection);
    return app.exec();
}

int runWindow(QApplication &app, const Options &options, const LockSafeguards &safeguards,
    const QElapsedTimer &sinceMain)
{
    WindowSettings settings;
    Application application(
        options, settings, safeguards, ProfileFile(profilesPath(programEnvironment())));
    // Whatever dialog is open: the demo's folder goes and the view is kept, as at any other end.
    const EndSignals signal;
    QObject::connect(&signal, &EndSignals::asked, &app, [] { QCoreApplication::exit(0); });
    std::optional<StartLog> startLog;
    if (StartLog::isWanted())
        startLog.emplace(application.window(), sinceMain);
    application.start();
    return app.exec();
}

Result<Options> optionsOf(const QStringList &arguments)
{
    return parseCommandLine(arguments).and_then([](Options options) {
        return adoptProfile(options, ProfileFile(profilesPath(programEnvironment()))).map([&] {
            return options;
        });
    });
}

} // namespace

int main(int argc, char *argv[])
{
    QElapsedTimer sinceMain;
    sinceMain.start();
    keepMemoryPrivate();
    giveLargeValuesBack();
    tellOfFileSizeLimits();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const Result<Options> options = optionsOf(arguments);
    if (!options) {
        print(stderr, u"keydeck: %1 See keydeck --help."_s.arg(options.error().message));
        return ExitUsage;
    }
    if (options->help || options->version) {
        print(stdout,
            options->help ? helpText().chopped(1)
                          : u"keydeck "_s + QStringLiteral(KEYDECK_VERSION));
        return 0;
    }
    const bool pictures = !options->snapshotDirectory.isEmpty();
    if (!hasDisplay() && !pictures) {
        print(stderr,
            u"keydeck: there is no display to open a window on (neither DISPLAY nor "
            "WAYLAND_DISPLAY is set). Use --snapshot DIR for pictures, or keydeckctl."_s);
        return ExitFailed;
    }
    // Pictures need no display, and one that does not answer must not stop them.
    if (pictures && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", QByteArrayLiteral("offscreen"));

    QCoreApplication::setOrganizationName(u"Keydeck"_s);
    QCoreApplication::setApplicationName(u"keydeck"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(KEYDECK_VERSION));
    QGuiApplication::setApplicationDisplayName(u"Keydeck"_s);
    QGuiApplication::setDesktopFileName(u"io.github.keydeck.Keydeck"_s);
    // Before QApplication, which starts threads: the guardian is a fork of this process.
    const LockSafeguards safeguards{
        LockJournal(lockJournalFolder(QProcessEnvironment::systemEnvironment())),
        LockGuardian::start()};
    QApplication app(argc, argv);
    QApplication::setWindowIcon(applicationIcon());
    return pictures ? runSnapshots(app, *options, safeguards)
                    : runWindow(app, *options, safeguards, sinceMain);
}
