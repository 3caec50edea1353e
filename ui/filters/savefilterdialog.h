#pragma once

#include "core/query/savedfilter.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace keydeck {

class HintLabel;

/// Asks for the name of a filter, and says at once what is wrong with it.
class SaveFilterDialog final : public QDialog
{
    Q_OBJECT

public:
    SaveFilterDialog(
        const QString &query, const QList<SavedFilter> &others, QWidget *parent = nullptr);

    /// Checked, once it is accepted.
    [[nodiscard]] QString name() const;

private:
    void check();

    QList<SavedFilter> m_others;
    QLineEdit *m_name;
    HintLabel *m_hint;
    QPushButton *m_save;
};

} // namespace keydeck
