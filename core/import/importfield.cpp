#include "core/import/importfield.h"

#include <array>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

struct FieldWords
{
    QString id;
    QStringList titles;
};

const FieldWords &wordsOf(ImportField field)
{
    static const std::array<FieldWords, ImportFieldCount> words{{
        {u"name"_s,
            {u"name"_s, u"keyname"_s, u"label"_s, u"title"_s, u"alias"_s, u"keyalias"_s,
                u"username"_s, u"user"_s}},
        {u"key"_s, {u"key"_s, u"apikey"_s, u"secret"_s, u"token"_s, u"keyvalue"_s}},
        {u"limit"_s,
            {u"tokenlimitper5h"_s, u"limit"_s, u"tokenlimit"_s, u"tokenlimitper5hours"_s,
                u"limitper5h"_s, u"tokens"_s, u"budget"_s}},
        {u"expires"_s,
            {u"expirydate"_s, u"expires"_s, u"expiry"_s, u"expiresat"_s, u"expirationdate"_s,
                u"expiration"_s, u"validuntil"_s}},
        {u"model"_s, {u"model"_s, u"modelname"_s}},
        {u"created"_s, {u"createdat"_s, u"created"_s, u"createdon"_s, u"creationdate"_s}},
        {u"tags"_s, {u"tags"_s, u"tag"_s, u"labels"_s, u"groups"_s, u"group"_s}},
        {u"note"_s,
            {u"note"_s, u"notes"_s, u"comment"_s, u"comments"_s, u"description"_s, u"remark"_s}},
        {u"owner"_s, {u"owner"_s, u"team"_s, u"department"_s}},
        {u"contact"_s, {u"contact"_s, u"email"_s, u"mail"_s, u"emailaddress"_s}},
    }};
    return words[size_t(field)];
}

} // namespace

QString importFieldId(ImportField field)
{
    return wordsOf(field).id;
}

std::optional<ImportField> importFieldNamed(const QString &id)
{
    for (int field = 0; field < ImportFieldCount; ++field) {
        if (importFieldId(ImportField(field)) == id)
            return ImportField(field);
    }
    return std::nullopt;
}

const QStringList &importTitles(ImportField field)
{
    return wordsOf(field).titles;
}

QString importTitle(const QString &columnName)
{
    QString title = columnName.toLower();
    title.removeIf([](QChar c) { return !c.isLetterOrNumber(); });
    return title;
}

} // namespace keydeck
