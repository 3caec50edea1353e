// Which column means what, and what a blank cell means.
#pragma once

#include "core/import/importtable.h"
#include "core/import/rowjudge.h"

#include <QWidget>

#include <array>
#include <memory>
#include <optional>

class QComboBox;
class QGridLayout;
class QLineEdit;

namespace keydeck {

class Clock;

/// A chooser for each field, which shows the first cells of each column (keys masked), and beside
/// some what their blank cells get.
class ImportColumns final : public QWidget
{
    Q_OBJECT

public:
    /// The clock must outlive it.
    explicit ImportColumns(const Clock &clock, QWidget *parent = nullptr);

    /// Offers its columns, chosen as they are guessed.
    void setTable(const std::shared_ptr<const ImportTable> &table);

    [[nodiscard]] ImportMapping mapping() const;
    /// Requires that there is no problem.
    [[nodiscard]] ImportDefaults defaults() const;
    /// Why what is filled in for blank cells cannot be, a sentence; empty: it can.
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    void changed();

private:
    void addField(QGridLayout *grid, ImportField field, const QString &label);
    void orderTabs();
    [[nodiscard]] QLineEdit *newDefault(const QString &name, const QString &text);
    void fillChoices(const ImportMapping &mapping);
    [[nodiscard]] QString choiceText(int column, bool isSecret) const;

    const Clock &m_clock;
    std::shared_ptr<const ImportTable> m_table;
    std::array<QComboBox *, ImportFieldCount> m_choices{};
    QLineEdit *m_prefix;
    QLineEdit *m_limit;
    QLineEdit *m_expiry;
    QLineEdit *m_model;
};

} // namespace keydeck
