#include "tests/support/ctlrunner.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <utility>

#include <poll.h>
#include <pty.h>
#include <unistd.h>
#include <utmp.h>

using namespace Qt::StringLiterals;

namespace keydeck::test {

bool CtlOutcome::hasOneErrorLine() const
{
    return err.startsWith("keydeckctl: ") && err.endsWith('\n') && err.count('\n') == 1;
}

QByteArray CtlOutcome::all() const
{
    return "exit " + QByteArray::number(exitCode) + "\nout: " + out.left(2000) + "\nerr: " + err;
}

QString ctlProgram()
{
    return QStringLiteral(KEYDECK_BIN) + u"/keydeckctl"_s;
}

QString lateCtlProgram()
{
    return QStringLiteral(KEYDECK_BIN) + u"/keydeckctl_late"_s;
}

QProcessEnvironment ctlEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    static const QTemporaryDir state;
    environment.remove(u"KEYDECK_STORE"_s);
    environment.insert(u"XDG_STATE_HOME"_s, state.path());
    environment.insert(u"XDG_DATA_HOME"_s, state.path());
    environment.insert(u"XDG_CONFIG_HOME"_s, state.path());
    return environment;
}

QString ctlLockJournal()
{
    return ctlEnvironment().value(u"XDG_STATE_HOME"_s) + u"/keydeck/locks"_s;
}

CtlOutcome runCtl(const QStringList &arguments, const QByteArray &input,
    const QProcessEnvironment &environment, const QString &program, int longestMs)
{
    QElapsedTimer clock;
    clock.start();
    QProcess process;
    process.setProcessEnvironment(environment);
    QSignalSpy ended(&process, &QProcess::finished);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (process.state() != QProcess::NotRunning && ended.isEmpty() && !ended.wait(longestMs))
        process.kill();
    process.waitForFinished();
    const bool ran
        = process.error() == QProcess::UnknownError && process.exitStatus() == QProcess::NormalExit;
    return {ran ? process.exitCode() : -1, process.readAllStandardOutput(),
        process.readAllStandardError(), clock.elapsed()};
}

CtlOutcome runCtlAtTerminal(const QStringList &arguments, int columns, const QByteArray &typed)
{
    CtlTerminal at;
    at.columns = columns;
    at.typed = typed;
    return runCtlAtTerminal(arguments, at);
}

CtlOutcome runCtlAtTerminal(const QStringList &arguments, const CtlTerminal &at)
{
    int terminal = -1;
    int programs = -1;
    winsize size{};
    size.ws_col = ushort(at.columns);
    size.ws_row = 24;
    if (::openpty(&terminal, &programs, nullptr, nullptr, &size) != 0)
        qFatal("no pseudo-terminal");
    QProcess process;
    process.setProcessEnvironment(ctlEnvironment());
    process.setChildProcessModifier([programs] { ::login_tty(programs); });
    process.start(at.program, arguments);
    process.waitForStarted();
    ::close(programs);

    CtlOutcome outcome;
    bool isTyped = at.typed.isEmpty();
    pollfd readable{terminal, POLLIN, 0};
    QByteArray part(4096, '\0');
    while (::poll(&readable, 1, CtlLongestMs) > 0) {
        const ssize_t count = ::read(terminal, part.data(), size_t(part.size()));
        if (count <= 0)
            break;
        outcome.out += part.left(count);
        if (std::exchange(isTyped, true))
            continue;
        if (at.beforeTyping)
            at.beforeTyping();
        if (::write(terminal, at.typed.constData(), size_t(at.typed.size())) < 0)
            qFatal("the pseudo-terminal takes no input");
    }
    ::close(terminal); // which ends a program that waits for more
    process.waitForFinished();
    outcome.exitCode = process.exitCode();
    outcome.out.replace("\r\n", "\n");
    return outcome;
}

} // namespace keydeck::test
