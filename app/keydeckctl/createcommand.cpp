#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/keyinput.h"
#include "app/keydeckctl/proposals.h"
#include "core/command/createkeys.h"
#include "core/report/keyjson.h"
#include "core/rules/jsdate.h"
#include "core/rules/validator.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaximumCount = 10'000;

Result<int> wantedCount(const Context &context)
{
    if (!context.has(Option::Count))
        return 1;
    bool isNumber = false;
    const int count = context.value(Option::Count).toInt(&isNumber);
    if (!isNumber || count < 1 || count > MaximumCount)
        return failure(ErrorCode::InvalidInput,
            u"--count takes a whole number from 1 to %1."_s.arg(MaximumCount));
    return count;
}

/// New secrets: drawn, or the one on standard input.
Result<QStringList> newSecrets(const Context &context, int count)
{
    if (context.has(Option::KeyStdin)) {
        if (count > 1 || context.has(Option::Prefix))
            return failure(ErrorCode::InvalidInput,
                u"--key-stdin gives one whole key: leave out --count and --prefix."_s);
        auto given = keysFromStandardInput();
        if (given && given->size() > 1)
            return failure(ErrorCode::InvalidInput,
                u"create takes one key and there are %1 on standard input."_s.arg(given->size()));
        return given;
    }
    QStringList secrets;
    for (int i = 0; i < count; ++i)
        secrets += context.has(Option::Prefix) ? generateKey(context.value(Option::Prefix))
                                               : generateKey();
    return secrets;
}

Result<std::vector<NewKey>> newKeys(
    const Context &context, const Proposal &wanted, const QStringList &secrets)
{
    std::vector<NewKey> keys;
    const QString createdAt = toIsoString(context.clock.nowMs());
    const QStringList names = numberedNames(*wanted.name, int(secrets.size()));
    for (qsizetype i = 0; i < secrets.size(); ++i) {
        const auto secret = checkKey(secrets[i]);
        const auto name = checkName(names[i]);
        if (!secret || !name)
            return tl::make_unexpected(secret ? name.error() : secret.error());
        keys.push_back({*secret, *name, wanted.model.value_or(QString()), *wanted.tokenLimitPer5h,
            *wanted.expiryDate, createdAt});
    }
    return keys;
}

Result<> create(const Context &context, const std::vector<NewKey> &keys)
{
    const auto edit = applyEdit(context, CreateKeys(keys));
    if (!edit)
        return tl::make_unexpected(edit.error());
    if (!context.json()) {
        QString lines;
        for (const NewKey &key : keys)
            lines += key.key + u'\n';
        return print(lines);
    }
    QJsonArray array;
    const qint64 nowMs = context.clock.nowMs();
    for (const NewKey &key : keys) {
        const ApiKey record = edit->keys.at(edit->keys.indexOf({key.key, 0}));
        array.append(keyJson(record, lintKey(record, nowMs), nowMs, true));
    }
    return print(QJsonDocument(QJsonObject{{u"keys"_s, array}}));
}

} // namespace

Result<> runCreate(const Context &context)
{
    const auto wanted = proposal(context);
    if (!wanted)
        return tl::make_unexpected(wanted.error());
    return wantedCount(context)
        .and_then([&](int count) { return newSecrets(context, count); })
        .and_then([&](const QStringList &secrets) { return newKeys(context, *wanted, secrets); })
        .and_then([&](const std::vector<NewKey> &keys) {
            // Loaded only to say, with its name, what is wrong with the file.
            return loadKeys(context).and_then(
                [&](const KeySet &) { return create(context, keys); });
        });
}

} // namespace keydeck
