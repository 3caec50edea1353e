#include "app/demo/demoedits.h"

#include "core/changes/storeeditor.h"
#include "core/command/applychanges.h"
#include "core/command/removekeys.h"
#include "core/rules/jsdate.h"
#include "core/store/storepatch.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MinuteMs = 60LL * 1000;
constexpr qint64 HourMs = 60 * MinuteMs;
constexpr qint64 DayMs = 24 * HourMs;

const QString Ada = u"ada@gateway"_s;
const QString Ben = u"ben@gateway"_s;
const QString Root = u"root@gateway"_s;

/// A clock that stands where the past is.
class PastClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override { return m_nowMs; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_nowMs; }
    void set(qint64 nowMs) { m_nowMs = nowMs; }

private:
    qint64 m_nowMs = 0;
};

/// An edit, told by what it made of the store: the values that were there before it.
struct PastEdit
{
    qint64 agoMs;
    QString author;
    QString title;
    QStringList names;
    KeyField field; ///< Key: the records themselves came
    QByteArray before = {};
};

std::vector<PastEdit> pastEdits(qint64 nowMs)
{
    const QByteArray soon = jsonStringText(toIsoString(nowMs + 12 * DayMs));
    return {
        {9 * DayMs + 3 * HourMs, Ada, u"Edit “Support team”"_s, {u"Support team"_s},
            KeyField::TokenLimitPer5h, "800000"},
        {8 * DayMs + 2 * HourMs, Ada, u"Edit 3 keys"_s,
            {u"CI summariser"_s, u"log-triage"_s, u"ticket-router"_s}, KeyField::Model,
            "\"glm-4.6\""},
        {6 * DayMs + 5 * HourMs, Ben, u"Edit “Zoë Lindqvist”"_s, {u"Zoë Lindqvist"_s},
            KeyField::TokenLimitPer5h, "200000"},
        {5 * DayMs, Root, u"Edit “Benchmark runs”"_s, {u"Benchmark runs"_s}, KeyField::ExpiryDate,
            soon},
        {4 * DayMs + HourMs, Ada, u"Edit “alerts → chat”"_s, {u"alerts → chat"_s}, KeyField::Name,
            "\"alerts\""},
        {2 * DayMs, Ada, u"Create “New colleague (Monday)”"_s, {u"New colleague (Monday)"_s},
            KeyField::Key},
        {3 * HourMs, Ben, u"Edit “Data platform”"_s, {u"Data platform"_s},
            KeyField::TokenLimitPer5h, "1500000"},
    };
}

/// The store as it was before that edit.
Result<KeySet> beforeIt(const KeySet &now, const PastEdit &edit)
{
    StorePatch patch(now);
    for (qsizetype i = 0; i < now.size(); ++i) {
        if (!edit.names.contains(now.at(i).name()))
            continue;
        if (edit.field == KeyField::Key)
            patch.removeKey(i);
        else
            patch.setField(i, edit.field, edit.before);
    }
    return patch.apply();
}

/// The store as it was before each of the edits, and behind them as it is now: so that a copy of
/// any day has nothing in it that came later.
Result<std::vector<KeySet>> statesOf(const KeySet &now, const std::vector<PastEdit> &edits)
{
    std::vector<KeySet> states{now};
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
        const auto before = beforeIt(states.back(), *edit);
        if (!before)
            return tl::make_unexpected(before.error());
        states.push_back(*before);
    }
    std::reverse(states.begin(), states.end());
    return states;
}

/// Somebody's slip, and how it was mended.
Result<> removeAndUndo(const QString &name, KeyStore &store, StoreEditor &editor, PastClock &clock)
{
    return store.load().and_then([&](const KeySet &now) -> Result<> {
        for (qsizetype i = 0; i < now.size(); ++i) {
            if (now.at(i).name() != name)
                continue;
            const auto removed
                = editor.run(RemoveKeys({now.refAt(i)}, std::vector{now.at(i).detached()}));
            if (!removed)
                return tl::make_unexpected(removed.error());
            clock.set(clock.nowMs() + 2 * MinuteMs);
            return editor.undo().map([](const EditOutcome &) {});
        }
        return {};
    });
}

} // namespace

Result<> makePastEdits(const DemoData &demo, const QString &folder, qint64 nowMs)
{
    PastClock clock;
    KeyStore store(demo.storePath, {}, clock);
    const std::vector<PastEdit> edits = pastEdits(nowMs);
    const auto states
        = store.load().and_then([&](const KeySet &now) { return statesOf(now, edits); });
    if (!states)
        return tl::make_unexpected(states.error());
    // Without a word: nobody edited the store into its past.
    const auto back
        = store.apply(ApplyChanges(changesBetween(states->back(), states->front()), {}));
    if (!back)
        return tl::make_unexpected(back.error());
    bool hasSlipped = false;
    for (size_t i = 0; i < edits.size(); ++i) {
        if (edits[i].agoMs < DayMs && !std::exchange(hasSlipped, true)) {
            clock.set(nowMs - 26 * HourMs);
            StoreEditor ben(store, {folder, Ben}, clock);
            if (const auto slip = removeAndUndo(u"release-notes"_s, store, ben, clock); !slip)
                return slip;
        }
        clock.set(nowMs - edits[i].agoMs);
        StoreEditor editor(store, {folder, edits[i].author}, clock);
        const auto made = editor.run(
            ApplyChanges(changesBetween((*states)[i], (*states)[i + 1]), edits[i].title));
        if (!made)
            return tl::make_unexpected(made.error());
    }
    return {};
}

} // namespace keydeck
