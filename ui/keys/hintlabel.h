#pragma once

#include "ui/keys/fieldhints.h"

#include <QPointer>
#include <QWidget>

class QLabel;

namespace keydeck {

/// A FieldHint as a line of small text, with a sign before it when it warns. Keeps its height for
/// short hints, so that nothing jumps while somebody types.
class HintLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit HintLabel(QWidget *parent = nullptr);

    /// The hint is the description of that field as well, so that who hears the form hears it
    /// there.
    void setField(QWidget *field);
    void setHint(const FieldHint &hint);
    [[nodiscard]] const FieldHint &hint() const { return m_hint; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void render();

    FieldHint m_hint;
    QLabel *m_sign;
    QLabel *m_text;
    QPointer<QWidget> m_field;
};

} // namespace keydeck
