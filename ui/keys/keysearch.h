// The search line of the keys, and what belongs to it.
#pragma once

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace keydeck {

class Actions;
class QueryCompleter;
class SearchLineController;
class TextLabel;
struct QueryVocabulary;

/// The line with its proposals, a label of how many keys match, a button for how it is written (F1
/// in the line as well) and, while it has text, one that saves it as a filter.
class KeySearch final : public QWidget
{
    Q_OBJECT

public:
    /// The actions must outlive it.
    explicit KeySearch(Actions &actions, QWidget *parent = nullptr);

    [[nodiscard]] QString text() const;
    /// As if it were typed, at once.
    void setText(const QString &text);
    void clear() { setText({}); }
    void takeFocus();

    /// Says how many keys match. Whoever shows the line gives it its place: beside the line there
    /// is no room in a small window.
    [[nodiscard]] QWidget *matches() const;
    /// How many of all keys match; a search or a status that is chosen hides some.
    void showMatches(int matches, int all, bool isNarrowed);

    void setVocabulary(const QueryVocabulary &vocabulary);

Q_SIGNALS:
    /// The line has another text; searched() follows after a pause.
    void changed();
    void searched(const QString &text);
    /// Return in the line, once it was searched: on to what was found.
    void entered();

private:
    QLineEdit *m_line;
    TextLabel *m_matches;
    SearchLineController *m_searching;
    QueryCompleter *m_completer;
};

} // namespace keydeck
