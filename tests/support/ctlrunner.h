// Runs keydeckctl as a person does: arguments, standard input, and what comes back.
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <functional>

namespace keydeck::test {

struct CtlOutcome
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
    qint64 tookMs = 0;

    [[nodiscard]] QJsonDocument json() const { return QJsonDocument::fromJson(out); }
    [[nodiscard]] QString errorText() const { return QString::fromUtf8(err); }
    /// Exactly "keydeckctl: …" and a line's end.
    [[nodiscard]] bool hasOneErrorLine() const;
    /// Everything, for the message of a failing test.
    [[nodiscard]] QByteArray all() const;
};

[[nodiscard]] QString ctlProgram();
/// The same program with a clock that is an hour ahead, so that every lock looks an hour old.
[[nodiscard]] QString lateCtlProgram();

/// This process's environment, without KEYDECK_STORE and with a home for state of its own.
[[nodiscard]] QProcessEnvironment ctlEnvironment();

/// Where it notes its locks in that environment.
[[nodiscard]] QString ctlLockJournal();

inline constexpr int CtlLongestMs = 30'000;

/// Runs it to its end, which is longestMs away at most, while this process's event loop runs on.
[[nodiscard]] CtlOutcome runCtl(const QStringList &arguments, const QByteArray &input = {},
    const QProcessEnvironment &environment = ctlEnvironment(),
    const QString &program = ctlProgram(), int longestMs = CtlLongestMs);

/// A terminal, and the person at it.
struct CtlTerminal
{
    int columns = 100;
    QByteArray typed; ///< once the program is there
    std::function<void()> beforeTyping;
    QString program = ctlProgram();
};

/// The same at a terminal: what the person sees, errors and prompts included.
[[nodiscard]] CtlOutcome runCtlAtTerminal(const QStringList &arguments, const CtlTerminal &at);
[[nodiscard]] CtlOutcome runCtlAtTerminal(
    const QStringList &arguments, int columns, const QByteArray &typed = {});

} // namespace keydeck::test
