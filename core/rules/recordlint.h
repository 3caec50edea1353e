// The checks of one record, field by field.
#pragma once

#include "core/rules/lint.h"

namespace keydeck {

/// Makes each finding at most once a record, however many windows have the same fault.
class RecordLint final
{
public:
    RecordLint(const ApiKey &key, qint64 nowMs);

    [[nodiscard]] const QList<Finding> &findings() const { return m_findings; }

private:
    void checkKeyText();
    void checkNameText();
    void checkLimitValue();
    void checkExpiryDate();
    void checkExpiryForm(const QString &text);
    void checkTotal();
    void checkWindows();
    void checkWindowStart(const UsageWindow &window, const QString &cutoff);
    void checkTokensUsed(const JsonValue &tokens);
    void add(const QString &id, FindingSeverity severity, const QString &message);

    const ApiKey &m_key;
    qint64 m_nowMs;
    QList<Finding> m_findings;
};

} // namespace keydeck
