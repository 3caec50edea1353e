// A page that is scrolled.
#pragma once

#include <QScrollArea>

namespace keydeck {

/// Scrolls what it is given, by keyboard while it has the focus, which it shows by a line around
/// it.
class ScrollArea : public QScrollArea
{
    Q_OBJECT

public:
    explicit ScrollArea(QWidget *parent = nullptr);

protected:
    bool event(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
};

} // namespace keydeck
