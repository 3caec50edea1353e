// Which file is imported, and how it is read.
#pragma once

#include "core/import/importtable.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace keydeck {

/// A line for the path, a button to look for it, and for CSV the separator: guessed, and to be
/// changed.
class ImportFileLine final : public QWidget
{
    Q_OBJECT

public:
    explicit ImportFileLine(QWidget *parent = nullptr);

    void setPath(const QString &path);
    /// Without white space around it, "~/" resolved; as it is typed, read or not.
    [[nodiscard]] QString path() const;
    /// The one that is chosen; nothing: it is to be guessed.
    [[nodiscard]] std::optional<char> separator() const;
    /// nullptr: there is none, and the next one is guessed anew.
    void showTable(const ImportTable *table);
    void takeFocus();

Q_SIGNALS:
    /// Return was pressed in the line, or it was left.
    void typed();
    void edited();
    void lookWanted();
    void separatorChosen();

private:
    QLineEdit *m_path;
    QPushButton *m_choose;
    QLabel *m_separatorLabel;
    QComboBox *m_separator;
};

} // namespace keydeck
