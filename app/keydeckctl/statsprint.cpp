#include "app/keydeckctl/statsprint.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "core/rules/keystatus.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int BarCells = 10;
const QString Nothing = u"–"_s;

QString driftLines(const QList<Drift> &drifts)
{
    QString lines;
    for (const Drift &drift : drifts) {
        lines += u"  differs: %1 is %2 in the file, %3 at the gateway (%4)\n"_s.arg(
            figureName(drift.figure).toLower(), drift.file, drift.gateway, causeName(drift.cause));
    }
    return lines;
}

QString usedOfLimit(double used, double limit)
{
    return u"%1 / %2"_s.arg(formatCount(used), formatCount(limit));
}

/// At its widest, as far as the file knows.
QStringList expectedRow(const ApiKey &key, const Screen &screen, qint64 nowMs)
{
    constexpr qint64 LongestWindowMs = (4LL * 60 + 59) * 60'000;
    const RateLimit rate = keyState(key, nowMs).rate;
    return {fingerprint(key.key()), displayText(key.name()), u"200"_s, u"1000 ms"_s,
        usedOfLimit(rate.limit, rate.limit), shareBar(0, BarCells, screen),
        formatRelative(nowMs + LongestWindowMs, nowMs)};
}

} // namespace

QString answerLine(
    const ApiKey &key, const StatsAnswer &answer, const QList<Drift> &drifts, qint64 nowMs)
{
    QString what = displayText(answer.message);
    if (const auto &sample = answer.sample) {
        what = u"%1 of %2 used, %3 left"_s.arg(formatCount(sample->tokensUsedInCurrentWindow),
            formatCount(sample->tokenLimitPer5h), formatCount(sample->remainingTokens));
        if (const auto endMs = parseJsDate(sample->windowEndsAt))
            what += u", the window ends %1"_s.arg(formatRelative(*endMs, nowMs));
    }
    return u"%1: %2 in %3 ms: %4\n"_s.arg(idAndName(key), QString::number(answer.httpStatus),
               QString::number(answer.latencyMs), what)
        + driftLines(drifts);
}

AnswerTable::AnswerTable(
    const Screen &screen, const KeySet &keys, const std::vector<qsizetype> &selected, qint64 nowMs)
    : m_screen(screen)
    , m_table({{u"ID"_s}, {u"NAME"_s, false, true}, {u"HTTP"_s, true}, {u"TOOK"_s, true, false, 3},
          {u"USED / LIMIT"_s, true}, {{}, false, false, 2}, {u"RESETS"_s, false, false, 1}})
{
    for (const qsizetype index : selected)
        m_table.addRow(expectedRow(keys.at(index), screen, nowMs));
}

QString AnswerTable::row(
    const ApiKey &key, const StatsAnswer &answer, const QList<Drift> &drifts, qint64 nowMs)
{
    QStringList cells{fingerprint(key.key()), displayText(key.name()),
        QString::number(answer.httpStatus), u"%1 ms"_s.arg(answer.latencyMs), Nothing, {}, Nothing};
    if (const auto &sample = answer.sample) {
        cells[4] = usedOfLimit(sample->tokensUsedInCurrentWindow, sample->tokenLimitPer5h);
        if (sample->tokenLimitPer5h > 0)
            cells[5] = shareBar(
                sample->tokensUsedInCurrentWindow / sample->tokenLimitPer5h, BarCells, m_screen);
        if (const auto endMs = parseJsDate(sample->windowEndsAt))
            cells[6] = formatRelative(*endMs, nowMs);
    }
    QString text = std::exchange(m_hasBegun, true) ? QString() : m_table.head(m_screen.columns);
    text += m_table.row(cells, m_screen.columns);
    if (!answer.sample)
        text += u"  %1\n"_s.arg(displayText(answer.message));
    return text + driftLines(drifts);
}

} // namespace keydeck
