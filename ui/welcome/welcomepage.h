// What stands in the window before a store is open.
#pragma once

#include <QStringList>
#include <QWidget>

class QListWidget;
class QVBoxLayout;

namespace keydeck {

class Actions;
class TextLabel;

/// Open, new, demo, and the stores that were open before, all within reach of the keyboard.
class WelcomePage final : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(Actions &actions, QWidget *parent = nullptr);

    void setRecent(const QStringList &paths);

Q_SIGNALS:
    void recentChosen(const QString &path);

private:
    TextLabel *m_recentTitle;
    QListWidget *m_recent;
};

} // namespace keydeck
