#include "core/report/keyreport.h"

#include "core/base/fingerprint.h"
#include "core/report/reportcell.h"
#include "core/rules/jsdate.h"

#include <numeric>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

QVariant flag(bool value)
{
    return value ? u"true"_s : u"false"_s;
}

QStringList columns(const ReportOptions &options)
{
    return {u"id"_s, u"name"_s, options.revealKeys ? u"key"_s : u"masked_key"_s, u"model"_s,
        u"effective_model"_s, u"status"_s, u"token_limit_per_5h"_s, u"tokens_used"_s,
        u"remaining_tokens"_s, u"window_started_at"_s, u"window_ends_at"_s,
        u"total_lifetime_tokens"_s, u"expiry_date"_s, u"created_at"_s, u"last_used"_s,
        u"is_expired"_s, u"blocked"_s};
}

QVariantList row(const ApiKey &key, qint64 nowMs, const ReportOptions &options)
{
    const KeyState state = keyState(key, nowMs);
    const RateLimit &rate = state.rate;
    const bool known = !rate.gatewayFails;
    const bool started = known && rate.started;
    const QString secret = key.key();

    return {fingerprint(secret), textCell(key.value(KeyField::Name)),
        options.revealKeys ? secret : maskedKey(secret), textCell(key.value(KeyField::Model)),
        effectiveModel(key, options.defaultModel), statusId(state.status),
        storedFigureCell(key.value(KeyField::TokenLimitPer5h)),
        known ? figureCell(rate.used) : QVariant(),
        known ? figureCell(rate.remaining()) : QVariant(),
        started ? QVariant(windowStartedAt(key, nowMs)) : QVariant(),
        started ? QVariant(toIsoString(rate.endMs(nowMs))) : QVariant(),
        storedFigureCell(key.value(KeyField::TotalLifetimeTokens)),
        textCell(key.value(KeyField::ExpiryDate)), textCell(key.value(KeyField::CreatedAt)),
        textCell(key.value(KeyField::LastUsed)), flag(isKeyExpired(key, nowMs)),
        flag(rate.blocked)};
}

} // namespace

ReportTable keyReport(const KeySet &keys, const std::vector<qsizetype> &indexes, qint64 nowMs,
    const ReportOptions &options)
{
    ReportTable table{columns(options), {}};
    table.rows.reserve(qsizetype(indexes.size()));
    for (const qsizetype index : indexes)
        table.rows.append(row(keys.at(index), nowMs, options));
    return table;
}

ReportTable keyReport(const KeySet &keys, qint64 nowMs, const ReportOptions &options)
{
    std::vector<qsizetype> all(size_t(keys.size()));
    std::iota(all.begin(), all.end(), 0);
    return keyReport(keys, all, nowMs, options);
}

} // namespace keydeck
