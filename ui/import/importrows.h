// The rows of an import, and what to do about the bad ones.
#pragma once

#include "core/import/importplan.h"

#include <QWidget>

#include <memory>

class QCheckBox;
class QTableView;

namespace keydeck {

class ImportRowsModel;
class TextLabel;

/// The table of all rows or of the bad ones, and the explicit wish to leave those out, which is
/// taken back with every other file. Where there are too many rows to give each the height of its
/// sentence, the one that is chosen stands whole underneath.
class ImportRows final : public QWidget
{
    Q_OBJECT

public:
    explicit ImportRows(QWidget *parent = nullptr);

    /// nullptr: none.
    void setPlan(const std::shared_ptr<const ImportPlan> &plan, qint64 nowMs = 0);
    /// Nothing is left out unless it is asked for anew.
    void forget();

    [[nodiscard]] bool leavesOutBad() const;

Q_SIGNALS:
    void leaveOutChanged();

private:
    void measureNone();
    void fitRows();
    void showChosen();

    ImportRowsModel *m_model;
    QTableView *m_table;
    TextLabel *m_chosen;
    QCheckBox *m_onlyBad;
    QCheckBox *m_leaveOut;
};

} // namespace keydeck
