#include "core/gateway/drift.h"

#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "core/rules/jsvalue.h"
#include "core/rules/keystatus.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString timeText(const JsonValue &iso)
{
    const auto at = parseJsDate(iso.toString());
    return at ? formatExact(*at) : displayText(iso.isString() ? iso.toString() : u"–"_s);
}

QString timeText(const QString &iso)
{
    const auto at = parseJsDate(iso);
    return at ? formatExact(*at) : displayText(iso.isEmpty() ? u"–"_s : iso);
}

/// Compares one answer with one record.
class Comparison final
{
public:
    explicit Comparison(const DriftSides &sides)
        : m_in(sides)
        , m_askedMs(sides.answer.receivedMs - sides.answer.latencyMs)
    { }

    [[nodiscard]] QList<Drift> drifts()
    {
        const int status = m_in.answer.httpStatus;
        if (status == KeyAnswer::Ok && m_in.answer.sample)
            compareSample(*m_in.answer.sample);
        else if (status == KeyAnswer::Unknown || status == KeyAnswer::Expired)
            compareRefusal(status);
        return m_drifts;
    }

private:
    void compareRefusal(int status);
    void compareSample(const StatsSample &sample);
    void compareAdmins(const StatsSample &sample);
    void compareModel(const StatsSample &sample);
    void compareUsage(const StatsSample &sample);
    [[nodiscard]] std::optional<DriftCause> usageCause(const StatsSample &sample) const;
    [[nodiscard]] DriftCause adminCause() const;
    [[nodiscard]] bool mustBeKnown() const;
    [[nodiscard]] bool isExpiredForClock(qint64 skewMs) const
    {
        return isKeyExpired(m_in.record, m_askedMs + skewMs);
    }
    [[nodiscard]] bool isSkewed() const { return std::abs(m_in.clockSkewMs) >= NoticeableSkewMs; }

    void add(DriftFigure figure, const QString &file, const QString &gateway, DriftCause cause)
    {
        m_drifts.append({figure, file, gateway, cause});
    }
    void compare(DriftFigure figure, const QString &file, const QString &gateway, DriftCause cause)
    {
        if (file != gateway)
            add(figure, file, gateway, cause);
    }

    const DriftSides &m_in;
    qint64 m_askedMs;
    QList<Drift> m_drifts;
};

/// Of what an admin owns.
DriftCause Comparison::adminCause() const
{
    const auto &spread = m_in.spread;
    const bool isUnderWay = spread
        && (spread->stage == KeySpread::Stage::Spreading || spread->stage == KeySpread::Stage::Live
            || m_askedMs < spread->savedMs);
    if (isUnderWay)
        return DriftCause::Spreading;
    if (m_in.traits.build == GatewayBuild::Plain)
        return DriftCause::OtherFile;
    const bool mustHaveForgotten = spread && spread->stage == KeySpread::Stage::Contradicted
        && m_in.traits.build == GatewayBuild::Cached;
    return mustHaveForgotten ? DriftCause::OtherFile : DriftCause::Remembered;
}

/// It was made so long ago that no gateway remembers from before that there was no such key, but
/// one that is asked for it all the time.
bool Comparison::mustBeKnown() const
{
    const auto createdMs = parseJsDate(m_in.record.value(KeyField::CreatedAt).toString());
    return createdMs && !m_in.spread && m_in.traits.build != GatewayBuild::Batching
        && m_askedMs - *createdMs > m_in.traits.ttlMs + EditSpread::SilenceMs;
}

void Comparison::compareRefusal(int status)
{
    const bool expiredHere = isExpiredForClock(0);
    if (status == KeyAnswer::Unknown) {
        add(DriftFigure::Access, u"known"_s, u"unknown"_s,
            mustBeKnown() ? DriftCause::OtherFile : adminCause());
    } else if (!expiredHere) {
        const bool byItsClock = isSkewed() && isExpiredForClock(m_in.clockSkewMs);
        add(DriftFigure::Access, u"not expired"_s, u"expired"_s,
            byItsClock ? DriftCause::ClockSkew : adminCause());
    }
}

void Comparison::compareSample(const StatsSample &sample)
{
    if (isExpiredForClock(0)) {
        const bool byItsClock = isSkewed() && !isExpiredForClock(m_in.clockSkewMs);
        add(DriftFigure::Access, u"expired"_s, u"not expired"_s,
            byItsClock ? DriftCause::ClockSkew : adminCause());
    }
    compareAdmins(sample);
    compareUsage(sample);
}

