// How far back the charts look.
#pragma once

#include <QWidget>

class QButtonGroup;

namespace keydeck {

enum class HistoryRange
{
    Day,
    Week,
    Month,
    Year,
    All
};
/// Until a person chooses another.
inline constexpr HistoryRange UsualHistoryRange = HistoryRange::Week;
/// How far it looks back from now; for All as far as there is anything.
[[nodiscard]] qint64 rangeMs(HistoryRange range);
/// "in 24 hours".
[[nodiscard]] QString rangePhrase(HistoryRange range);

/// Five buttons, of which one is down; Alt+1 to Alt+5 press them.
class RangeSwitch final : public QWidget
{
    Q_OBJECT

public:
    explicit RangeSwitch(QWidget *parent = nullptr);

    [[nodiscard]] HistoryRange range() const;

Q_SIGNALS:
    void rangeChanged(keydeck::HistoryRange range);

private:
    QButtonGroup *m_buttons;
};

} // namespace keydeck
