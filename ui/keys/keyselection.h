// Which keys of the table are selected.
#pragma once

#include "ui/keys/keyfilter.h"

#include <QObject>

#include <optional>
#include <vector>

namespace keydeck {

class KeysTable;

/// The table's own selection, in terms of keys. It survives every update of the filter: a current
/// key that is filtered out stays the current one until somebody selects another, and is selected
/// again as soon as it is listed.
class KeySelection final : public QObject
{
    Q_OBJECT

public:
    /// The model and the filter must outlive it; it belongs to the table.
    KeySelection(KeysTable &table, KeyFilter &filter, const KeyModel &model);

    [[nodiscard]] std::optional<KeyRef> current() const;
    /// In the listed order; the current one alone where that is hidden.
    [[nodiscard]] std::vector<KeyRef> keys() const;
    /// Rows of the filter, from above: groups cannot be selected.
    [[nodiscard]] std::vector<int> rows() const;
    /// Why the current key is not listed, a sentence; empty where it is.
    [[nodiscard]] QString hiddenSentence() const;

    /// Opens the groups that they are in, and selects those that are listed then. False where some
    /// do not match, and where the groups are not listed open yet: nothing is selected then.
    bool select(const std::vector<KeyRef> &refs);
    void selectFirst();

    /// Notes what is selected, for as long as the store cannot be used: its records may be gone
    /// from the table for a moment. No effect where something is noted already.
    void remember();
    void forget() { m_remembered.reset(); }
    [[nodiscard]] bool isRemembering() const { return m_remembered.has_value(); }
    /// Selects what was noted, as far as it is listed; a current key that is not stays hidden.
    void recall();

    /// From the filter's aboutToUpdate() to its updated(): what the view makes of it meanwhile is
    /// nobody's choice.
    void prepare();
    void follow();

Q_SIGNALS:
    void changed();

private:
    struct Remembered
    {
        std::vector<KeyRef> keys;
        std::optional<KeyRef> current;
    };

    void note();
    void keep();
    void makeCurrent(int row);
    void selectRows(const std::vector<int> &rows, int current);
    [[nodiscard]] std::vector<int> listed(const std::vector<KeyRef> &refs) const;

    KeysTable &m_table;
    KeyFilter &m_filter;
    const KeyModel &m_model;
    std::optional<Remembered> m_remembered; ///< while the store cannot be used
    std::optional<KeyRef> m_current; ///< survives being filtered out
    bool m_isHidden = false; ///< the current key is filtered out, and no other one selected
    bool m_filtering = false;
};

} // namespace keydeck
