// What is written about a key, in words.
#pragma once

#include "core/rules/keystatus.h"
#include "core/rules/lint.h"

#include <QHash>
#include <QWidget>

class QGridLayout;
class QVBoxLayout;

namespace keydeck {

class TextLabel;

/// The record's facts at the left, what is questionable about it at the right. Times are relative,
/// and exact in their tooltips.
class FactsTab final : public QWidget
{
    Q_OBJECT

public:
    explicit FactsTab(QWidget *parent = nullptr);

    void showKey(
        const ApiKey &key, const KeyState &state, const QList<Finding> &findings, qint64 nowMs);

private:
    void setFact(const QString &label, const QString &text, const QString &toolTip = {});
    void showFindings(const QList<Finding> &findings);

    QGridLayout *m_facts;
    QHash<QString, TextLabel *> m_values; ///< by label
    QVBoxLayout *m_notices; ///< a heading, the findings, and stretch
    QStringList m_shownFindings;
};

} // namespace keydeck
