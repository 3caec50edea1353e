// The desktop's notifications, behind a seam.
#pragma once

#include "core/alert/alert.h"

#include <QObject>

namespace keydeck {

/// Tells a person who may be looking elsewhere. One notification a kind of alert: the next one
/// takes the place of the last.
class Notifier : public QObject
{
    Q_OBJECT

public:
    struct Notification
    {
        AlertKind kind = AlertKind::Expiring;
        QString title;
        QString text; ///< a plain sentence
        QString action; ///< what a click does: a verb
        bool isUrgent = false;
    };

    using QObject::QObject;

    virtual void notify(const Notification &notification) = 0;

Q_SIGNALS:
    /// The person clicked the notification of that kind.
    void activated(keydeck::AlertKind kind);
};

} // namespace keydeck
