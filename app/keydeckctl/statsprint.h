// The gateway's answers for people.
#pragma once

#include "app/keydeckctl/context.h"
#include "app/keydeckctl/terminal.h"
#include "core/gateway/drift.h"

namespace keydeck {

/// One answer in a line, and a line for each figure that differs.
[[nodiscard]] QString answerLine(
    const ApiKey &key, const StatsAnswer &answer, const QList<Drift> &drifts, qint64 nowMs);

/// The same at a terminal: a table whose rows come in one by one, each as wide as what the file
/// says of these keys lets expect.
class AnswerTable final
{
public:
    AnswerTable(const Screen &screen, const KeySet &keys, const std::vector<qsizetype> &selected,
        qint64 nowMs);

    /// With the titles before the first one.
    [[nodiscard]] QString row(
        const ApiKey &key, const StatsAnswer &answer, const QList<Drift> &drifts, qint64 nowMs);

private:
    Screen m_screen;
    TextTable m_table;
    bool m_hasBegun = false;
};

} // namespace keydeck
