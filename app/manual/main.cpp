// keydeck_manual keydeckctl|keydeck DATE: prints a manual page; that of keydeck from its --help on
// standard input. Part of the build.
#include "app/manual/pages.h"

#include <QFile>
#include <QStringList>

#include <cstdio>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QStringList words;
    for (int i = 0; i < argc; ++i)
        words += QString::fromLocal8Bit(argv[i]);
    QFile input;
    QString page;
    if (words.value(1) == "keydeckctl"_L1)
        page = keydeck::terminalPage(words.value(2));
    else if (words.value(1) == "keydeck"_L1 && input.open(stdin, QIODevice::ReadOnly))
        page = keydeck::windowPage(QString::fromUtf8(input.readAll()), words.value(2));
    std::fputs(page.toUtf8().constData(), stdout);
    return page.isEmpty() || std::fflush(stdout) != 0 ? 1 : 0;
}
