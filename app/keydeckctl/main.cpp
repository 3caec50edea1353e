#include "app/filesizelimit.h"
#include "app/keydeckctl/program.h"
#include "app/secrecy.h"
#include "app/settings.h"

#include <QCoreApplication>

#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <langinfo.h>
#include <unistd.h>

namespace {

/// A timer or a bare shell has no locale; Qt after 6.4 complains of that on standard error.
/// Returns whether there is one.
bool ensureUtf8()
{
    std::setlocale(LC_ALL, "");
    const bool isUtf8 = std::strcmp(::nl_langinfo(CODESET), "UTF-8") == 0;
    if (!isUtf8)
        qputenv("LC_ALL", "C.UTF-8");
    return isUtf8;
}

/// Whoever starts us without one of the three would have the next file that is opened take its
/// number, and our words go into that file. What stands in fails as what was closed would have.
void ensureStandardStreams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) >= 0 || errno != EBADF)
            continue;
        const int missing = ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        if (missing != stream)
            std::abort(); // not reached: the lowest free number is this one
    }
}

} // namespace

int main(int argc, char *argv[])
{
    keydeck::keepMemoryPrivate();
    ensureStandardStreams();
    const bool hasBlocks = ensureUtf8();
    keydeck::tellOfFileSizeLimits();
    QCoreApplication application(argc, argv);
    return int(keydeck::runProgram(application.arguments(), keydeck::programEnvironment(),
        keydeck::SystemClock::instance(), hasBlocks));
}
