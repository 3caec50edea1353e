#include "tests/support/tracededit.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck::test {

const QString Strace = u"strace"_s;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList editArguments(const FaultBench &bench, const QStringList &words)
{
    return words + QStringList{u"--store"_s, bench.store.path()};
}

/// How often it looks whether its guardian has ended is another number in every run.
bool isRepeatedWait(const SystemCall &call)
{
    return call.number > 1 && (call.name == "wait4" || call.name == "clock_nanosleep");
}

/// Of a trace of one process: "name(arguments) = result" a line, and lines of other kinds.
std::vector<SystemCall> callsIn(const QByteArray &trace)
{
    std::vector<SystemCall> calls;
    QMap<QByteArray, int> counts;
    for (const QByteArray &line : trace.split('\n')) {
        const qsizetype bracket = line.indexOf('(');
        const bool isCall = bracket > 0 && line[0] >= 'a' && line[0] <= 'z';
        if (isCall)
            calls.push_back({line.left(bracket), ++counts[line.left(bracket)], line});
    }
    return calls;
}

} // namespace

QString tracingObstacle()
{
    const CtlOutcome outcome
        = runCtl({u"-o"_s, u"/dev/null"_s, u"true"_s}, {}, ctlEnvironment(), Strace);
    if (outcome.exitCode == 0)
        return {};
    const QString reason = outcome.err.isEmpty() ? u"there is no strace"_s : outcome.errorText();
    return u"This test breaks system calls with strace, which cannot trace a program here: %1. "
           u"Install strace and allow ptrace (in a container: --cap-add=SYS_PTRACE)."_s.arg(
               reason.trimmed());
}

CtlOutcome runEdit(const FaultBench &bench, const QStringList &words)
{
    return runCtl(editArguments(bench, words), {}, bench.environment());
}

EditCalls callsOfEdit(const FaultBench &bench, const QStringList &words)
{
    // One file a process: calls of two processes do not mix in a line.
    const QDir folder(bench.home());
    const QStringList options{
        u"-ff"_s, u"-s"_s, u"4096"_s, u"-o"_s, folder.filePath(u"trace"_s), ctlProgram()};
    const CtlOutcome outcome
        = runCtl(options + editArguments(bench, words), {}, bench.environment(), Strace);
    if (outcome.exitCode != 0)
        QTest::qFail(outcome.all().constData(), __FILE__, __LINE__);
    EditCalls calls;
    for (const QString &name : folder.entryList({u"trace.*"_s}, QDir::Files)) {
        const QByteArray trace = contentOf(folder.filePath(name));
        const bool isProgram = trace.startsWith("execve(");
        (isProgram ? calls.programs : calls.guardians) = callsIn(trace);
        QFile::remove(folder.filePath(name));
    }
    const QByteArray store = QFile::encodeName(bench.store.path());
    const auto first = std::find_if(calls.programs.begin(), calls.programs.end(),
        [&](const SystemCall &call) { return call.name != "execve" && call.text.contains(store); });
    calls.startUp.assign(calls.programs.begin(), first);
    calls.programs.erase(calls.programs.begin(), first);
    std::erase_if(calls.programs, isRepeatedWait);
    return calls;
}

QStringList spoilingArguments(const FaultBench &bench, const QStringList &words,
    const Spoiling &spoiling, const QString &traceFile)
{
    const QString name = QString::fromLatin1(spoiling.call.name);
    QStringList options{u"-o"_s, traceFile, u"-e"_s, u"trace="_s + name, u"-e"_s,
        u"inject=%1:%2:when=%3"_s.arg(
            name, QString::fromLatin1(spoiling.how), QString::number(spoiling.call.number))};
    // strace counts in each process: without -f only the program is touched, and with it both.
    if (spoiling.ofGuardian)
        options += u"-f"_s;
    return options + QStringList{ctlProgram()} + editArguments(bench, words);
}

SpoiltRun runSpoilt(const FaultBench &bench, const QStringList &words, const Spoiling &spoiling)
{
    const QString trace = bench.home() + u"/trace"_s;
    const QStringList arguments = spoilingArguments(bench, words, spoiling, trace);
    SpoiltRun run{runCtl(arguments, {}, bench.environment(), Strace), false};
    const QByteArray written = contentOf(trace);
    run.wasHit = written.contains("(INJECTED)") || written.contains("+++ killed by ");
    QFile::remove(trace);
    return run;
}

} // namespace keydeck::test
