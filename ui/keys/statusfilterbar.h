// "All 124 | Active 97 | Blocked 2…": one press shows only those.
#pragma once

#include "core/rules/keystatus.h"

#include <QWidget>

#include <optional>

class QToolButton;

namespace keydeck {

class KeyFilter;

/// Keeps its counts and its pressed button in step with the filter.
class StatusFilterBar final : public QWidget
{
    Q_OBJECT

public:
    /// The filter must outlive the bar.
    explicit StatusFilterBar(KeyFilter &filter, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The person is about to have another status.
    void choosing();

private:
    QToolButton *addButton(std::optional<KeyStatus> status);
    void update();

    struct Button
    {
        std::optional<KeyStatus> status;
        QToolButton *button;
    };
    KeyFilter &m_filter;
    QList<Button> m_buttons;
};

} // namespace keydeck
