#include "core/command/rotatekey.h"

#include "core/rules/jsdate.h"
#include "core/rules/jsvalue.h"
#include "core/rules/keystatus.h"
#include "core/rules/validator.h"
#include "core/store/storepatch.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr KeyField TakenOver[]
    = {KeyField::Name, KeyField::Model, KeyField::TokenLimitPer5h, KeyField::ExpiryDate};

/// "Alice (old)", or "Alice (old 2)" and so on where that is taken.
QString nameOfOld(const KeySet &keys, const QString &name)
{
    QSet<QString> taken;
    for (qsizetype i = 0; i < keys.size(); ++i)
        taken.insert(keys.at(i).name());
    QString old = name + u" (old)"_s;
    for (int n = 2; taken.contains(old); ++n)
        old = u"%1 (old %2)"_s.arg(name, QString::number(n));
    return old;
}

} // namespace

RotateKey::RotateKey(Rotation rotation) : m_rotation(std::move(rotation)) { }

QString RotateKey::title() const
{
    return u"Rotate %1"_s.arg(m_rotation.target.label());
}

Result<> RotateKey::check(const KeySet &fresh, const ApiKey &old) const
{
    const QString label = m_rotation.target.label();
    if (isKeyExpired(old, m_rotation.nowMs)) {
        return failure(ErrorCode::InvalidInput,
            u"Nothing was changed: %1 has expired, and so would the key that takes its place. "
            u"Resume or renew it first."_s.arg(label));
    }
    if (fresh.indexOf({m_rotation.key, 0}) >= 0) {
        return failure(ErrorCode::InvalidInput,
            u"Nothing was changed: the new key for %1 is in the store already. Choose another "
            u"one."_s.arg(label));
    }
    return {};
}

/// The new record, formatted as the others are, with the values of the old one as they stand.
Result<KeySet> RotateKey::withSuccessor(const KeySet &fresh, const ApiKey &old) const
{
    StorePatch addition(fresh);
    addition.appendKey({m_rotation.key, {}, {}, 0, {}, toIsoString(m_rotation.nowMs)});
    return addition.apply().and_then([&](const KeySet &both) {
        StorePatch values(both);
        for (const KeyField field : TakenOver) {
            const JsonValue value = old.value(field);
            if (value.isMissing())
                values.removeField(both.size() - 1, field);
            else
                values.setField(both.size() - 1, field, value.text().toByteArray());
        }
        return values.apply();
    });
}

Result<KeySet> RotateKey::apply(const KeySet &fresh) const
{
    const auto index = findTarget(RecordFinder(fresh, 1), m_rotation.target);
    if (!index)
        return tl::make_unexpected(index.error());
    const ApiKey old = fresh.at(*index);
    return check(fresh, old)
        .and_then([&] { return withSuccessor(fresh, old); })
        .and_then([&](const KeySet &both) {
            StorePatch patch(both);
            const auto expiresMs = jsDateMs(old.value(KeyField::ExpiryDate));
            if (!expiresMs || *expiresMs > m_rotation.graceEndsMs) {
                patch.setField(*index, KeyField::ExpiryDate,
                    jsonStringText(toIsoString(m_rotation.graceEndsMs)));
            }
            if (!old.name().trimmed().isEmpty()) {
                patch.setField(
                    *index, KeyField::Name, jsonStringText(nameOfOld(fresh, old.name())));
            }
            return patch.apply();
        });
}

QString successorOf(const QString &oldKey)
{
    return generateKey(keyPrefix(oldKey));
}

} // namespace keydeck
