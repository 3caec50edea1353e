// What can be jumped to, best first.
#pragma once

#include "core/store/keyset.h"
#include "ui/jump/jumptargets.h"
#include "ui/keys/keyrows.h"
#include "ui/session/latestwork.h"

#include <QAbstractListModel>

namespace keydeck {

/// Actions and keys that fit what was typed: whole words from the beginning, then beginnings of
/// words, then whatever holds it; the actions first where they fit as well; last the keys whose
/// fingerprint begins so, from FingerprintMinimumDigits on. A hundred thousand keys are ranked in
/// milliseconds; their fingerprints take longer, and come later.
class JumpModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int MostKeys = 100; ///< more are not offered: one types on instead

    using QAbstractListModel::QAbstractListModel;

    /// states: by record of the rows.
    void setTargets(const QList<JumpAction> &actions, std::shared_ptr<const KeyRows> rows,
        std::shared_ptr<const std::vector<KeyState>> states);
    void setTyped(const QString &text);
    /// Keys may come yet: rows are inserted then.
    [[nodiscard]] bool isLooking() const { return m_isLooking; }

    /// Of a row that is a key, and of one that is an action.
    [[nodiscard]] std::optional<KeyRef> keyAt(int row) const;
    [[nodiscard]] QAction *actionAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Line
    {
        JumpRank rank = JumpRank::None;
        int action = -1; ///< -1: a key
        qsizetype record = -1;
    };
    [[nodiscard]] std::vector<Line> keyLines(const QString &text) const;
    void lookForFingerprint(const QString &digits);
    void append(const std::vector<qsizetype> &records);
    [[nodiscard]] QString keyText(qsizetype record) const;
    [[nodiscard]] QString keyNote(qsizetype record) const;

    QList<JumpAction> m_actions;
    std::shared_ptr<const KeyRows> m_rows;
    std::shared_ptr<const std::vector<KeyState>> m_states;
    std::vector<Line> m_lines;
    LatestWork m_fingerprints;
    bool m_isLooking = false;
};

} // namespace keydeck
