// Another local time for a while.
#pragma once

#include <QByteArray>

#include <ctime>

namespace keydeck::test {

/// The process's local zone for as long as it lives.
class LocalZone final
{
public:
    explicit LocalZone(const QByteArray &zone) : m_before(qgetenv("TZ")) { set(zone); }
    ~LocalZone() { set(m_before); }
    Q_DISABLE_COPY_MOVE(LocalZone)

    static void set(const QByteArray &zone)
    {
        qputenv("TZ", zone);
        ::tzset();
    }

private:
    QByteArray m_before;
};

} // namespace keydeck::test
