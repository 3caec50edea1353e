// RFC 4180 CSV, row by row.
#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringList>

namespace keydeck {

struct CsvRow
{
    int line = 0; ///< from 1: where it begins
    QStringList cells;
};

/// Reads UTF-8 text. A cell in quotes may hold separators, line breaks and doubled quotes; a quote
/// inside a cell that does not begin with one is a quote. Rows end with LF, CRLF or CR; empty lines
/// are no rows.
///
/// Thread: any, one at a time.
class CsvReader final
{
public:
    CsvReader(QByteArrayView text, char separator) : m_text(text), m_separator(separator) { }

    /// False at the end, and at a fault.
    [[nodiscard]] bool readRow(CsvRow *row);

    /// Bytes that are read.
    [[nodiscard]] qsizetype offset() const { return m_at; }
    /// Empty: there is none. What is wrong and what to do, no text of the document, which may be a
    /// key.
    [[nodiscard]] const QString &fault() const { return m_fault; }
    [[nodiscard]] int faultLine() const { return m_faultLine; }

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return m_text.data()[m_at]; }
    [[nodiscard]] bool atLineEnd() const { return peek() == '\n' || peek() == '\r'; }
    void passLineEnd();
    [[nodiscard]] bool readCell(QString *cell);
    [[nodiscard]] bool readQuoted(QString *cell);

    QByteArrayView m_text;
    char m_separator;
    qsizetype m_at = 0;
    int m_line = 1;
    QString m_fault;
    int m_faultLine = 0;
};

} // namespace keydeck
