// What a report is to tell: the wish, before any figure.
#pragma once

#include "core/base/result.h"
#include "core/usage/reportperiod.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace keydeck {

enum class ReportField
{
    Name,
    Key, ///< masked, or in full where that is asked for
    Fingerprint,
    Model, ///< the one in effect
    Tags,
    Owner,
    Contact,
    Status,
    Limit,
    WindowUsed, ///< in the window that is active when the report is made
    WindowRemaining,
    WindowEnds,
    PeriodTokens, ///< used in the period, observed or not
    PeriodShare, ///< of what all listed keys used
    PreviousTokens, ///< in the period before
    Unobserved, ///< the part of the period's of which nobody saw when it came in
    Windows, ///< that began in the period
    WindowsOver, ///< of these, how many went over their limit
    PeakWindow, ///< the most that one of them used
    Lifetime,
    Created,
    LastUsed,
    Expires,
};
inline constexpr int ReportFields = int(ReportField::Expires) + 1;

enum class ReportFieldKind
{
    Text,
    Count, ///< a figure of tokens or windows
    Percent,
    Time,
};

/// "period_tokens": in files and on command lines.
[[nodiscard]] QString reportFieldId(ReportField field);
[[nodiscard]] std::optional<ReportField> reportFieldFromId(QStringView id);
/// "Tokens in the period": for people.
[[nodiscard]] QString reportFieldTitle(ReportField field);
[[nodiscard]] ReportFieldKind reportFieldKind(ReportField field);
/// Rows' figures add up to something.
[[nodiscard]] bool isSummable(ReportField field);
/// Takes the windows of each key's history to know.
[[nodiscard]] bool needsWindows(ReportField field);

enum class ReportGrouping
{
    None,
    Model,
    Status,
    Tags, ///< all of a key's tags together, so that each key counts once
};
[[nodiscard]] QString reportGroupingId(ReportGrouping grouping);
[[nodiscard]] std::optional<ReportGrouping> reportGroupingFromId(QStringView id);

struct ReportSpec
{
    QString title; ///< empty: "API keys"
    PeriodChoice period;
    QString query; ///< core/query/query.h; empty: every key
    QList<ReportField> fields = usualFields();
    ReportGrouping grouping = ReportGrouping::None;
    bool hasCourse = true; ///< the chart of the period, slot by slot
    bool hasRanking = true; ///< the chart of who used the most

    [[nodiscard]] static QList<ReportField> usualFields();

    friend bool operator==(const ReportSpec &, const ReportSpec &) = default;
};

/// A spec that is kept under a name.
struct ReportTemplate
{
    QString name;
    ReportSpec spec;

    friend bool operator==(const ReportTemplate &, const ReportTemplate &) = default;
};

/// For templates. Keys are never revealed by a template.
[[nodiscard]] QJsonObject specJson(const ReportSpec &spec);
/// What is not there or not understood is as it is in a new spec.
[[nodiscard]] ReportSpec specFromJson(const QJsonObject &json);

} // namespace keydeck
