// What there is to say about a search, below its line.
#pragma once

#include "core/query/query.h"

#include <QWidget>

namespace keydeck {

class Notice;
class TextLabel;

/// Says what of the search was not understood, and that the selected key is not among those that
/// are listed. Takes no room while there is neither.
class SearchNotes final : public QWidget
{
    Q_OBJECT

public:
    explicit SearchNotes(QWidget *parent = nullptr);

    void showErrors(const QList<QueryError> &errors);
    /// Why the selected key is not listed; empty: it is, or there is none.
    void showHidden(const QString &sentence);

Q_SIGNALS:
    /// The hidden key is wanted.
    void showRequested();

private:
    void follow();

    Notice *m_errors;
    QWidget *m_hidden;
    TextLabel *m_hiddenText;
};

} // namespace keydeck
