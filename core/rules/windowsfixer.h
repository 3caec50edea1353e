// The fixes of a record's list of usage windows, a function a fault.
#pragma once

#include "core/rules/lintfix.h"
#include "core/rules/windowfault.h"
#include "core/store/merge.h"
#include "core/store/windowspatch.h"

namespace keydeck {

/// Usage is never lost: the tokens of a window that the gateway counts stay counted.
class WindowsFixer final
{
public:
    /// text is that of a valid JSON array.
    WindowsFixer(QByteArray text, qint64 nowMs);
    Q_DISABLE_COPY_MOVE(WindowsFixer)

    void dropNulls();
    /// A start that cannot be read becomes now where its window counts; else the window goes.
    void mendStarts();
    /// Zoneless, Offset or Odd: the moment that the gateway makes of it, in UTC.
    void mendTimes(WindowStartFault fault);
    void moveFutureToNow();
    void mendTokens();
    /// All that is open goes into the first of the file, whose end is the one that counts.
    void mergeOpen();

    /// Of every window, closed ones included.
    [[nodiscard]] double tokenSum() const;

    [[nodiscard]] bool isChanged() const { return !m_patch.isEmpty(); }
    [[nodiscard]] QByteArray text() const { return m_patch.apply(); }
    [[nodiscard]] const QList<FixedValue> &changes() const { return m_changes; }

private:
    [[nodiscard]] std::vector<qsizetype> presentWindows() const;
    [[nodiscard]] WindowStartFault faultOf(qsizetype index) const;
    void setStart(qsizetype index, qint64 ms, const QString &remark);
    void setTokens(qsizetype index, double tokens, const QString &remark);
    void remove(qsizetype index, const QString &remark);

    QByteArray m_text;
    WindowsPatch m_patch;
    qint64 m_nowMs;
    QString m_cutoff;
    QList<FixedValue> m_changes;
};

} // namespace keydeck
