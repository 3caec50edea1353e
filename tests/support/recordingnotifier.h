// What would have been shown on the desktop.
#pragma once

#include "ui/alerts/notifier.h"

#include <QList>

namespace keydeck::test {

class RecordingNotifier final : public Notifier
{
public:
    void notify(const Notification &notification) override { shown.append(notification); }

    QList<Notification> shown;
};

} // namespace keydeck::test
