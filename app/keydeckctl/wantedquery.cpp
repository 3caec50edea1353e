#include "app/keydeckctl/wantedquery.h"

namespace keydeck {

using namespace Qt::StringLiterals;

Result<Query> wantedQuery(const Context &context)
{
    Query query(context.value(Option::Query));
    if (!query.errors().isEmpty())
        return failure(ErrorCode::InvalidInput,
            u"--query: %1 See keydeckctl %2 --help."_s.arg(
                query.errors().constFirst().message, context.invocation.command->name));
    return query;
}

Result<> checkQueryHoldsNoKey(const Context &context, const KeySet &keys)
{
    if (holdsKey(context.value(Option::Query), keys))
        return failure(ErrorCode::InvalidInput,
            u"--query holds what looks like a whole key and begins no fingerprint of the store; "
            "others can see a command line: look for its name, its id or its last four "
            "characters."_s);
    return {};
}

} // namespace keydeck
