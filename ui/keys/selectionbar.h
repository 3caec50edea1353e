// How many keys are selected, and what can be done to all of them.
#pragma once

#include <QWidget>

class QLabel;

namespace keydeck {

class Actions;

/// Seen while several are selected.
class SelectionBar final : public QWidget
{
    Q_OBJECT

public:
    /// The actions must outlive it.
    explicit SelectionBar(Actions &actions, QWidget *parent = nullptr);

    void showCount(qsizetype count);

Q_SIGNALS:
    void noneRequested();

private:
    QLabel *m_count;
};

} // namespace keydeck
