#include "core/history/subjectindex.h"

#include "core/history/installationsecret.h"

namespace keydeck {

using namespace Qt::StringLiterals;

SubjectIndex::SubjectIndex(const HistoryDatabase &database, QByteArray secret)
    : m_database(database)
    , m_secret(std::move(secret))
{ }

QByteArray SubjectIndex::nameOf(const QString &key) const
{
    return nameUnderSecret(key, m_secret);
}

Result<> SubjectIndex::loadNames()
{
    if (m_namesLoaded)
        return {};
    QSqlQuery query = m_database.prepare(u"SELECT name, id FROM subject"_s);
    return m_database
        .forEach(query, {},
            [this](const QSqlQuery &row) {
                m_byName.insert(row.value(0).toByteArray(), row.value(1).toLongLong());
            })
        .map([this] { m_namesLoaded = true; });
}

Result<std::optional<qint64>> SubjectIndex::find(const QString &key)
{
    if (const auto known = m_byKey.constFind(key); known != m_byKey.cend())
        return *known;
    const QByteArray name = nameOf(key);
    std::optional<qint64> id;
    return loadNames()
        .and_then([&]() -> Result<> {
            if (const auto known = m_byName.constFind(name); known != m_byName.cend()) {
                id = *known;
                return {};
            }
            // Another recorder may have added it meanwhile.
            QSqlQuery query = m_database.prepare(u"SELECT id FROM subject WHERE name = ?"_s);
            return m_database.forEach(
                query, {name}, [&](const QSqlQuery &row) { id = row.value(0).toLongLong(); });
        })
        .map([&] {
            if (id)
                m_byKey.insert(key, *id);
            return id;
        });
}

Result<qint64> SubjectIndex::findOrAdd(const QString &key)
{
    return find(key).and_then([&](std::optional<qint64> id) -> Result<qint64> {
        if (id)
            return *id;
        QSqlQuery add = m_database.prepare(u"INSERT INTO subject (name) VALUES (?)"_s);
        return m_database.run(add, {nameOf(key)}).map([&] {
            const qint64 added = add.lastInsertId().toLongLong();
            m_byKey.insert(key, added);
            return added;
        });
    });
}

void SubjectIndex::forget()
{
    m_byKey.clear();
    m_byName.clear();
    m_namesLoaded = false;
}

} // namespace keydeck
