// A sentence that should be seen.
#pragma once

#include "ui/widgets/mark.h"

#include <QWidget>

namespace keydeck {

class TextLabel;

/// A shape and plain, wrapping text on the role's fill.
class Notice final : public QWidget
{
    Q_OBJECT

public:
    explicit Notice(QWidget *parent = nullptr);
    Notice(theme::Role role, Mark mark, const QString &text, QWidget *parent = nullptr);

    void setNotice(theme::Role role, Mark mark, const QString &text);
    [[nodiscard]] QString text() const;
    [[nodiscard]] theme::Role role() const { return m_role; }

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void applyPalette();

    theme::Role m_role = theme::Role::Info;
    Mark m_mark = Mark::Info;
    TextLabel *m_text;
};

} // namespace keydeck
