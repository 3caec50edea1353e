// The start of the real program with a store of 1,000 keys, beside that of a bare window, each as a
// process of its own: until the first paint is done, and what memory it has.
#include "tests/bench/support/benchstores.h"
#include "tests/bench/support/benchtable.h"
#include "tests/support/storefixture.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QThread>

using namespace keydeck;
using namespace keydeck::bench;
using namespace Qt::StringLiterals;

namespace {

const int Keys = benchSize(1000, 100);
const int Rounds = 21;
constexpr int PatienceMs = 60'000;
constexpr int SettledMs = 1500; ///< no page came or went for so long
constexpr double MiB = 1024;

QString named(const char *what)
{
    return QString::fromUtf8(what).arg(Keys);
}

/// Nothing of the user's is read or written.
QProcessEnvironment environmentIn(const QString &home)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, home);
    for (const char *each : {"CONFIG", "DATA", "STATE", "CACHE"})
        environment.insert(u"XDG_%1_HOME"_s.arg(QLatin1StringView(each)),
            home + u"/."_s + QString::fromLatin1(each).toLower());
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"QT_LOGGING_RULES"_s, u"keydeck.start.debug=true"_s);
    environment.insert(u"QT_FORCE_STDERR_LOGGING"_s, u"1"_s);
    return environment;
}

/// A program that runs until this goes.
class Running final
{
public:
    Running(const QString &program, const QStringList &arguments, const QString &home)
    {
        m_process.setProcessEnvironment(environmentIn(home));
        m_process.setProcessChannelMode(QProcess::ForwardedOutputChannel);
        m_process.setReadChannel(QProcess::StandardError);
        m_since.start();
        m_process.start(QStringLiteral(KEYDECK_BIN) + u'/' + program, arguments);
    }
    ~Running()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(PatienceMs))
            m_process.kill();
    }
    Q_DISABLE_COPY_MOVE(Running)

    /// Seconds from the start until it says so.
    [[nodiscard]] double secondsUntil(const QByteArray &words)
    {
        for (;;) {
            while (m_process.canReadLine()) {
                if (m_process.readLine().contains(words))
                    return double(m_since.nsecsElapsed()) / 1e9;
            }
            if (!m_process.waitForReadyRead(PatienceMs))
                qFatal(
                    "%s did not say \"%s\".", qPrintable(m_process.program()), words.constData());
        }
    }

    /// Of /proc/PID/status, in KiB.
    [[nodiscard]] double memory(const QString &field) const
    {
        QFile status(u"/proc/%1/status"_s.arg(m_process.processId()));
        const QRegularExpression line(field + uR"(:\s+(\d+) kB)"_s);
        const auto match = status.open(QFile::ReadOnly)
            ? line.match(QString::fromLatin1(status.readAll()))
            : QRegularExpressionMatch();
        if (!match.hasMatch())
            qFatal("The memory of %s could not be read.", qPrintable(m_process.program()));
        return match.captured(1).toDouble();
    }

    /// Once it is at rest.
    void awaitRest() const
    {
        double before = 0;
        for (double now = memory(u"VmRSS"_s); now != before; now = memory(u"VmRSS"_s)) {
            before = now;
            QThread::msleep(SettledMs);
        }
    }

private:
    QProcess m_process;
    QElapsedTimer m_since;
};

struct Programs
{
    QString home;
    QString store;

    [[nodiscard]] std::unique_ptr<Running> window() const
    {
        return std::make_unique<Running>(u"keydeck"_s, QStringList(store), home);
    }
    [[nodiscard]] std::unique_ptr<Running> bare() const
    {
        return std::make_unique<Running>(u"keydeck_barewindow"_s, QStringList(), home);
    }
};

QByteArray keysShown()
{
    return QByteArray::number(Keys) + " keys ";
}

void compareStart(const Programs &programs)
{
    const auto paint
        = [&] { return programs.window()->secondsUntil(QByteArrayLiteral("first paint")); };
    const auto shown = [&] { return programs.window()->secondsUntil(keysShown()); };
    const auto bare = [&] { return programs.bare()->secondsUntil(QByteArrayLiteral("painted")); };
    printRow(timeRow(named("start to first paint, a store of %1 keys"), u"bare window"_s,
        compareMeasured(Rounds, paint, bare), Goal::atMost(2)));
    printRow(timeRow(named("start until %1 keys are painted"), u"bare window"_s,
        compareMeasured(Rounds, shown, bare), Goal::none()));
}

void compareMemory(const Programs &programs)
{
    const auto window = programs.window();
    const auto bare = programs.bare();
    keep(window->secondsUntil(keysShown()));
    keep(bare->secondsUntil(QByteArrayLiteral("painted")));
    window->awaitRest();
    bare->awaitRest();
    const auto row = [&](const QString &what, const QString &field, const Goal &goal) {
        const double ours = window->memory(field) / MiB, theirs = bare->memory(field) / MiB;
        printRow({what, u"bare window"_s, {ours, theirs, ours / theirs}, u"MiB"_s, goal});
    };
    row(named("resident memory with %1 keys"), u"VmRSS"_s, Goal::atMost(2));
    row(named("of it neither files' nor shared, %1 keys"), u"RssAnon"_s, Goal::none());
}

} // namespace

int main()
{
    const QTemporaryDir home;
    const test::StoreFixture fixture(benchStore(Keys));
    const Programs programs{home.path(), fixture.path()};
    compareStart(programs);
    compareMemory(programs);
}
