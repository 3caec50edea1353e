#include "core/import/csvreader.h"

namespace keydeck {

using namespace Qt::StringLiterals;

bool CsvReader::readRow(CsvRow *row)
{
    while (!atEnd() && atLineEnd())
        passLineEnd();
    if (atEnd())
        return false;
    *row = {m_line, {}};
    for (;;) {
        QString cell;
        if (!readCell(&cell))
            return false;
        row->cells.append(std::move(cell));
        if (atEnd())
            return true;
        if (atLineEnd()) {
            passLineEnd();
            return true;
        }
        ++m_at; // the separator
    }
}

void CsvReader::passLineEnd()
{
    const bool isPair = peek() == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n';
    m_at += isPair ? 2 : 1;
    ++m_line;
}

bool CsvReader::readCell(QString *cell)
{
    if (!atEnd() && peek() == '"')
        return readQuoted(cell);
    const qsizetype begin = m_at;
    while (!atEnd() && !atLineEnd() && peek() != m_separator)
        ++m_at;
    *cell = QString::fromUtf8(m_text.sliced(begin, m_at - begin));
    return true;
}

bool CsvReader::readQuoted(QString *cell)
{
    const int beginLine = m_line;
    QByteArray text;
    ++m_at;
    for (qsizetype begin = m_at; !atEnd();) {
        if (peek() != '"') {
            if (atLineEnd())
                passLineEnd();
            else
                ++m_at;
            continue;
        }
        text += m_text.sliced(begin, m_at - begin);
        ++m_at;
        if (!atEnd() && peek() == '"') {
            begin = m_at++; // a doubled one stands for itself
            continue;
        }
        *cell = QString::fromUtf8(text);
        if (atEnd() || atLineEnd() || peek() == m_separator)
            return true;
        m_faultLine = m_line;
        m_fault = u"something stands behind the closing quote of a cell: double the quotes inside "
                  "it, or choose another separator"_s;
        return false;
    }
    m_faultLine = beginLine;
    m_fault = u"a quote is opened here and never closed: close it, or double it where it is part "
              "of the text"_s;
    return false;
}

} // namespace keydeck
