// How the rows of a snapshot are worked out.
#pragma once

#include "ui/keys/keyrows.h"

namespace keydeck {

/// Does once what KeyRows::of() says. Records whose text is what it was take over what was derived
/// from them, and the rest is done side by side: of a hundred thousand keys of which a thousand
/// changed, most of the time goes into comparing.
class KeyRowsBuilder final
{
public:
    /// previous, where there is one, must outlive it.
    KeyRowsBuilder(
        const KeySet &keys, qint64 nowMs, const KeyRows *previous, const KeyNotes &notes);

    [[nodiscard]] std::shared_ptr<const KeyRows> build();

private:
    enum class Repeat : quint8
    {
        None,
        Used,
        Unused
    };

    void compare();
    [[nodiscard]] bool isSameField(qsizetype index, KeyField field) const;
    /// The record's key stood at the same place before.
    [[nodiscard]] bool hadKeyAt(qsizetype index) const;
    void findRefs();
    void findRepeats();
    void readRecords();
    void readRecord(qsizetype index);
    void derive(qsizetype index, const ApiKey &record);
    void rankNames();
    void rankModels();
    void rankTags();
    void takeOverSearchTexts();
    void noteDifference();

    std::shared_ptr<KeyRows> m_rows;
    const KeyRows *m_previous; ///< nullptr: none
    std::vector<char> m_isSame; ///< by record: there was one at its place with the same text
    std::vector<Repeat> m_repeats; ///< by record; empty: no key stands twice
    bool m_hasSameKeys = false; ///< every record's key is that of the one at its place before
    bool m_hasSameNames = false; ///< the same of names
    bool m_hasSameModels = false;
    bool m_hasSameNotes = false;
    bool m_hasSameTags = false; ///< of keys and notes
};

} // namespace keydeck
