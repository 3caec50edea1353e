// Whether the gateway already goes by what was edited.
#pragma once

#include "core/gateway/adminedits.h"
#include "core/gateway/gatewaybuild.h"
#include "core/gateway/statsclient.h"
#include "core/store/changeset.h"

#include <QHash>

namespace keydeck {

/// How far an edit of a key has got. Times are milliseconds since 1970.
struct KeySpread
{
    enum class Stage
    {
        Spreading, ///< the gateway may still go by the old values
        Live, ///< by the clock it goes by the new ones; it has not been asked
        Confirmed, ///< it has been asked, and does
        Contradicted, ///< it has been asked after it should, and does not
    };

    ChangeKind kind = ChangeKind::Edited;
    Stage stage = Stage::Spreading;
    qint64 savedMs = 0;
    qint64 liveByMs = 0; ///< of a gateway that remembers keys in use: if nobody uses it until then
    qint64 quietUntilMs = 0; ///< the key is not asked for before; 0: it may be
    bool isIfUnused = false; ///< liveByMs holds only if nobody uses the key until then
    std::optional<qint64> answeredMs; ///< when it was confirmed, or contradicted last

    /// As far as is known.
    [[nodiscard]] bool isLive() const { return stage == Stage::Live || stage == Stage::Confirmed; }

    friend bool operator==(const KeySpread &a, const KeySpread &b) = default;
};

/// Follows every edit, whoever made it, until the gateway has confirmed it or ForgetAfterMs have
/// passed. An answer confirms an edit where it fits the new record and not the old one.
///
/// What asking would keep alive is left in silence for TTL + SilenceMs and then asked for once, and
/// again after as long; with a fixed TTL, or none, it is asked for until it is confirmed.
///
/// Thread: any one.
class EditSpread final
{
public:
    static constexpr qint64 SilenceMs = 5'000;
    /// While it may be confirmed at any moment; sooner where it is about to be live for certain.
    static constexpr qint64 AskEveryMs = 15'000;
    static constexpr qint64 ForgetAfterMs = 60LL * 60 * 1000;

    explicit EditSpread(const GatewayTraits &traits = {}) : m_traits(traits) { }

    /// Also of what is spreading already.
    void setTraits(const GatewayTraits &traits);
    [[nodiscard]] const GatewayTraits &traits() const { return m_traits; }

    /// The file was seen to change at that moment.
    void noteEdits(const std::vector<AdminEdit> &edits, qint64 nowMs);
    /// It was started anew: it has read the file since, and remembers nothing older.
    void noteRestart(qint64 nowMs);
    /// The key was used then, as the file has it: what use keeps alive was kept.
    void noteUse(const QString &key, qint64 usedMs);
    /// The keys whose edits use may hold up.
    [[nodiscard]] QStringList waiting() const;

    /// What /stats answered; inFile is the file's record now, nothing where it has none. Answers to
    /// what was asked before the edit say nothing.
    void noteAnswer(
        const QString &key, const StatsAnswer &answer, const std::optional<ApiKey> &inFile);

    /// How far the newest edit of that key has got.
    [[nodiscard]] std::optional<KeySpread> of(const QString &key, qint64 nowMs) const;
    /// The same of every key that was edited, by key.
    [[nodiscard]] QHash<QString, KeySpread> all(qint64 nowMs) const;

    /// Keys to ask for, the longest waiting first.
    [[nodiscard]] QStringList due(qint64 nowMs) const;
    /// The key must not be asked for now.
    [[nodiscard]] bool isSilent(const QString &key, qint64 nowMs) const;
    /// Keys that must not be asked for now.
    [[nodiscard]] QStringList silent(qint64 nowMs) const;

    [[nodiscard]] bool isEmpty() const { return m_edits.isEmpty(); }

private:
    struct Edit
    {
        KeySpread spread;
        std::optional<ApiKey> before; ///< the record, nothing: there was none
        std::optional<qint64> restartedMs; ///< since it was saved
        qint64 usedMs = 0; ///< last, since it was saved
        qint64 nextMs = 0; ///< when to ask
    };
    void schedule(Edit &edit) const;
    void contradict(Edit &edit, qint64 receivedMs) const;
    void forgetOld(qint64 nowMs);

    GatewayTraits m_traits;
    QHash<QString, Edit> m_edits; ///< by key
};

/// Whether the answer is that of a gateway that goes by the record; nothing for a removed one.
[[nodiscard]] bool goesBy(const StatsAnswer &answer, const std::optional<ApiKey> &record);

/// "live by 12:05:01", "confirmed 12:01:40": for a chip.
[[nodiscard]] QString spreadWord(const KeySpread &spread, qint64 nowMs);
/// The whole story, with what would make it immediate.
[[nodiscard]] QString spreadAdvice(
    const KeySpread &spread, const GatewayTraits &traits, qint64 nowMs);

/// Of an edit that was saved just now: "The gateway goes by it by 12:05:01 at the latest."
[[nodiscard]] QString liveNote(const GatewayTraits &traits, qint64 savedMs);

} // namespace keydeck
