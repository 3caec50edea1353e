// Ctrl+C and its like, as a Qt signal.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <array>
#include <memory>

#include <signal.h>

namespace keydeck {

/// While it lives, SIGINT, SIGTERM and SIGHUP end nothing by themselves: asked() says that the
/// program should. One that was ignored (nohup) stays so. Programs that are started meanwhile know
/// nothing of it.
///
/// Thread: the main one, which needs an event loop; one at a time.
class EndSignals final : public QObject
{
    Q_OBJECT

public:
    explicit EndSignals(QObject *parent = nullptr);
    ~EndSignals() override;

Q_SIGNALS:
    void asked();

private:
    void read();

    static constexpr std::array Numbers = {SIGINT, SIGTERM, SIGHUP};
    std::array<struct sigaction, Numbers.size()> m_before{};
    int m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace keydeck
