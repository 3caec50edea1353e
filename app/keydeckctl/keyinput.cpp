#include "app/keydeckctl/keyinput.h"

#include <QFile>

#include <cstdio>

#include <termios.h>
#include <unistd.h>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MaximumInputBytes = 1024 * 1024;
constexpr char Interrupt = '\x03';

/// No echo while it lives. Ctrl+C comes as a character, so that it cannot leave it so.
class QuietTerminal final
{
public:
    QuietTerminal()
    {
        ::tcgetattr(STDIN_FILENO, &m_before);
        termios quiet = m_before;
        quiet.c_lflag &= ~tcflag_t(ECHO | ISIG);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~QuietTerminal() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before); }
    Q_DISABLE_COPY_MOVE(QuietTerminal)

private:
    termios m_before{};
};

QByteArray askAtTerminal(QFile &input)
{
    QByteArray line;
    {
        const QuietTerminal quiet; // before the question, since people type ahead
        std::fputs("The key (it is not shown): ", stderr);
        line = input.readLine(MaximumInputBytes);
    }
    std::fputs("\n", stderr);
    return line.contains(Interrupt) ? QByteArray() : line;
}

} // namespace

Result<QStringList> keysFromStandardInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return failure(ErrorCode::Failed, u"Standard input cannot be read: give the key there."_s);
    const QByteArray text
        = ::isatty(STDIN_FILENO) != 0 ? askAtTerminal(input) : input.read(MaximumInputBytes);
    QStringList keys;
    for (const QByteArray &line : text.split('\n')) {
        if (const QString key = QString::fromUtf8(line).trimmed(); !key.isEmpty())
            keys += key;
    }
    if (keys.isEmpty())
        return failure(ErrorCode::InvalidInput,
            u"There is no key on standard input: pass it there, as in “keydeckctl … --key-stdin < "
            "FILE”."_s);
    return keys;
}

} // namespace keydeck
