// What stands where there is nothing yet.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace keydeck {

class TextLabel;

/// A heading and an inviting sentence in the middle of the space there is. Either may be empty.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);
    EmptyState(const QString &heading, const QString &sentence, QWidget *parent = nullptr);

    void setTexts(const QString &heading, const QString &sentence);
    /// What to do about it, below the sentence.
    QPushButton *addButton(const QString &text);

private:
    TextLabel *m_heading;
    TextLabel *m_sentence;
    QHBoxLayout *m_buttons;
};

} // namespace keydeck
