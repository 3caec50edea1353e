// keydeckctl, by a clock that is an hour ahead.
#include "app/keydeckctl/program.h"

#include <QCoreApplication>

namespace {

class LateClock final : public keydeck::Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override { return m_clock.nowMs() + AnHourMs; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_clock.monotonicMs(); }

private:
    static constexpr qint64 AnHourMs = 3'600'000;
    keydeck::SystemClock m_clock;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    return int(keydeck::runProgram(
        application.arguments(), QProcessEnvironment::systemEnvironment(), LateClock()));
}
