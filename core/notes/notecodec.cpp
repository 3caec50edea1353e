#include "core/notes/notecodec.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    for (const QJsonValue &one : value.toArray()) {
        if (one.isString())
            texts += one.toString();
    }
    return texts;
}

QList<RememberedExpiry> expiriesOf(const QJsonValue &value)
{
    QList<RememberedExpiry> expiries;
    for (const QJsonValue &one : value.toArray()) {
        const QString suspended = one["suspended"_L1].toString();
        if (!suspended.isEmpty())
            expiries.append({one["before"_L1].toString().toUtf8(), suspended.toUtf8()});
    }
    return expiries;
}

QJsonArray expiriesJson(const QList<RememberedExpiry> &expiries)
{
    QJsonArray array;
    for (const RememberedExpiry &expiry : expiries) {
        array.append(
            QJsonObject{{u"before"_s,
                            expiry.before.isEmpty() ? QJsonValue()
                                                    : QJsonValue(QString::fromUtf8(expiry.before))},
                {u"suspended"_s, QString::fromUtf8(expiry.suspended)}});
    }
    return array;
}

} // namespace

KeyNote noteFromJson(const QJsonObject &object)
{
    return {textsOf(object["tags"_L1]), object["note"_L1].toString(), object["owner"_L1].toString(),
        object["contact"_L1].toString(), expiriesOf(object["expiries"_L1]),
        object["replaced_by"_L1].toString()};
}

QJsonObject noteToJson(const KeyNote &note, QJsonObject base)
{
    const auto put = [&base](const QString &name, const QJsonValue &value, bool isThere) {
        if (isThere)
            base.insert(name, value);
        else
            base.remove(name);
    };
    put(u"tags"_s, QJsonArray::fromStringList(note.tags), !note.tags.isEmpty());
    put(u"note"_s, note.note, !note.note.isEmpty());
    put(u"owner"_s, note.owner, !note.owner.isEmpty());
    put(u"contact"_s, note.contact, !note.contact.isEmpty());
    put(u"expiries"_s, expiriesJson(note.expiries), !note.expiries.isEmpty());
    put(u"replaced_by"_s, note.replacedBy, !note.replacedBy.isEmpty());
    return base;
}

} // namespace keydeck
