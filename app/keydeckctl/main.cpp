#include "app/keydeckctl/program.h"

#include <QCoreApplication>

#include <clocale>
#include <cstring>

#include <langinfo.h>

namespace {

/// A timer or a bare shell has no locale; Qt after 6.4 complains of that on standard error.
void ensureUtf8()
{
    std::setlocale(LC_ALL, "");
    if (std::strcmp(::nl_langinfo(CODESET), "UTF-8") != 0)
        qputenv("LC_ALL", "C.UTF-8");
}

} // namespace

int main(int argc, char *argv[])
{
    ensureUtf8();
    QCoreApplication application(argc, argv);
    return int(keydeck::runProgram(application.arguments(),
        QProcessEnvironment::systemEnvironment(), keydeck::SystemClock::instance()));
}
