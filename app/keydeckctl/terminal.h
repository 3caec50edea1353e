// Text on a terminal: how wide it is, and a table that fits.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace keydeck {

/// Columns of the terminal that standard output is, COLUMNS first; 0 when it is no terminal.
[[nodiscard]] int terminalColumns();

/// What text is laid out for.
struct Screen
{
    int columns = 0; ///< 0: no terminal, which gets everything, uncut and without bars
    bool hasBlocks = true; ///< it can show the blocks that bars are made of
};

/// "██████▌   ": a share of 0 to 1 in that many cells; beyond 1 full. "######    " without blocks.
/// Empty where the screen is no terminal.
[[nodiscard]] QString shareBar(double share, int cells, const Screen &screen);

/// Whether there is a person to ask: standard input and standard error are a terminal.
[[nodiscard]] bool isConversation();

/// Asks on standard error. Only "y" and "yes" mean yes; so an empty line, and its end, mean no.
[[nodiscard]] bool askYesNo(const QString &question);

/// Cells that text takes: two for a wide character, none for a combining one.
[[nodiscard]] int displayWidth(QStringView text);

/// text, cut with "…" to at most that many cells.
[[nodiscard]] QString elided(const QString &text, int cells);

/// text in lines of at most that many cells, broken at blanks; 0 for no limit. A longer word stays
/// whole, so that it can be copied.
[[nodiscard]] QStringList wrapped(const QString &text, int cells);

/// An aligned table. Where it is too wide it shortens its flexible column, and where that is not
/// enough it leaves out the columns that matter least.
class TextTable final
{
public:
    struct Column
    {
        QString title;
        bool right = false; ///< figures
        bool flexible = false; ///< may be shortened; one column at most
        int dispensable = 0; ///< 0 stays; of the others the highest goes first
    };

    explicit TextTable(QList<Column> columns);

    void addRow(QStringList cells);

    /// Lines with the titles first, each at most that many cells wide if that can be had; 0 for no
    /// limit.
    [[nodiscard]] QString text(int maximumWidth) const;

    /// The titles alone, and a line that comes in later, as wide as text() would have them.
    [[nodiscard]] QString head(int maximumWidth) const;
    [[nodiscard]] QString row(const QStringList &cells, int maximumWidth) const;

private:
    [[nodiscard]] QStringList titles() const;
    [[nodiscard]] QList<int> naturalWidths() const;
    [[nodiscard]] QList<int> fittingWidths(int maximumWidth) const;
    /// The place of the flexible column, -1 without one.
    [[nodiscard]] qsizetype elasticColumn() const;
    /// Takes back what was left out where something wider that mattered more has made room.
    void refill(QList<int> &widths, const QList<int> &natural, int room) const;
    /// The column to leave out next, -1 when the rest must stay.
    [[nodiscard]] qsizetype leastColumn(const QList<int> &widths) const;
    [[nodiscard]] QString line(const QStringList &cells, const QList<int> &widths) const;

    QList<Column> m_columns;
    QList<QStringList> m_rows;
};

} // namespace keydeck