void Comparison::compareAdmins(const StatsSample &sample)
{
    const ApiKey &record = m_in.record;
    const double limit = record.value(KeyField::TokenLimitPer5h).toNumber();
    compare(DriftFigure::Name, displayText(record.name()), displayText(sample.name), adminCause());
    compareModel(sample);
    if (!sameNumber(limit, sample.tokenLimitPer5h)) {
        add(DriftFigure::Limit, formatCount(limit), formatCount(sample.tokenLimitPer5h),
            adminCause());
    }
    compare(DriftFigure::Expiry, timeText(record.value(KeyField::ExpiryDate)),
        timeText(sample.expiryDate), adminCause());
}

void Comparison::compareModel(const StatsSample &sample)
{
    const bool isEdited = m_in.spread && m_in.spread->stage != KeySpread::Stage::Confirmed;
    compare(DriftFigure::Model, displayText(effectiveModel(m_in.record)), displayText(sample.model),
        !hasOwnModel(m_in.record) && !isEdited ? DriftCause::OtherDefault : adminCause());
}

void Comparison::compareUsage(const StatsSample &sample)
{
    // As it was when the gateway answered: what has ended since then is no difference.
    const RateLimit rate = checkRateLimit(m_in.record, m_askedMs);
    const double lifetime = m_in.record.value(KeyField::TotalLifetimeTokens).toNumber();
    const bool sameUsed = sameNumber(rate.used, sample.tokensUsedInCurrentWindow);
    const bool sameLifetime = sameNumber(lifetime, sample.totalLifetimeTokens);
    if (sameUsed && sameLifetime)
        return;
    const std::optional<DriftCause> cause = usageCause(sample);
    if (!cause)
        return;
    const auto ends
        = [](bool started, const QString &text) { return started ? text : u"no window is open"_s; };
    if (!sameUsed) {
        add(DriftFigure::Used, formatCount(rate.used),
            formatCount(sample.tokensUsedInCurrentWindow), *cause);
        compare(DriftFigure::WindowEnd, ends(rate.started, formatExact(rate.endMs(m_askedMs))),
            ends(sample.tokensUsedInCurrentWindow > 0, timeText(sample.windowEndsAt)), *cause);
    }
    if (!sameLifetime) {
        add(DriftFigure::Lifetime, formatCount(lifetime), formatCount(sample.totalLifetimeTokens),
            *cause);
        compare(DriftFigure::LastUsed, timeText(m_in.record.value(KeyField::LastUsed)),
            timeText(sample.lastUsed), *cause);
    }
}

/// Nothing: one of the two was merely looked at later.
std::optional<DriftCause> Comparison::usageCause(const StatsSample &sample) const
{
    const double file = m_in.record.value(KeyField::TotalLifetimeTokens).toNumber();
    const double gateway = sample.totalLifetimeTokens;
    const qint64 answerAgeMs = m_in.nowMs - m_in.answer.receivedMs;
    if (m_askedMs < m_in.changedMs)
        return std::nullopt;
    const bool batches
        = m_in.traits.build == GatewayBuild::Batching || m_in.traits.build == GatewayBuild::Unknown;
    if (gateway > file) {
        if (answerAgeMs < FileNewsMs)
            return std::nullopt;
        return batches && answerAgeMs < FlushNewsMs ? DriftCause::Batching : DriftCause::OtherFile;
    }
    if (gateway < file) {
        const auto usedMs = parseJsDate(m_in.record.value(KeyField::LastUsed).toString());
        // Who does not see the file change goes by its clock, which may be off a little.
        const qint64 leewayMs = m_in.changedMs > 0 ? 0 : FileNewsMs;
        const bool wasUsedSince = usedMs && *usedMs - m_in.clockSkewMs > m_askedMs - leewayMs;
        if (wasUsedSince)
            return std::nullopt;
        return m_in.traits.build == GatewayBuild::Plain ? DriftCause::OtherFile
                                                        : DriftCause::Remembered;
    }
    const RateLimit byItsClock = checkRateLimit(m_in.record, m_askedMs + m_in.clockSkewMs);
    if (isSkewed() && sameNumber(byItsClock.used, sample.tokensUsedInCurrentWindow))
        return DriftCause::ClockSkew;
    return m_in.traits.build == GatewayBuild::Plain ? DriftCause::OtherFile
                                                    : DriftCause::Remembered;
}

} // namespace

qint64 clockSkewMs(const HealthAnswer &answer)
{
    if (!answer.sample.gatewayTimeMs)
        return 0;
    const qint64 skewMs = *answer.sample.gatewayTimeMs - (answer.receivedMs - answer.latencyMs / 2);
    return std::abs(skewMs) >= NoticeableSkewMs + answer.latencyMs / 2 ? skewMs : 0;
}

QList<Drift> driftOf(const DriftSides &sides)
{
    return Comparison(sides).drifts();
}

} // namespace keydeck
