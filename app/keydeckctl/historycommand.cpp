#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/historyprint.h"
#include "app/keydeckctl/keyinput.h"
#include "core/base/duration.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/history/usagehistory.h"
#include "core/report/historyjson.h"

#include <QJsonObject>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 UsualSinceMs = 24LL * 60 * 60 * 1000;

/// Whose history: a key that the store has, or, by --key-stdin, had.
struct Subject
{
    QString key;
    QString name;
};

Result<Subject> namedSubject(const Context &context)
{
    return loadKeys(context).and_then([&](const KeySet &keys) {
        return selectedKeys(context, keys).map([&](const std::vector<qsizetype> &selected) {
            const ApiKey record = keys.at(selected.front());
            return Subject{record.key(), record.name()};
        });
    });
}

Result<Subject> removedSubject(const Context &context)
{
    return keysFromStandardInput().and_then([&](const QStringList &keys) -> Result<Subject> {
        if (keys.size() != 1)
            return failure(ErrorCode::InvalidInput, u"history takes one key at a time."_s);
        const Result<KeySet> store = loadKeys(context);
        const qsizetype index = store ? store->indexOf({keys.first(), 0}) : -1;
        return Subject{keys.first(), index < 0 ? QString() : store->at(index).name()};
    });
}

Result<> printHistory(
    const Context &context, const Subject &subject, const KeyHistory &history, const TimeSpan &span)
{
    if (context.json()) {
        QJsonObject object = historyJson(history, span);
        object[u"id"_s] = fingerprint(subject.key);
        object[u"name"_s] = subject.name;
        return print(QJsonDocument(object));
    }
    const Screen shown = screen(context);
    const QString whole
        = u"%1  %2"_s.arg(fingerprint(subject.key), displayText(subject.name)).trimmed();
    const QString title = (shown.columns > 0 ? elided(whole, shown.columns) : whole) + u'\n';
    if (history.lifetime.isEmpty() && history.windows.isEmpty())
        return print(title
            + u"Nothing was recorded of it yet: the window records while it is open, and "
              "keydeckctl record\nwhile it runs.\n"_s);
    return print(title + historyText(history, span, context.clock.nowMs(), shown));
}

} // namespace

Result<> runHistory(const Context &context)
{
    const Result<qint64> sinceMs = context.has(Option::Since)
        ? parseDuration(context.value(Option::Since))
        : Result<qint64>(UsualSinceMs);
    if (!sinceMs)
        return tl::make_unexpected(sinceMs.error());
    const Result<QString> path = storePath(context);
    if (!path)
        return tl::make_unexpected(path.error());
    const Result<Subject> subject
        = context.has(Option::KeyStdin) ? removedSubject(context) : namedSubject(context);
    if (!subject)
        return tl::make_unexpected(subject.error());
    if (context.historyFolder.isEmpty())
        return failure(ErrorCode::Failed,
            u"Keydeck has no folder that the usage history is in: set HOME or XDG_DATA_HOME."_s);
    const qint64 now = context.clock.nowMs();
    const TimeSpan span{now - *sinceMs, now};
    return UsageHistory::open({context.historyFolder, *path})
        .and_then([&](const std::unique_ptr<UsageHistory> &history) {
            if (!history->notice().isEmpty())
                note(history->notice());
            return history->history(subject->key, span.fromMs);
        })
        .and_then([&](const KeyHistory &history) {
            return printHistory(context, *subject, history, span);
        });
}

} // namespace keydeck
