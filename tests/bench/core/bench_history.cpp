// What the window's charts and the reports ask of the history of 1,000 keys that were in use all
// month, beside the same questions to a plain, indexed table that has every sample.
#include "core/history/historytimes.h"
#include "core/report/reporthistory.h"
#include "core/store/keycodec.h"
#include "core/usage/storeusageview.h"
#include "tests/bench/support/benchtable.h"
#include "tests/bench/support/historymonth.h"

#include <numeric>

using namespace keydeck;
using namespace keydeck::bench;
using namespace Qt::StringLiterals;

namespace {

const int Keys = benchSize(1000, 20);
const int Days = benchSize(30, 3);
const int Rounds = 5;
constexpr double GoalMs = 50;
constexpr qint64 Day = HistoryDayMs;

template <typename Value>
Value need(Result<Value> &&result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::move(*result);
}

/// One of the questions, to the history and to the plain table.
struct Question
{
    QString what;
    std::function<void()> ours;
    std::function<void()> plain;
};

class Questions final
{
public:
    explicit Questions(const HistoryMonth &month)
        : m_month(month)
        , m_history(month.history())
        , m_nowMs(month.endMs())
    { }

    [[nodiscard]] QList<Question> all() const
    {
        QList<Question> questions{oneKey(u"a key's charts"_s, 31 * Day),
            oneKey(u"a key's charts, in all"_s, m_nowMs), hours(), outlines()};
        for (const PeriodChoice::Kind kind :
            {PeriodChoice::Kind::Hours, PeriodChoice::Kind::Week, PeriodChoice::Kind::Month})
            questions.append(page(kind));
        questions.append({days(), course(Keys - 1), course(Keys / 2), report()});
        return questions;
    }

private:
    [[nodiscard]] Question oneKey(const QString &what, qint64 lengthMs) const
    {
        const qint64 sinceMs = m_nowMs - lengthMs;
        return {what,
            [this, sinceMs] {
                const KeyHistory found = need(m_history.history(m_month.keys()[Keys / 2], sinceMs));
                if (found.windows.size() < Days || found.buckets.size() < Days * 8)
                    qFatal("A key's month is not there.");
            },
            [this, sinceMs] {
                m_month.plain().samplesOf(Keys / 2, {sinceMs, m_nowMs});
            }};
    }

    /// The sparklines of the table.
    [[nodiscard]] Question hours() const
    {
        const TimeSpan span{m_nowMs - Day, m_nowMs};
        return {u"the last 24 hours of every key"_s,
            [this, span] {
                if (need(m_history.hours(m_month.keys(), span)).size() != Keys)
                    qFatal("A key's hours are not there.");
            },
            [this, span] { m_month.plain().hoursOfAll(span); }};
    }

    /// What if many keys had another limit.
    [[nodiscard]] Question outlines() const
    {
        const TimeSpan span{m_nowMs - 31 * Day, m_nowMs};
        return {u"the windows of every key, 31 days"_s,
            [this, span] { keep(need(m_history.histories(m_month.keys(), span.fromMs)).size()); },
            [this, span] { m_month.plain().windowsOfAll(span); }};
    }

    /// A period and the one before it, as the Usage page asks.
    [[nodiscard]] Question both(const QString &what, const ReportPeriod &period) const
    {
        return {what,
            [this, period] {
                keep(need(m_history.usage(m_month.keys(), period.span, StackedKeys)).keys.size());
                keep(need(m_history.usage(m_month.keys(), period.before, 0)).keys.size());
            },
            [this, period] {
                m_month.plain().sums(period.span);
                m_month.plain().sums(period.before);
            }};
    }
    [[nodiscard]] Question page(PeriodChoice::Kind kind) const
    {
        const QString names[] = {u"24 hours"_s, u"7 days"_s, u"30 days"_s};
        return both(u"the Usage page, "_s + names[int(kind)], periodOf({kind}, m_nowMs));
    }
    [[nodiscard]] Question days() const
    {
        const QDate last = QDateTime::fromMSecsSinceEpoch(m_nowMs).date().addDays(-1);
        return both(u"the Usage page, between two dates"_s,
            daysBetween(last.addDays(-Days / 2), last, m_nowMs));
    }

    /// The layers of a report's chart, where some keys are left out.
    [[nodiscard]] Question course(int count) const
    {
        const TimeSpan span = lastDays(Days, m_nowMs).span;
        const QStringList listed = m_month.keys().first(count);
        return {u"the chart of a report of %1 of them"_s.arg(count),
            [this, span, listed] {
                const StoreUsage found = need(m_history.usageOf(listed, span, StackedKeys));
                if (found.keys.size() != listed.size() || found.all.size() < (Days - 1) * 20)
                    qFatal("A key's course is not there.");
            },
            [this, span] { m_month.plain().hoursOfAll(span); }};
    }

    /// Everything that a report of all keys asks.
    [[nodiscard]] Question report() const
    {
        const auto source = std::make_shared<ReportSource>();
        source->keys = m_month.store();
        source->records.resize(size_t(source->keys.size()));
        std::iota(source->records.begin(), source->records.end(), 0);
        source->period = lastDays(Days, m_nowMs);
        return {u"all that a report of %1 keys asks"_s.arg(Keys),
            [this, source] {
                ReportSpec spec;
                for (int field = 0; field < ReportFields; ++field)
                    spec.fields.append(ReportField(field));
                readReportHistory(m_history, spec, *source);
                if (!source->historyFailure.isEmpty() || source->histories.size() != Keys)
                    qFatal("The report is not complete.");
            },
            [this, source] {
                m_month.plain().sums(source->period.span);
                m_month.plain().sums(source->period.before);
                m_month.plain().windowsOfAll(source->period.span);
            }};
    }

    const HistoryMonth &m_month;
    const UsageHistory &m_history;
    qint64 m_nowMs;
};

void print(const Question &question)
{
    const Comparison seconds = compare(Rounds, question.ours, question.plain);
    printRow({u"history: "_s + question.what, u"plain indexed table"_s,
        {seconds.ours * 1e3, seconds.reference * 1e3, seconds.ratio}, u"ms"_s,
        Goal::within(GoalMs)});
}

} // namespace

int main()
{
    const HistoryMonth month(Keys, Days);
    printRow({u"history of %1 keys, %2 days of an hourly look: made in"_s.arg(Keys).arg(Days), {},
        {month.secondsToMake(), 0, 0}, u"s"_s, Goal::none()});
    for (const Question &question : Questions(month).all())
        print(question);
}
