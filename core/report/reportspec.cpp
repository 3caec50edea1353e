#include "core/report/reportspec.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <array>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

struct FieldEntry
{
    const char16_t *id;
    const char *title;
    ReportFieldKind kind;
    bool isSummable = false;
};

using Kind = ReportFieldKind;

/// By ReportField.
constexpr std::array<FieldEntry, ReportFields> Fields{{
    {u"name", QT_TRANSLATE_NOOP("ReportField", "Name"), Kind::Text},
    {u"key", QT_TRANSLATE_NOOP("ReportField", "Key"), Kind::Text},
    {u"id", QT_TRANSLATE_NOOP("ReportField", "Fingerprint"), Kind::Text},
    {u"model", QT_TRANSLATE_NOOP("ReportField", "Model"), Kind::Text},
    {u"tags", QT_TRANSLATE_NOOP("ReportField", "Tags"), Kind::Text},
    {u"owner", QT_TRANSLATE_NOOP("ReportField", "Owner"), Kind::Text},
    {u"contact", QT_TRANSLATE_NOOP("ReportField", "Contact"), Kind::Text},
    {u"status", QT_TRANSLATE_NOOP("ReportField", "Status"), Kind::Text},
    {u"token_limit_per_5h", QT_TRANSLATE_NOOP("ReportField", "Limit in 5 h"), Kind::Count},
    {u"tokens_used", QT_TRANSLATE_NOOP("ReportField", "Used in this window"), Kind::Count, true},
    {u"remaining_tokens", QT_TRANSLATE_NOOP("ReportField", "Left in this window"), Kind::Count},
    {u"window_ends_at", QT_TRANSLATE_NOOP("ReportField", "Window ends"), Kind::Time},
    {u"period_tokens", QT_TRANSLATE_NOOP("ReportField", "Tokens in the period"), Kind::Count, true},
    {u"period_share", QT_TRANSLATE_NOOP("ReportField", "Share"), Kind::Percent},
    {u"previous_tokens", QT_TRANSLATE_NOOP("ReportField", "Period before"), Kind::Count, true},
    {u"unobserved_tokens", QT_TRANSLATE_NOOP("ReportField", "Not observed"), Kind::Count, true},
    {u"windows", QT_TRANSLATE_NOOP("ReportField", "Windows"), Kind::Count, true},
    {u"windows_over_limit", QT_TRANSLATE_NOOP("ReportField", "Over the limit"), Kind::Count, true},
    {u"peak_window_tokens", QT_TRANSLATE_NOOP("ReportField", "Highest window"), Kind::Count},
    {u"total_lifetime_tokens", QT_TRANSLATE_NOOP("ReportField", "Lifetime"), Kind::Count, true},
    {u"created_at", QT_TRANSLATE_NOOP("ReportField", "Created"), Kind::Time},
    {u"last_used", QT_TRANSLATE_NOOP("ReportField", "Last used"), Kind::Time},
    {u"expiry_date", QT_TRANSLATE_NOOP("ReportField", "Expires"), Kind::Time},
}};

constexpr std::array<const char16_t *, 4> Groupings{u"none", u"model", u"status", u"tags"};

const FieldEntry &entryOf(ReportField field)
{
    return Fields[size_t(field)];
}

constexpr std::array<const char16_t *, 4> PeriodKinds{u"hours", u"week", u"month", u"dates"};

template <typename Value, size_t Count>
std::optional<Value> valueOf(const std::array<const char16_t *, Count> &ids, QStringView id)
{
    const auto found = std::find_if(
        ids.begin(), ids.end(), [id](const char16_t *each) { return id == QStringView(each); });
    return found == ids.end() ? std::nullopt : std::optional(Value(found - ids.begin()));
}

} // namespace

QString reportFieldId(ReportField field)
{
    return QString::fromUtf16(entryOf(field).id);
}

std::optional<ReportField> reportFieldFromId(QStringView id)
{
    for (int field = 0; field < ReportFields; ++field) {
        if (id == QStringView(Fields[size_t(field)].id))
            return ReportField(field);
    }
    return std::nullopt;
}

QString reportFieldTitle(ReportField field)
{
    return QCoreApplication::translate("ReportField", entryOf(field).title);
}

ReportFieldKind reportFieldKind(ReportField field)
{
    return entryOf(field).kind;
}

bool isSummable(ReportField field)
{
    return entryOf(field).isSummable;
}

bool needsWindows(ReportField field)
{
    return field == ReportField::Windows || field == ReportField::WindowsOver
        || field == ReportField::PeakWindow;
}

QString reportGroupingId(ReportGrouping grouping)
{
    return QString::fromUtf16(Groupings[size_t(grouping)]);
}

std::optional<ReportGrouping> reportGroupingFromId(QStringView id)
{
    return valueOf<ReportGrouping>(Groupings, id);
}

QList<ReportField> ReportSpec::usualFields()
{
    return {ReportField::Name, ReportField::Key, ReportField::Model, ReportField::Status,
        ReportField::PeriodTokens, ReportField::PeriodShare, ReportField::PreviousTokens,
        ReportField::Lifetime, ReportField::LastUsed, ReportField::Expires};
}

QJsonObject specJson(const ReportSpec &spec)
{
    QJsonArray fields;
    for (const ReportField field : spec.fields)
        fields.append(reportFieldId(field));
    QJsonObject period{{u"kind"_s, QString::fromUtf16(PeriodKinds[size_t(spec.period.kind)])}};
    if (spec.period.kind == PeriodChoice::Kind::Dates) {
        period.insert(u"first"_s, spec.period.first.toString(Qt::ISODate));
        period.insert(u"last"_s, spec.period.last.toString(Qt::ISODate));
    }
    return {{u"title"_s, spec.title}, {u"period"_s, period}, {u"query"_s, spec.query},
        {u"columns"_s, fields}, {u"group_by"_s, reportGroupingId(spec.grouping)},
        {u"course_chart"_s, spec.hasCourse}, {u"ranking_chart"_s, spec.hasRanking}};
}

ReportSpec specFromJson(const QJsonObject &json)
{
    ReportSpec spec;
    spec.title = json.value(u"title"_s).toString();
    spec.query = json.value(u"query"_s).toString();
    spec.grouping
        = reportGroupingFromId(json.value(u"group_by"_s).toString()).value_or(ReportGrouping::None);
    spec.hasCourse = json.value(u"course_chart"_s).toBool(true);
    spec.hasRanking = json.value(u"ranking_chart"_s).toBool(true);

    const QJsonObject period = json.value(u"period"_s).toObject();
    const QString kind = period.value(u"kind"_s).toString();
    spec.period.kind
        = valueOf<PeriodChoice::Kind>(PeriodKinds, kind).value_or(PeriodChoice::Kind::Week);
    spec.period.first = QDate::fromString(period.value(u"first"_s).toString(), Qt::ISODate);
    spec.period.last = QDate::fromString(period.value(u"last"_s).toString(), Qt::ISODate);

    QList<ReportField> fields;
    for (const QJsonValue &id : json.value(u"columns"_s).toArray()) {
        const auto field = reportFieldFromId(id.toString());
        if (field && !fields.contains(*field))
            fields.append(*field);
    }
    if (!fields.isEmpty())
        spec.fields = fields;
    return spec;
}

} // namespace keydeck
