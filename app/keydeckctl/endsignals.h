// Ctrl+C and its like, as a Qt signal.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

#include <signal.h>

namespace keydeck {

/// While it lives, SIGINT, SIGTERM and SIGHUP end nothing by themselves: asked() says that the
/// program should.
///
/// Thread: the main one; make it before any other thread, which then leaves the signals to it.
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

    sigset_t m_before{};
    int m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace keydeck
