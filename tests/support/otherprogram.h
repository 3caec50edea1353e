// What somebody else's program makes of ours.
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace keydeck::test {

/// What it writes; "FAILED" with what it complained of where it did not end well.
[[nodiscard]] inline QByteArray answerOf(
    const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit
        || process.exitCode() != 0)
        return "FAILED " + process.errorString().toUtf8() + ' ' + process.readAllStandardError();
    return process.readAllStandardOutput();
}

/// A script of Python's, which gets the input as UTF-8.
[[nodiscard]] inline QByteArray pythonAnswer(
    const QString &script, const QByteArray &input, const QStringList &arguments = {})
{
    return answerOf(QStringLiteral("python3"),
        QStringList{QStringLiteral("-X"), QStringLiteral("utf8"), QStringLiteral("-c"), script}
            + arguments,
        input);
}

} // namespace keydeck::test
